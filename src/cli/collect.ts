import type { Command } from "commander";
import { BlueskySource } from "../corpus/collect/bluesky.js";
import { Client, TOKEN_VARIABLE } from "../corpus/collect/client.js";
import { type Collected, collectPosts } from "../corpus/collect/collector.js";
import { Journal } from "../corpus/collect/journal.js";
import { MastodonSource } from "../corpus/collect/mastodon.js";
import type { Source } from "../corpus/collect/source.js";
import type { PostSink } from "../corpus/sink.js";
import { UserError } from "../support/errors.js";
import { readText } from "../support/files.js";
import { parseAddress } from "../support/http.js";
import { CollectDisplay } from "./collect-display.js";
import { catchInterrupt } from "./interrupt.js";
import type { Io } from "./io.js";
import { openStore } from "./open-store.js";
import { date, wholeNumber } from "./options.js";

interface CollectFlags {
  server: string;
  store: string;
  hashtag?: string;
  account?: string;
  public?: boolean;
  feed?: string;
  since?: string;
  limit?: number;
  follow?: boolean;
  tokenFile?: string;
  json?: boolean;
}

const GENERAL = `
Collects posts, newest first, and the conversation of each that has replies.
Run the same command again to go on after Ctrl-C or a failure, with an earlier
--since or a higher --limit to go further back. STORE.collect.json remembers how
far it is. A token is read from ${TOKEN_VARIABLE} or --token-file and sent to
--server alone.
`;

const EXAMPLES = `${GENERAL}
Examples:
  $ threadtag collect mastodon --server https://mastodon.social \\
      --hashtag caturday --store cats.duckdb --limit 5000
  $ threadtag collect bluesky --account bsky.app --store posts.duckdb
  $ threadtag collect bluesky --help
`;

const MASTODON = `${GENERAL}
Without a token, a server gives at most 60 replies of a conversation. --follow
looks for new posts every minute, and for the replies of each a day later.

Examples:
  $ threadtag collect mastodon --server https://mastodon.social \\
      --hashtag caturday --store cats.duckdb --limit 5000
  $ threadtag collect mastodon --server https://mastodon.social \\
      --account Gargron --store posts.duckdb --since 2024-01-01
  $ threadtag collect mastodon --server https://mastodon.social \\
      --public --store all.duckdb --limit 0 --follow
`;

const BLUESKY = `${GENERAL}
Bluesky has no public timeline of all posts. It wants a token for --hashtag: give
the address of your own server (for many https://bsky.social) with --server, and
the accessJwt of a session (com.atproto.server.createSession) as the token.

Examples:
  $ threadtag collect bluesky --account bsky.app --store posts.duckdb
  $ threadtag collect bluesky --store feed.duckdb --limit 1000 \\
      --feed at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.generator/whats-hot
  $ ${TOKEN_VARIABLE}=... threadtag collect bluesky --hashtag caturday \\
      --server https://bsky.social --store cats.duckdb
`;

/** Adds `threadtag collect`: fetches posts and their conversations from a platform. */
export function collect(program: Command, io: Io): void {
  const command = program
    .command("collect")
    .description("Collect posts and their conversations from Mastodon or Bluesky.")
    .addHelpText("after", EXAMPLES);
  withCommonOptions(
    command
      .command("mastodon")
      .description("Collect from a Mastodon server.")
      .requiredOption("--server <url>", "address of the server")
      .option("--public", "all public posts that it knows")
      .option("--follow", "then wait for new posts until Ctrl-C"),
    MASTODON,
  ).action((flags: CollectFlags) => runCollect(flags, mastodonSource, io));
  withCommonOptions(
    command
      .command("bluesky")
      .description("Collect from Bluesky.")
      .option("--server <url>", "address of the service", "https://public.api.bsky.app")
      .option("--feed <uri>", "posts of a feed, at://..."),
    BLUESKY,
  ).action((flags: CollectFlags) => runCollect(flags, blueskySource, io));
}

function withCommonOptions(command: Command, help: string): Command {
  return command
    .option("--hashtag <name>", "posts with a hashtag")
    .option("--account <name>", "posts of an account")
    .requiredOption("--store <file>", "store to add the posts to")
    .option("--since <date>", "go back to this date, e.g. 2024-01-31", date)
    .option("--limit <n>", "find this many posts, not counting replies", wholeNumber)
    .option("--token-file <file>", `file with a token (default: from ${TOKEN_VARIABLE})`)
    .option("--json", "print counts as JSON")
    .addHelpText("after", help);
}

function mastodonSource(client: Client, { hashtag, account, public: all }: CollectFlags): Source {
  const query = onlyOne("--hashtag, --account or --public", [
    hashtag !== undefined && { hashtag: withoutSign(hashtag) },
    account !== undefined && { account: withoutSign(account) },
    all && { public: true as const },
  ]);
  return new MastodonSource(client, query);
}

function blueskySource(client: Client, { hashtag, account, feed }: CollectFlags): Source {
  const query = onlyOne("--hashtag, --account or --feed", [
    hashtag !== undefined && { hashtag: withoutSign(hashtag) },
    account !== undefined && { account: withoutSign(account) },
    feed !== undefined && { feed },
  ]);
  return new BlueskySource(client, query);
}

async function runCollect(
  flags: CollectFlags,
  sourceOf: (client: Client, flags: CollectFlags) => Source,
  io: Io,
): Promise<void> {
  const display = new CollectDisplay(flags.limit, io);
  const interrupt = catchInterrupt(io, "Stopping: saving what has been fetched.");
  try {
    const { signal } = interrupt;
    const server = parseAddress(flags.server, "--server");
    const client = new Client({ server, token: readToken(flags), signal, onWait: display.onWait });
    const source = sourceOf(client, flags);
    const { result, added } = await collectInto(flags, source, signal, display);
    display.stop();
    report(result, added, source, flags, io);
  } finally {
    display.stop();
    interrupt.release();
  }
}

async function collectInto(
  { store: path, since, limit, follow }: CollectFlags,
  source: Source,
  signal: AbortSignal,
  display: CollectDisplay,
): Promise<{ result: Collected; added: number }> {
  // First: the journal is safe from other runs while the store is locked.
  const store = await openStore(path);
  let added = 0;
  const sink: PostSink = {
    add: (posts) => store.add(posts),
    commit: async () => {
      added += (await store.commit()).added;
    },
  };
  try {
    const { onProgress } = display;
    const options = { since, limit, follow, signal, onProgress };
    const result = await collectPosts(source, sink, new Journal(`${path}.collect.json`), options);
    return { result, added };
  } finally {
    await store.close();
  }
}

function report(
  result: Collected,
  added: number,
  { name }: Source,
  { store, follow, json }: CollectFlags,
  io: Io,
): void {
  const { outcome, counts, waiting } = result;
  if (json) {
    const summary = { source: name, store, outcome, added, ...counts, waiting: waiting.length };
    io.out.write(`${JSON.stringify(summary, null, 2)}\n`);
  } else {
    io.out.write(
      `${store}: ${count(added)} posts added. ${name}: ${count(counts.found)} posts found, ${count(counts.conversations)} conversations fetched, ${count(counts.gone)} deleted, ${count(counts.unreadable)} not readable.\n`,
    );
  }
  const left = `${count(waiting.length)} conversations are still to be fetched`;
  if (outcome === "complete" || follow) {
    if (waiting.length > 0)
      io.err.write(`${left}; run again without --follow to fetch them now.\n`);
    return;
  }
  throw new UserError(`stopped; ${left}. Run the same command again to go on.`, 1);
}

/** @throws UserError when the file is missing, or what it or the environment holds is no token */
function readToken({ tokenFile }: CollectFlags): string | undefined {
  const text = tokenFile === undefined ? process.env[TOKEN_VARIABLE] : readText(tokenFile);
  if (tokenFile === undefined && !text) return undefined;
  const token = (text ?? "").trim();
  // Never printed: an error of `fetch` about a header would show it.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UserError(
    `${tokenFile ?? TOKEN_VARIABLE}: not a token. It must hold one and nothing else.`,
  );
}

/** @throws UserError unless exactly one is given */
function onlyOne<T>(names: string, given: readonly (T | false | undefined)[]): T {
  const found = given.filter((each) => each !== false && each !== undefined);
  if (found.length === 1) return found[0] as T;
  throw new UserError(`give one of ${names}.`);
}

function withoutSign(name: string): string {
  return name.replace(/^[#@＃]/, "");
}

function count(value: number): string {
  return value.toLocaleString("en");
}
