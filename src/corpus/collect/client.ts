import { UserError } from "../../support/errors.js";
import { connectionFailure, passingStatus, USER_AGENT, untilReset } from "../../support/http.js";
import { Random } from "../../support/random.js";
import {
  type Clock,
  LONGEST_WAIT,
  PassingFailure,
  retry,
  systemClock,
} from "../../support/retry.js";

/** The environment variable with the token of an account. */
export const TOKEN_VARIABLE = "THREADTAG_TOKEN";

const TRIES = 6;
const TIMEOUT = 30_000;

/** Whom a client talks to, and how patiently. */
export interface ClientOptions {
  /** Only its origin counts, e.g. https://mastodon.social */
  server: URL;
  /** The token of an account on that server; no other server gets it. */
  token?: string;
  /** Tries of a request (default 6). */
  tries?: number;
  /** Milliseconds for one try (default 30 s). */
  timeout?: number;
  clock?: Clock;
  /** Ends the work after the request under way. */
  signal?: AbortSignal;
  /** Told before each wait. */
  onWait?: (milliseconds: number, why: string) => void;
}

/** What a server answered. */
export interface Answer {
  /** The JSON value. */
  readonly body: unknown;
  /** The `Link` header. */
  readonly link?: string;
}

/** A request that the server refused, or that failed on every try. */
export class RequestError extends UserError {
  /** @param isGone whether the server says that what was asked for does not exist */
  constructor(
    message: string,
    readonly isGone = false,
  ) {
    super(`${message} The same command then goes on where this one stopped.`, 1);
  }
}

/** Asks a server for JSON, within its rate limits and in spite of passing failures. */
export class Client {
  readonly origin: string;
  private readonly clock: Clock;
  private readonly random = new Random(0);
  private readonly headers: Record<string, string>;
  private pausedUntil = 0;

  /** @throws UserError when the token would travel unencrypted over a network */
  constructor(private readonly options: ClientOptions) {
    const { server, token, clock = systemClock } = options;
    this.origin = server.origin;
    this.clock = clock;
    this.headers = { accept: "application/json", "user-agent": USER_AGENT };
    if (token === undefined) return;
    if (
      server.protocol !== "https:" &&
      !["localhost", "127.0.0.1", "[::1]"].includes(server.hostname)
    ) {
      throw new UserError(`${this.origin}: a token goes to https only. Give its https address.`);
    }
    // To any other origin that it is sent on to, `fetch` goes without this header.
    this.headers.authorization = `Bearer ${token}`;
  }

  /**
   * Asks for one answer.
   * @param path below the server's origin, e.g. "/api/v1/timelines/public"
   * @param parameters of the query; what is undefined is left out
   * @throws RequestError when the server refuses, or does not answer on any try
   * @throws Interrupted when the signal was given
   */
  async get(
    path: string,
    parameters: Readonly<Record<string, string | number | undefined>> = {},
  ): Promise<Answer> {
    const url = new URL(this.origin + path);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const { tries = TRIES, signal, onWait } = this.options;
    const { clock, random } = this;
    try {
      return await retry(() => this.attempt(url), { tries, clock, random, signal, onWait });
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      throw new RequestError(`${url}: ${error.message}. Try again later.`);
    }
  }

  private async attempt(url: URL): Promise<Answer> {
    await this.waitForAllowance();
    const { response, text } = await this.fetchText(url);
    const now = this.clock.now();
    this.pausedUntil = now + Math.min(LONGEST_WAIT, untilReset(response.headers, now));
    const failure = passingStatus(response, now);
    if (failure) throw failure;
    if (!response.ok) throw this.refusal(url, response.status, text);
    return { body: parseBody(text), link: response.headers.get("link") ?? undefined };
  }

  private async waitForAllowance(): Promise<void> {
    const wait = this.pausedUntil - this.clock.now();
    if (wait <= 0) return;
    this.options.onWait?.(wait, "the server's rate limit is reached");
    await this.clock.sleep(wait, this.options.signal);
  }

  private async fetchText(url: URL): Promise<{ response: Response; text: string }> {
    const signal = AbortSignal.timeout(this.options.timeout ?? TIMEOUT);
    try {
      const response = await fetch(url, { headers: this.headers, signal });
      return { response, text: await response.text() };
    } catch (error) {
      throw connectionFailure(error);
    }
  }

  private refusal(url: URL, status: number, text: string): RequestError {
    const { code, words } = serversWords(text);
    const what = `${url}: the server answers ${status}${words && ` (${words})`}.`;
    // AT Protocol has one status for every refusal and tells them apart by a code.
    if (status === 404 || status === 410 || code === "NotFound") {
      return new RequestError(`${what} Check the address of the server and the name.`, true);
    }
    if (![401, 403, 422].includes(status)) {
      return new RequestError(
        `${what} Check the options${this.options.token ? " and the token" : ""}.`,
      );
    }
    return new RequestError(
      this.options.token
        ? `${what} Check that the token is valid, belongs to an account of ${this.origin} and may read posts.`
        : `${what} It may want the token of an account: put one into ${TOKEN_VARIABLE}, or into a file and give --token-file.`,
    );
  }
}

/** @throws PassingFailure when the text is cut off, or no JSON */
function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PassingFailure("the answer is not whole JSON", 0, { cause: error });
  }
}

/** Why a server refuses, where it says so in the form of Mastodon or AT Protocol. */
function serversWords(text: string): { code?: string; words: string } {
  try {
    const { error, message } = JSON.parse(text);
    return { code: error, words: [error, message].filter(Boolean).join(": ").slice(0, 200) };
  } catch {
    return { words: "" };
  }
}
