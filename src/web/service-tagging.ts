import type {
  AttentionMap,
  HashtagSuggestion,
  SuggestionRequest,
  ThreadText,
} from "../tagger/suggestion.js";
import type { ModelDescription } from "./model-description.js";
import { type ProblemKind, type Tagging, TaggingError } from "./tagging.js";

/** Seconds after which a service that does not answer is asked again. */
const OFFLINE_RETRY = 5;
/** The same of one that is busy and does not say. */
const BUSY_RETRY = 2;

const KINDS: Readonly<Record<number, ProblemKind>> = {
  400: "refused",
  401: "key",
  403: "key",
  413: "tooLarge",
  415: "refused",
  422: "refused",
  429: "busy",
  502: "offline",
  503: "busy",
  504: "busy",
};

/** Suggestions from the service that the page came from. */
export class ServiceTagging implements Tagging {
  /**
   * @param base address of the page
   * @param key API key, where the service asks for one
   */
  constructor(
    private readonly base: string,
    private readonly key?: string,
  ) {}

  async suggest(request: SuggestionRequest, signal: AbortSignal): Promise<HashtagSuggestion[]> {
    const response = await this.post("v1/suggest", request, signal);
    return (await answerOf<{ suggestions: HashtagSuggestion[] }>(response)).suggestions;
  }

  async attention(thread: ThreadText, signal: AbortSignal): Promise<AttentionMap | undefined> {
    const response = await this.post("v1/attention", thread, signal);
    return response.status === 404 ? undefined : answerOf<AttentionMap>(response);
  }

  /** What the model is. @throws TaggingError */
  async model(signal: AbortSignal): Promise<ModelDescription> {
    return answerOf<ModelDescription>(await this.fetch("v1/model", { signal }));
  }

  private post(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const headers = { "content-type": "application/json" };
    return this.fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal });
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.key !== undefined) headers.set("authorization", `Bearer ${this.key}`);
    try {
      return await fetch(new URL(path, this.base), { ...init, headers });
    } catch (error) {
      throw new TaggingError("offline", String(error), OFFLINE_RETRY);
    }
  }
}

/** The body of a good answer. @throws TaggingError for any other */
async function answerOf<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && typeof body === "object" && body !== null) return body as T;
  const kind = KINDS[response.status] ?? "failed";
  const message = (body as { error?: { message?: string } } | undefined)?.error?.message;
  throw new TaggingError(kind, message ?? `HTTP ${response.status}`, retryAfter(kind, response));
}

function retryAfter(kind: ProblemKind, { headers }: Response): number | undefined {
  if (kind === "offline") return OFFLINE_RETRY;
  if (kind !== "busy") return undefined;
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return seconds > 0 ? seconds : BUSY_RETRY;
}
