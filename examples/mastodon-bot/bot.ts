import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { type HashtagSuggestion, mastodonOf } from "../../src/index.js";
import { fetchJson } from "./json-client.js";

/** What a bot needs to know. */
export interface BotOptions {
  /** Its Mastodon server. */
  readonly server: URL;
  /** Its access token, with the rights read:notifications, read:statuses and write:statuses. */
  readonly token: string;
  /** Where `threadtag serve` listens. */
  readonly service: URL;
  /** The service's API key, where it asks for one. */
  readonly key?: string | undefined;
  /** The file that remembers the last mention that was answered. */
  readonly state: string;
}

/** Hashtags of an answer, and how sure the model must be of each. */
const WISHES = { limit: 3, minConfidence: 0.1, language: "post" } as const;

/** What a bot reads of a notification; Mastodon sends much more. */
const mentions = z.array(
  z.object({
    id: z.string(),
    account: z.object({ acct: z.string() }),
    status: z.object({
      id: z.string(),
      in_reply_to_id: z.string().nullable(),
      visibility: z.enum(["public", "unlisted", "private", "direct"]),
    }),
  }),
);
type Mention = z.infer<typeof mentions>[number];

const context = z.object({ descendants: z.array(z.object({ id: z.string() }).loose()) });
const answers = z.object({ suggestions: z.array(z.custom<HashtagSuggestion>()) });

/**
 * Answers the mentions that have come since the last time, the oldest first: with hashtags for the
 * post that the mention answers, or for the mention itself where it answers none.
 * @returns how many it has answered
 * @throws Error when the server or the service fails; the next call goes on with the same mention
 */
export async function answerMentions(options: BotOptions): Promise<number> {
  const { server, token, state } = options;
  const url = new URL("/api/v1/notifications?types[]=mention&limit=40", server);
  const last = existsSync(state) ? readFileSync(state, "utf8").trim() : undefined;
  if (last) url.searchParams.set("min_id", last);
  const found = mentions.parse(await fetchJson(url, { token }));
  let answered = 0;
  for (const mention of found.reverse()) {
    if (await answer(mention, options)) answered++;
    remember(mention.id, state);
  }
  return answered;
}

/** @returns whether there was something to say */
async function answer(mention: Mention, options: BotOptions): Promise<boolean> {
  const thread = await readThread(mention, options);
  if (!thread) return false;
  const { service, key, server, token } = options;
  const { suggestions } = answers.parse(
    await fetchJson(new URL("/v1/suggest", service), {
      method: "POST",
      token: key,
      body: { ...thread, platform: "mastodon", ...WISHES },
    }),
  );
  if (suggestions.length === 0) return false;
  const { account, status, id } = mention;
  await fetchJson(new URL("/api/v1/statuses", server), {
    method: "POST",
    token,
    // A bot that was killed after it had answered does not answer again.
    headers: { "idempotency-key": `threadtag-${id}` },
    body: {
      status: `@${account.acct} ${suggestions.map(({ hashtag }) => hashtag).join(" ")}`,
      in_reply_to_id: status.id,
      // A public answer would put the bot into the timelines of the hashtags.
      visibility: status.visibility === "public" ? "unlisted" : status.visibility,
    },
  });
  return true;
}

/** The post in question and the replies below it; undefined where not everybody may read the post. */
async function readThread({ status }: Mention, { server, token }: BotOptions) {
  const id = status.in_reply_to_id ?? status.id;
  const statusUrl = new URL(`/api/v1/statuses/${id}`, server);
  // It takes the texts out of their markup, and leaves out what was not for all.
  const mastodon = mastodonOf(server);
  const posts = mastodon.read(await fetchJson(statusUrl, { token }));
  const post = posts.find((each) => each.id === `${server.host}/${id}`);
  if (!post) return undefined;
  const around = context.parse(await fetchJson(new URL(`${statusUrl}/context`), { token }));
  const descendants = around.descendants.filter((each) => each.id !== status.id);
  const replies = mastodon.read({ ancestors: [], descendants });
  return { post: post.text, replies: replies.map(({ text }) => text) };
}

function remember(id: string, state: string): void {
  writeFileSync(`${state}.tmp`, id);
  renameSync(`${state}.tmp`, state);
}
