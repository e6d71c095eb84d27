import { z } from "zod";
import { bluesky } from "../formats/bluesky.js";
import { type Client, RequestError } from "./client.js";
import { type Conversation, type Page, readAll, type Source } from "./source.js";

/** Which posts of Bluesky to collect: those with a hashtag, of an account, or of a feed (at://...). */
export type BlueskyQuery = { hashtag: string } | { account: string } | { feed: string };

/** The most posts that a server gives at once. */
const PAGE_SIZE = 100;
/** The deepest thread that may be asked for; servers cut it earlier, at ten levels in 2024. */
const DEPTH = 1000;

const view = z.object({
  uri: z.string(),
  indexedAt: z.string(),
  record: z.object({ createdAt: z.string() }),
  replyCount: z.int().catch(0),
});
const page = z.object({
  cursor: z.string().optional(),
  /** Of a search. */
  posts: z.array(z.unknown()).optional(),
  /** Of an account or a feed; a repost has a reason. */
  feed: z.array(z.object({ post: z.unknown(), reason: z.unknown().optional() })).optional(),
});

/** A place in a thread; without a post where it is blocked or deleted. */
const node = z.object({
  post: z.unknown().optional(),
  parent: z.unknown().optional(),
  replies: z.array(z.unknown()).catch([]),
});
type Node = z.infer<typeof node>;

/** A timeline of Bluesky, or of another service with the same API (AT Protocol). */
export class BlueskySource implements Source {
  readonly name: string;

  constructor(
    private readonly client: Client,
    private readonly query: BlueskyQuery,
  ) {
    this.name = `bluesky ${client.origin} ${Object.entries(query)[0].join(" ")}`;
  }

  async older(cursor: string | undefined, limit: number): Promise<Page> {
    const { method, parameters } = this.request();
    const body = await this.get(method, page, {
      ...parameters,
      cursor,
      limit: Math.min(limit, PAGE_SIZE),
    });
    const { posts, feed = [] } = body;
    const records = posts ?? feed.filter(({ reason }) => !reason).map(({ post }) => post);
    const found = records.flatMap((record) => {
      const { data } = view.safeParse(record);
      if (!data) return [];
      return [{ id: data.uri, createdAt: data.record.createdAt, replies: data.replyCount }];
    });
    return { found, ...readAll(bluesky, records), next: body.cursor };
  }

  async conversation(id: string): Promise<Conversation> {
    const method = "getPostThread";
    const body = await this.get(method, z.object({ thread: node }), {
      uri: id,
      depth: DEPTH,
    });
    const root = body.thread;
    const below = root.replies.flatMap(descendants);
    const places = [root, ...ancestors(root), ...below];
    const views = places.flatMap(({ post }) => (post === undefined ? [] : [post]));
    return { ...readAll(bluesky, views), cutAt: below.flatMap(missingReplies) };
  }

  private request(): { method: string; parameters: Record<string, string> } {
    const { query } = this;
    if ("hashtag" in query) {
      return { method: "searchPosts", parameters: { q: `#${query.hashtag}`, sort: "latest" } };
    }
    if ("feed" in query) return { method: "getFeed", parameters: { feed: query.feed } };
    return { method: "getAuthorFeed", parameters: { actor: query.account } };
  }

  private async get<T>(
    method: string,
    schema: z.ZodType<T>,
    parameters: Record<string, string | number | undefined>,
  ): Promise<T> {
    const path = `/xrpc/app.bsky.feed.${method}`;
    const { data, success } = schema.safeParse((await this.client.get(path, parameters)).body);
    if (success) return data;
    throw new RequestError(`${path}: not an answer of Bluesky. Check the address of the server.`);
  }
}

function ancestors({ parent }: Node): Node[] {
  const { data } = node.safeParse(parent);
  return data ? [data, ...ancestors(data)] : [];
}

function descendants(place: unknown): Node[] {
  const { data } = node.safeParse(place);
  return data ? [data, ...data.replies.flatMap(descendants)] : [];
}

/** The id of a post that has replies which are not in the thread. */
function missingReplies({ post, replies }: Node): string[] {
  const { data } = view.safeParse(post);
  return data && data.replyCount > 0 && replies.length === 0 ? [data.uri] : [];
}
