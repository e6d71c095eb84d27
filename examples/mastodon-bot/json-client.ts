import { setTimeout } from "node:timers/promises";

/** A request that another program answers with JSON. */
export interface JsonRequest {
  readonly method?: "GET" | "POST";
  /** A key or token, which goes along as `Authorization: Bearer`. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

const TRIES = 5;
const SHORTEST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 300;

/**
 * Asks for JSON. A server that is busy, or that has been asked too often, is asked again once the time
 * is over that it names in `Retry-After`.
 * @throws Error with the status and the answer when it is another one
 */
export async function fetchJson(url: URL, request: JsonRequest = {}): Promise<unknown> {
  const { method = "GET", token, headers = {}, body } = request;
  for (let tries = 1; ; tries++) {
    const response = await fetch(url, {
      method,
      headers: {
        ...headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.ok) return response.json();
    const answer = await response.text();
    if (![429, 503].includes(response.status) || tries === TRIES) {
      throw new Error(
        `${method} ${url.origin}${url.pathname}: ${response.status} ${answer.slice(0, 200)}`,
      );
    }
    await setTimeout(1000 * secondsToWait(response));
  }
}

/** The header may also hold a date, which means about a minute to those who do not read it. */
function secondsToWait({ headers }: Response): number {
  const seconds = Number(headers.get("retry-after") ?? SHORTEST_WAIT_SECONDS);
  return Math.min(LONGEST_WAIT_SECONDS, Number.isNaN(seconds) ? 60 : seconds);
}
