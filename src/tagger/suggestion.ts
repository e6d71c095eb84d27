import type { Platform } from "../corpus/post.js";

/** A post as its author wrote it, and the replies below it. */
export interface ThreadText {
  readonly post: string;
  /** In chronological order. */
  readonly replies?: readonly string[];
  /** Where it is, which decides what a hashtag looks like; without it, where the training posts come from. */
  readonly platform?: Platform;
}

/** Which hashtags are suggested, and what is told of them. */
export interface Wishes {
  /** Most hashtags. Default 5. */
  readonly limit?: number;
  /** Less confident suggestions are left out, in [0, 1]. Default 0. */
  readonly minConfidence?: number;
  /** "existing" leaves out hashtags that no training post has. Default "any". */
  readonly only?: "existing" | "any";
  /** Never suggest these: hashtags in any casing, with or without their sign; `*` stands for any characters. */
  readonly block?: readonly string[];
  /** Suggest these alone, in the same form as `block`, which goes before. */
  readonly allow?: readonly string[];
  /** Hashtags that the post's author has already chosen. Those within the post are never suggested in any case. */
  readonly exclude?: readonly string[];
  /** "post" leaves out hashtags in another script than any in the thread: no Chinese one below an English post. Default "any". */
  readonly language?: "post" | "any";
  /** Whether to tell why each hashtag is suggested. It takes longer. Default false. */
  readonly evidence?: boolean;
}

/** What `Threadtag.suggest` takes. */
export interface SuggestionRequest extends ThreadText, Wishes {}

/** A hashtag that fits a post. */
export interface HashtagSuggestion {
  /** As people write it, with its sign: "#AusOpen". */
  readonly hashtag: string;
  /** Its words, in lower case. */
  readonly words: readonly string[];
  /** Of the suggestions with a confidence of c, a share of about c is right. In [0, 1]. */
  readonly confidence: number;
  /** Made by a model from what the thread says, taken from similar earlier posts, or both. */
  readonly source: "generated" | "retrieved" | "both";
  /** Whether a training post has it. */
  readonly known: boolean;
  /** Where it was wished for. */
  readonly evidence?: Evidence;
}

/** Why a hashtag is suggested. */
export interface Evidence {
  /** Words of the thread without which it would be less likely, the most important ones first. */
  readonly words: readonly WordEvidence[];
  /** Earlier posts that are most similar, those with the hashtag first; none where the model keeps no posts. */
  readonly posts: readonly EarlierPost[];
}

/** A word of a thread that speaks for a hashtag. */
export interface WordEvidence {
  /** Which text of the thread it stands in: 0 the post, 1 the first reply, and so on. */
  readonly text: number;
  /** Where it stands there, in UTF-16 code units: `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
  /** How much of the hashtag's score is lost without it, in (0, 1]. */
  readonly weight: number;
}

/** An earlier post that resembles a thread. */
export interface EarlierPost {
  readonly text: string;
  /** As people write them, with their signs. */
  readonly hashtags: readonly string[];
  /** The cosine of their words, in [0, 1]. */
  readonly similarity: number;
}

/** How the words of a post attend to those of its conversation (paper equation 4). */
export interface AttentionMap {
  readonly postWords: readonly string[];
  readonly conversationWords: readonly string[];
  /** `[Tp, Tc]`: each row adds up to 1. */
  readonly weights: readonly (readonly number[])[];
}

/** A thread whose post has hashtags, to learn from. */
export interface LabelledThread extends ThreadText {
  /** As their author wrote them, with or without their sign. They may stand in the post. */
  readonly hashtags: readonly string[];
}
