import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mastodonStatus, serveMastodon } from "../../test/fake-mastodon.js";
import { json, serve } from "../../test/local-server.js";
import { Store } from "../corpus/store.js";
import { collect } from "./collect.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-collect-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const storePath = () => join(folder, "posts.duckdb");

/** Runs the command for the store of the test. */
const run = (...args: string[]) => runWith(...args, "--store", storePath());

/** Runs the command; what it throws is in `error`. */
async function runWith(...args: string[]) {
  const result = { out: "", err: "", error: undefined as unknown };
  const io = {
    out: { write: (text: string) => (result.out += text) },
    err: { write: (text: string) => (result.err += text) },
  };
  const program = new Command().exitOverride().configureOutput({
    writeOut: io.out.write,
    writeErr: io.err.write,
  });
  collect(program, io);
  try {
    await program.parseAsync(["collect", ...args], { from: "user" });
  } catch (error) {
    result.error = error;
  }
  return result;
}

/** Ids in the store, without the server that stands in front of those of Mastodon. */
async function storedIds(): Promise<unknown[]> {
  const store = await Store.open(storePath());
  const rows = await store.rowsOf("SELECT id FROM posts ORDER BY id");
  store.close();
  return rows.map(({ id }) => String(id).replace(/^127\.0\.0\.1:\d+\//, ""));
}

describe("threadtag collect mastodon", () => {
  it("fills a store and says what it did", async () => {
    const { url, requests } = await serveMastodon({ ids: [1, 2, 3], answered: [2] });
    const { out, err, error } = await run("mastodon", "--server", url.href, "--hashtag", "#cats");
    expect(error).toBeUndefined();
    expect(out).toBe(
      `${storePath()}: 4 posts added. mastodon ${url.origin} hashtag cats: 3 posts found, 1 conversations fetched, 0 deleted, 0 not readable.\n`,
    );
    expect(err).toMatch(/^Collecting /);
    expect(await storedIds()).toEqual(["1", "2", "2.5", "3"]);
    expect(requests[0].path).toMatch(/^\/api\/v1\/timelines\/tag\/cats\?/);
    expect(existsSync(`${storePath()}.collect.json`)).toBe(true);
  });

  it("makes the folder of the store", async () => {
    const { url } = await serveMastodon({ ids: [1] });
    const path = join(folder, "new", "posts.duckdb");
    const args = ["mastodon", "--server", url.href, "--public", "--store", path];
    expect((await runWith(...args)).error).toBeUndefined();
    expect(existsSync(path)).toBe(true);
    expect(existsSync(`${path}.collect.json`)).toBe(true);
  });

  it("adds no post twice, and prints JSON", async () => {
    const { url } = await serveMastodon({ ids: [1, 2, 3] });
    await run("mastodon", "--server", url.href, "--public");
    const again = await run("mastodon", "--server", url.href, "--account", "@a", "--json");
    expect(JSON.parse(again.out)).toEqual({
      source: `mastodon ${url.origin} account a`,
      store: storePath(),
      outcome: "complete",
      added: 0,
      found: 3,
      conversations: 0,
      gone: 0,
      unreadable: 0,
      waiting: 0,
    });
  });

  it("stops on Ctrl-C after the request under way, and goes on later", async () => {
    let answers = 0;
    const { url, requests } = await serveMastodon({
      ids: [1, 2, 3],
      answered: [1, 2, 3],
      intercept: () => {
        if (++answers === 2) process.emit("SIGINT");
        return false;
      },
    });
    const args = ["mastodon", "--server", url.href, "--public"];
    const first = await run(...args);
    expect(first.err).toContain(
      "\nStopping: saving what has been fetched. Press Ctrl-C again to stop without.\n",
    );
    expect(first.error).toMatchObject({
      exitCode: 1,
      message:
        "stopped; 2 conversations are still to be fetched. Run the same command again to go on.",
    });
    expect(await storedIds()).toEqual(["1", "2", "3", "3.5"]);
    expect(requests).toHaveLength(2);
    expect((await run(...args)).error).toBeUndefined();
    expect(await storedIds()).toEqual(["1", "1.5", "2", "2.5", "3", "3.5"]);
    const paths = requests.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it("follows until Ctrl-C", async () => {
    const { url, requests } = await serveMastodon({
      ids: [1, 2],
      intercept: (path) => {
        if (path.includes("min_id=2")) process.emit("SIGINT");
        return false;
      },
    });
    const args = ["--server", url.href, "--public", "--limit", "0", "--follow"];
    const { error, err, out } = await run("mastodon", ...args);
    expect(error).toBeUndefined();
    // Posts of 2024 are old enough for their replies to be there.
    expect(requests.map(({ path }) => path.replace(/^.*(?:\?|statuses)/, ""))).toEqual([
      "limit=40",
      "/2/context",
      "/1/context",
      "min_id=2&limit=40",
    ]);
    expect(out).toContain(": 2 posts found, 2 conversations");
    expect(err).not.toContain("still to be fetched");
  });

  it("goes back to a date", async () => {
    const ids = Array.from({ length: 90 }, (_, i) => i + 1);
    const { url, requests } = await serveMastodon({ ids });
    const args = ["mastodon", "--server", url.href, "--public", "--since"];
    await run(...args, "2024-01-01T00:45Z");
    expect(requests).toHaveLength(2);
    expect((await run(...args, "yesterday")).err).toContain("Give a date as 2024-01-31.");
  });

  it("says what a server refuses, and keeps what it has", async () => {
    const { url } = await serve((url, response) => {
      if (url.pathname.endsWith("context")) json(response, { error: "no scope" }, {}, 403);
      else json(response, [mastodonStatus(1, { replies_count: 1 })]);
    });
    const { error } = await run("mastodon", "--server", url.href, "--public");
    expect(error).toMatchObject({ exitCode: 1 });
    expect(String(error)).toMatch(/403 \(no scope\).*THREADTAG_TOKEN.*same command/);
    expect(await storedIds()).toEqual(["1"]);
  });

  it.each([
    [[], /give one of --hashtag, --account or --public\./],
    [["--public", "--hashtag", "a"], /give one of/],
    [["--public", "--token-file", "/nonexistent"], /no such file/],
  ])("refuses %j", async (args, message) => {
    const { error } = await run("mastodon", "--server", "https://a.example", ...args);
    expect(String(error)).toMatch(message);
    expect(existsSync(storePath())).toBe(false);
  });

  it("wants a whole address", async () => {
    const { error } = await run("mastodon", "--server", "mastodon.social", "--public");
    expect(String(error)).toMatch(/--server mastodon\.social: not an address/);
  });
});

describe("the token", () => {
  it("comes from the environment", async () => {
    const { url, requests } = await serveMastodon({ ids: [1] });
    vi.stubEnv("THREADTAG_TOKEN", "s3cret");
    await run("mastodon", "--server", url.href, "--public");
    expect(requests[0].headers.authorization).toBe("Bearer s3cret");
  });

  it("comes from a file, and is shown and stored nowhere", async () => {
    const { url, requests } = await serveMastodon({ ids: [1] });
    const file = join(folder, "token");
    writeFileSync(file, "s3cret\n");
    const result = await run("mastodon", "--server", url.href, "--public", "--token-file", file);
    expect(requests[0].headers.authorization).toBe("Bearer s3cret");
    expect(JSON.stringify(result)).not.toContain("s3cret");
    expect(readFileSync(`${storePath()}.collect.json`, "utf8")).not.toContain("s3cret");
  });

  it("is refused without being shown", async () => {
    vi.stubEnv("THREADTAG_TOKEN", "s3cret\nand more");
    const { error } = await run("mastodon", "--server", "https://a.example", "--public");
    expect(String(error)).toMatch(/THREADTAG_TOKEN: not a token/);
    expect(String(error)).not.toContain("s3cret");
  });
});

describe("threadtag collect bluesky", () => {
  it("fills a store", async () => {
    const view = (key: string, replyCount = 0) => ({
      uri: `at://did:plc:a/app.bsky.feed.post/${key}`,
      indexedAt: "2024-01-01T00:00:00Z",
      record: { text: key, createdAt: "2024-01-01T00:00:00Z" },
      replyCount,
    });
    const { url } = await serve((url, response) => {
      const isThread = url.pathname.endsWith("getPostThread");
      const thread = { post: view("1", 1), replies: [{ post: view("2") }] };
      json(response, isThread ? { thread } : { feed: [{ post: view("1", 1) }] });
    });
    const { out } = await run("bluesky", "--server", url.href, "--account", "@a.example", "--json");
    expect(JSON.parse(out)).toMatchObject({ outcome: "complete", added: 2, conversations: 1 });
    expect(await storedIds()).toHaveLength(2);
  });

  it("has no public timeline, and its help says so", async () => {
    const { error, err } = await run("bluesky", "--public");
    expect(String(error)).toMatch(/unknown option '--public'/);
    expect(err).toMatch(/unknown option '--public'/);
    expect((await run("bluesky", "--help")).out).toContain("Bluesky has no public timeline");
  });
});
