import type { DownloadProgress } from "../suggesters/model-folder/download.js";
import type {
  AttentionMap,
  HashtagSuggestion,
  SuggestionRequest,
  ThreadText,
} from "../tagger/suggestion.js";
import type { FromWorker, TaggerWork, ToWorker } from "./tagger-work.js";
import { type Tagging, TaggingError } from "./tagging.js";

/** A call that waits for the worker. */
interface Waiting {
  resolve(value: never): void;
  reject(error: TaggingError): void;
}

/** Suggestions of a model that runs in a worker of this browser. */
export class BrowserTagging implements Tagging {
  private readonly worker = new Worker(new URL("tagger-worker.js", document.baseURI), {
    type: "module",
  });
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  /** Ends when the worker is free. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(onProgress: (progress: DownloadProgress) => void) {
    this.worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      if ("progress" in data) onProgress(data.progress);
      else this.settle(data);
    });
    this.worker.addEventListener("error", ({ message }) =>
      this.fail(message || "its script cannot be loaded"),
    );
  }

  /**
   * Fetches the model and opens it.
   * @param key the service's API key
   * @throws TaggingError
   */
  static async open(
    key: string | undefined,
    onProgress: (progress: DownloadProgress) => void,
  ): Promise<BrowserTagging> {
    const tagging = new BrowserTagging(onProgress);
    try {
      await tagging.call("open", {
        folder: new URL("v1/model/files/", document.baseURI).href,
        key,
      });
      return tagging;
    } catch (error) {
      tagging.close();
      throw error;
    }
  }

  suggest(request: SuggestionRequest, signal: AbortSignal): Promise<HashtagSuggestion[]> {
    return this.inTurn("suggest", request, signal);
  }

  attention(thread: ThreadText, signal: AbortSignal): Promise<AttentionMap | undefined> {
    return this.inTurn("attention", thread, signal);
  }

  /** Frees the model. */
  close(): void {
    this.worker.terminate();
    this.fail("closed");
  }

  /** Calls when the worker is free: work that nobody waits for any more is never begun. */
  private inTurn<Method extends keyof TaggerWork>(
    method: Method,
    takes: TaggerWork[Method]["takes"],
    signal: AbortSignal,
  ): Promise<TaggerWork[Method]["gives"]> {
    const result = this.turn.then(() => {
      signal.throwIfAborted();
      return this.call(method, takes);
    });
    this.turn = result.catch(() => undefined);
    return result;
  }

  private call<Method extends keyof TaggerWork>(
    method: Method,
    takes: TaggerWork[Method]["takes"],
  ): Promise<TaggerWork[Method]["gives"]> {
    const id = this.calls++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, method, takes } as ToWorker);
    });
  }

  private settle(answer: Exclude<FromWorker, { progress: DownloadProgress }>): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ("error" in answer) waiting?.reject(new TaggingError("browser", answer.error));
    else waiting?.resolve(answer.gives as never);
  }

  private fail(message: string): void {
    for (const { reject } of this.waiting.values()) reject(new TaggingError("browser", message));
    this.waiting.clear();
  }
}
