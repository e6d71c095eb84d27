import type { DownloadProgress } from "../suggesters/model-folder/download.js";
import type {
  AttentionMap,
  HashtagSuggestion,
  SuggestionRequest,
  ThreadText,
} from "../tagger/suggestion.js";

/** Which model the worker opens. */
export interface ModelPlace {
  /** The address of its folder. */
  readonly folder: string;
  /** The API key of the service that has them. */
  readonly key: string | undefined;
}

/** What the worker can be asked to do. */
export interface TaggerWork {
  /** Opens the model; comes first. */
  readonly open: { readonly takes: ModelPlace; readonly gives: undefined };
  readonly suggest: { readonly takes: SuggestionRequest; readonly gives: HashtagSuggestion[] };
  readonly attention: { readonly takes: ThreadText; readonly gives: AttentionMap | undefined };
}

/** A call as it is posted to the worker. */
export type ToWorker = {
  [Method in keyof TaggerWork]: {
    readonly id: number;
    readonly method: Method;
    readonly takes: TaggerWork[Method]["takes"];
  };
}[keyof TaggerWork];

/** What the worker posts: how far the download is, and what calls come to. */
export type FromWorker =
  | { readonly progress: DownloadProgress }
  | { readonly id: number; readonly gives: TaggerWork[keyof TaggerWork]["gives"] }
  | { readonly id: number; readonly error: string };
