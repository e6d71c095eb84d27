/** How many words of each source a model reads: the first ones (paper section 3). */
export interface Truncation {
  /** Words of a post (the paper's scripts: 50, for tweets 35). */
  postWords: number;
  /** Words of a conversation. */
  conversationWords: number;
}

/** The truncation of the paper's scripts. */
export const TRUNCATION: Truncation = { postWords: 50, conversationWords: 100 };
