import type { Shares, SplitRule } from "./assign-splits.js";
import type { ThreadFilter } from "./filters.js";
import type { Language } from "./language.js";

/** How a dataset is made from a store. */
export interface PreparationOptions {
  readonly name: string;
  /** What the store is called in the dataset card. */
  readonly createdFrom: string;
  /** Whose posts to keep: of one language, of the one that most are in ("auto"), or of all. */
  readonly language: Language | "auto" | "all";
  readonly filter: ThreadFilter;
  /** The fewest words of a post, its gold hashtags not counted. */
  readonly minWords: number;
  /** Whether the gold hashtags of a post are taken out of its replies. */
  readonly hideAnswers: boolean;
  readonly rule: SplitRule;
  readonly shares: Shares;
  readonly seed: number;
}
