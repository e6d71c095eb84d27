import type { ServerResponse } from "node:http";
import { json, type LocalServer, serve } from "./local-server.js";

/** A status as Mastodon's API gives it, as far as threadtag reads it. */
export function mastodonStatus(id: number, fields: Record<string, unknown> = {}) {
  return {
    id: String(id),
    created_at: new Date(Date.UTC(2024, 0, 1, 0, id)).toISOString(),
    content: `<p>post ${id}</p>`,
    account: { acct: "someone" },
    tags: [],
    in_reply_to_id: null,
    replies_count: 0,
    ...fields,
  };
}

/** What a fake server holds, and where it deviates. */
export interface FakeMastodonOptions {
  /** Ids of the statuses of its timelines; one per minute, from the start of 2024. */
  ids: number[];
  /** Ids of the statuses that have a reply, which has the id + 0.5 as a text. */
  answered?: number[];
  /** Whether it sends Link headers (default true). */
  links?: boolean;
  /** Called before each request is answered; true when it has answered. */
  intercept?: (path: string, response: ServerResponse) => boolean;
}

/** A server with the timelines and contexts of Mastodon's API. */
export function serveMastodon(options: FakeMastodonOptions): Promise<LocalServer> {
  const { ids, answered = [], links = true, intercept = () => false } = options;
  const statusOf = (id: number) =>
    mastodonStatus(id, { replies_count: answered.includes(id) ? 1 : 0 });
  return serve((url, response) => {
    if (intercept(url.pathname + url.search, response)) return;
    const context = /^\/api\/v1\/statuses\/(\d+)\/context$/.exec(url.pathname);
    if (context) {
      const reply = mastodonStatus(0, { id: `${context[1]}.5`, in_reply_to_id: context[1] });
      json(response, {
        ancestors: [],
        descendants: answered.includes(Number(context[1])) ? [reply] : [],
      });
    } else if (url.pathname === "/api/v1/accounts/lookup") {
      json(response, { id: "77", acct: url.searchParams.get("acct") });
    } else {
      const page = pageOf(ids, url.searchParams);
      const here = url.origin + url.pathname;
      const link = `<${here}?max_id=${page.at(-1)}>; rel="next", <${here}?min_id=${page[0]}>; rel="prev"`;
      json(response, page.map(statusOf), links && page.length > 0 ? { link } : {});
    }
  });
}

/** The ids that a request asks for, the newest first. */
function pageOf(ids: readonly number[], parameters: URLSearchParams): number[] {
  const limit = Number(parameters.get("limit") ?? 20);
  const newest = [...ids].sort((a, b) => b - a);
  const [above, below] = [parameters.get("min_id"), parameters.get("max_id")];
  if (above !== null) return newest.filter((id) => id > Number(above)).slice(-limit);
  return newest.filter((id) => below === null || id < Number(below)).slice(0, limit);
}
