// First of all: zod writes functions when a schema is made, which the security policies of pages forbid.
import "./support/no-code-generation.js";

/** threadtag in a browser: suggestions of a model that is fetched and run there. */
export type { DownloadProgress } from "./suggesters/model-folder/download.js";
export { UserError } from "./support/errors.js";
export type { ModelInfo } from "./tagger/model-info.js";
export type {
  AttentionMap,
  EarlierPost,
  Evidence,
  HashtagSuggestion,
  LabelledThread,
  SuggestionRequest,
  ThreadText,
  Wishes,
  WordEvidence,
} from "./tagger/suggestion.js";
export { Threadtag, type WebOptions } from "./tagger/web-threadtag.js";
