import { messageOf, UserError } from "./errors.js";
import { PassingFailure } from "./retry.js";

/** How this program names itself to servers. */
export const USER_AGENT = "threadtag";

/** Values of `RateLimit-Reset` above this are seconds since 1970, below it seconds from now. */
const EPOCH = 1_000_000_000;

/**
 * Reads the address of a server or folder that a user gave.
 * @param option where it was given, e.g. "--server"
 * @throws UserError when it is no address of HTTP
 */
export function parseAddress(text: string, option: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new UserError(
    `${option} ${text}: not an address. Give it whole, for example https://example.org`,
  );
}

/** What went wrong with a connection, as a failure that may pass. */
export function connectionFailure(error: unknown): PassingFailure {
  // `fetch` says only "fetch failed"; the reason is behind it, sometimes as a code alone.
  const { cause = error } = error as Error;
  const why = messageOf(cause) || String((cause as NodeJS.ErrnoException).code);
  return new PassingFailure(`no complete answer (${why})`, 0, { cause: error });
}

/** The failure that a status stands for, if another try may mend it. */
export function passingStatus(response: Response, now: number): PassingFailure | undefined {
  const { status, headers } = response;
  if (status < 500 && ![408, 425, 429].includes(status)) return undefined;
  const wait = Math.max(retryAfter(headers, now), untilReset(headers, now));
  const request = wait > 0 ? `, asks to wait ${Math.ceil(wait / 1000)} s` : "";
  return new PassingFailure(`the server answers ${status}${request}`, wait);
}

/**
 * Milliseconds until the next request is allowed, 0 when it is at once: what is left is named by
 * `RateLimit-Remaining`, the end of the period by `RateLimit-Reset`, in seconds since 1970 or as a
 * date; Mastodon writes both with `X-` before.
 */
export function untilReset(headers: Headers, now: number): number {
  const field = (name: string) =>
    headers.get(`ratelimit-${name}`) ?? headers.get(`x-ratelimit-${name}`);
  const [remaining, reset] = [field("remaining"), field("reset")];
  if (remaining === null || reset === null || Number(remaining) > 0) return 0;
  const seconds = Number(reset);
  return untilDate(seconds > EPOCH ? seconds * 1000 : reset, headers, now);
}

/** Milliseconds that `Retry-After` asks for, in seconds or as a date; 0 without it. */
function retryAfter(headers: Headers, now: number): number {
  const value = headers.get("retry-after");
  return value === null ? 0 : untilDate(value, headers, now);
}

/** @param date a date, milliseconds since 1970, or the text of a number of seconds from now */
function untilDate(date: string | number, headers: Headers, now: number): number {
  if (typeof date === "string" && /^\d+(\.\d+)?$/.test(date)) return Number(date) * 1000;
  // The clocks of the two computers may differ, so the server's own counts.
  const serverNow = Date.parse(headers.get("date") ?? "");
  const wait = new Date(date).getTime() - (Number.isNaN(serverNow) ? now : serverNow);
  return Math.max(0, wait || 0);
}
