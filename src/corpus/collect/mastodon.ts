import { z } from "zod";
import type { Format } from "../format.js";
import { mastodonOf } from "../formats/mastodon.js";
import { type Client, RequestError } from "./client.js";
import { type Conversation, type Page, readAll, type Source } from "./source.js";

/** Which posts of a Mastodon server to collect. */
export type MastodonQuery = { hashtag: string } | { account: string } | { public: true };

/** The most statuses that a server gives at once. */
const PAGE_SIZE = 40;

const status = z.object({
  id: z.string(),
  created_at: z.string(),
  replies_count: z.int().catch(0),
});
const page = z.array(z.unknown());
const context = z.object({ ancestors: page, descendants: page });

/** A timeline of a Mastodon server, or of one that offers the same API. */
export class MastodonSource implements Source {
  readonly name: string;
  private readonly format: Format;
  private timeline: string | undefined;

  constructor(
    private readonly client: Client,
    private readonly query: MastodonQuery,
  ) {
    this.format = mastodonOf(new URL(client.origin));
    const [[kind, value]] = Object.entries(query);
    this.name = `mastodon ${client.origin} ${kind}${value === true ? "" : ` ${value}`}`;
  }

  async older(cursor: string | undefined, limit: number): Promise<Page> {
    return this.page({ max_id: cursor, limit: Math.min(limit, PAGE_SIZE) });
  }

  async newer(newest: string | undefined): Promise<Page> {
    // Unlike since_id, min_id leaves no gap when there are more than fit a page.
    return this.page({ min_id: newest, limit: PAGE_SIZE });
  }

  async conversation(id: string): Promise<Conversation> {
    const path = `/api/v1/statuses/${encodeURIComponent(id)}/context`;
    const { ancestors, descendants } = parse(context, (await this.client.get(path)).body, path);
    return { ...readAll(this.format, [...ancestors, ...descendants]), cutAt: [] };
  }

  private async page(parameters: Record<string, string | number | undefined>): Promise<Page> {
    this.timeline ??= await this.findTimeline();
    const isAccount = "account" in this.query;
    const { body, link = "" } = await this.client.get(this.timeline, {
      ...parameters,
      exclude_reblogs: isAccount ? "true" : undefined,
    });
    const records = parse(page, body, this.timeline);
    const found = records.flatMap((record) => {
      const { data } = status.safeParse(record);
      return data ? [{ id: data.id, createdAt: data.created_at, replies: data.replies_count }] : [];
    });
    return {
      found,
      ...readAll(this.format, records),
      // Not every server links to the next page, nor Mastodon where it has filtered this one.
      next: cursorOf(link, "max_id") ?? found.at(-1)?.id,
      newest: cursorOf(link, "min_id") ?? found[0]?.id,
    };
  }

  private async findTimeline(): Promise<string> {
    const { query } = this;
    if ("public" in query) return "/api/v1/timelines/public";
    if ("hashtag" in query) return `/api/v1/timelines/tag/${encodeURIComponent(query.hashtag)}`;
    const path = "/api/v1/accounts/lookup";
    const { body } = await this.client.get(path, { acct: query.account });
    const { id } = parse(z.object({ id: z.string() }), body, path);
    return `/api/v1/accounts/${encodeURIComponent(id)}/statuses`;
  }
}

function parse<T>(schema: z.ZodType<T>, body: unknown, path: string): T {
  const { data, success } = schema.safeParse(body);
  if (success) return data;
  throw new RequestError(`${path}: not an answer of Mastodon. Check the address of the server.`);
}

/** The value of a parameter in the addresses of a `Link` header. */
function cursorOf(link: string, parameter: string): string | undefined {
  for (const [, address] of link.matchAll(/<([^>]*)>/g)) {
    const value = new URL(address, "http://relative").searchParams.get(parameter);
    if (value) return value;
  }
  return undefined;
}
