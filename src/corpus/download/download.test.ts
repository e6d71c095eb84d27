import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "../../../test/fake-clock.js";
import { type SeenRequest, serve } from "../../../test/local-server.js";
import { downloadFile } from "./download.js";
import { gitBlobHash } from "./git-blob.js";
import { downloadFolder } from "./weibo.js";

const CONTENT = Array.from({ length: 2000 }, (_, i) => `第 ${i} 行\n`).join("");
const BYTES = Buffer.from(CONTENT);

let folder: string;
let hash: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "download-"));
  writeFileSync(join(folder, "original"), BYTES);
  hash = gitBlobHash(join(folder, "original"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const target = () => join(folder, "a.txt");
const part = () => `${target()}.part`;
const rest = () => readdirSync(folder).filter((name) => name !== "original");

/** Answers as a server does that knows ranges. */
function withRanges(
  response: ServerResponse,
  { headers }: SeenRequest,
  etag = '"v1"',
  bytes = BYTES,
): void {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
  const isSame = headers["if-range"] === undefined || headers["if-range"] === etag;
  const from = isSame ? start : 0;
  if (from >= bytes.length) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return;
  }
  const body = bytes.subarray(from);
  const range = { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from > 0 ? 206 : 200, {
    etag,
    "content-length": body.length,
    ...(from > 0 ? range : {}),
  });
  response.end(body);
}

/** Sends the first bytes, and breaks the connection once they are in the part. */
function broken(response: ServerResponse, count: number, etag = '"v1"'): void {
  response.writeHead(200, { etag, "content-length": BYTES.length });
  response.write(BYTES.subarray(0, count));
  const waiting = setInterval(() => {
    if (!existsSync(part()) || statSync(part()).size < count) return;
    clearInterval(waiting);
    response.destroy();
  });
}

/** Fetches from a server that gives these answers in turn, the last one for ever. */
async function fetchFrom(...answers: ((response: ServerResponse, request: SeenRequest) => void)[]) {
  let next = 0;
  const server = await serve((_, response, request) => {
    answers[Math.min(next++, answers.length - 1)](response, request);
  });
  const clock = new FakeClock();
  const run = () => downloadFile({ url: server.url, path: target(), hash }, { clock });
  return { ...server, clock, run };
}

describe("git's hash", () => {
  it("is that of git", () => {
    writeFileSync(target(), "");
    expect(gitBlobHash(target())).toBe("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    writeFileSync(target(), "hello\n");
    expect(gitBlobHash(target())).toBe("ce013625030ba8dba906f756967f9e9ca394464a");
  });
});

describe("a download", () => {
  it("fetches a file and leaves nothing else", async () => {
    const { run, requests } = await fetchFrom(withRanges);
    await run();
    expect(readFileSync(target(), "utf8")).toBe(CONTENT);
    expect(rest()).toEqual(["a.txt"]);
    expect(requests[0].headers).toMatchObject({ "accept-encoding": "identity" });
    expect(requests[0].headers.range).toBeUndefined();
  });

  it("shows how much there is", async () => {
    const { url } = await serve((_, response, request) => withRanges(response, request));
    const seen: (number | undefined)[][] = [];
    const onProgress = (...args: (number | undefined)[]) => seen.push(args);
    await downloadFile({ url, path: target(), hash }, { onProgress });
    expect(seen.at(-1)).toEqual([BYTES.length, BYTES.length]);
  });

  it("goes on after a connection that broke", async () => {
    const { run, requests, clock } = await fetchFrom((r) => broken(r, 5000), withRanges);
    await run();
    expect(readFileSync(target(), "utf8")).toBe(CONTENT);
    expect(requests).toHaveLength(2);
    expect(requests[1].headers).toMatchObject({ range: "bytes=5000-", "if-range": '"v1"' });
    expect(clock.sleeps).toHaveLength(1);
  });

  it("goes on in a later run", async () => {
    const first = await fetchFrom(
      (r) => broken(r, 5000),
      (r) => r.writeHead(503).end(),
    );
    await expect(first.run()).rejects.toMatchObject({
      exitCode: 1,
      message: `${first.url}: the server answers 503. Run the same command again; it goes on with what has arrived.`,
    });
    expect(first.requests).toHaveLength(6);
    expect(existsSync(target())).toBe(false);
    expect(readFileSync(part())).toEqual(BYTES.subarray(0, 5000));
    const second = await fetchFrom(withRanges);
    await second.run();
    expect(second.requests.map(({ headers }) => headers.range)).toEqual(["bytes=5000-"]);
    expect(readFileSync(target(), "utf8")).toBe(CONTENT);
    expect(rest()).toEqual(["a.txt"]);
  });

  it("begins again where the server ignores ranges", async () => {
    const { run, requests } = await fetchFrom(
      (r) => broken(r, 5000),
      (r) => r.end(BYTES),
    );
    await run();
    expect(requests[1].headers.range).toBe("bytes=5000-");
    expect(readFileSync(target(), "utf8")).toBe(CONTENT);
  });

  it("begins again where the file has changed in between", async () => {
    const { run, requests } = await fetchFrom(
      (r) => broken(r, 5000, '"v0"'),
      (r, request) => withRanges(r, request, '"v1"'),
    );
    await run();
    expect(requests[1].headers["if-range"]).toBe('"v0"');
    expect(readFileSync(target(), "utf8")).toBe(CONTENT);
  });

  it("does not ask for the same version by a weak ETag", async () => {
    const { run, requests } = await fetchFrom((r) => broken(r, 5000, 'W/"v1"'), withRanges);
    await run();
    expect(requests[1].headers.range).toBe("bytes=5000-");
    expect(requests[1].headers["if-range"]).toBeUndefined();
  });

  it.each<[string, Buffer]>([
    ["of something else", Buffer.from("something else")],
    ["that is longer than the file", Buffer.concat([BYTES, Buffer.from("more")])],
    ["that is whole but wrong", Buffer.alloc(BYTES.length)],
  ])("begins again after a part %s", async (_, bytes) => {
    writeFileSync(part(), bytes);
    const { run } = await fetchFrom(withRanges);
    await run();
    expect(readFileSync(target(), "utf8")).toBe(CONTENT);
    expect(rest()).toEqual(["a.txt"]);
  });

  it("begins again where the server goes on elsewhere", async () => {
    writeFileSync(part(), BYTES.subarray(0, 5000));
    const { run } = await fetchFrom((r) => {
      r.writeHead(206, { "content-range": `bytes 10-20/${BYTES.length}` }).end("01234567890");
    }, withRanges);
    await run();
    expect(readFileSync(target(), "utf8")).toBe(CONTENT);
  });

  it("finishes a part that is whole without fetching it again", async () => {
    writeFileSync(part(), BYTES);
    const { run, requests } = await fetchFrom(withRanges);
    await run();
    expect(requests).toEqual([]);
    expect(rest()).toEqual(["a.txt"]);
  });

  it("refuses other content and keeps nothing of it", async () => {
    const { run, url, requests } = await fetchFrom((r) => r.end("hello\n"));
    await expect(run()).rejects.toMatchObject({
      exitCode: 1,
      message: `${target()}: what ${url} holds is not the file that was published: expected the git blob ${hash}, found ce013625030ba8dba906f756967f9e9ca394464a. Nothing was kept; give another address of the data with --from.`,
    });
    expect(requests).toHaveLength(1);
    expect(rest()).toEqual([]);
  });

  it("says what the server refuses", async () => {
    const { run, requests } = await fetchFrom((r) => r.writeHead(404).end("no such file"));
    await expect(run()).rejects.toThrow(/the server answers 404\. Check the address/);
    expect(requests).toHaveLength(1);
    expect(rest()).toEqual([]);
  });

  it("waits as long as the server asks", async () => {
    const { run, clock } = await fetchFrom(
      (r) => r.writeHead(429, { "retry-after": "30" }).end(),
      withRanges,
    );
    await run();
    expect(clock.sleeps).toEqual([30_000]);
  });

  it("says where it cannot write", async () => {
    const { url } = await serve((_, response, request) => withRanges(response, request));
    const path = join(folder, "original", "a.txt");
    await expect(downloadFile({ url, path, hash }, {})).rejects.toThrow(
      /original\/a\.txt.* could not be (?:written|made)/,
    );
  });
});

describe("the download of a folder", () => {
  it.each(["data", "data/"])("leaves out the files that are there (%s)", async (address) => {
    const { url, requests } = await serve((_, response) => response.end(BYTES));
    const hashes = { "a.txt": hash, "b.txt": hash };
    const out = join(folder, "out");
    const from = new URL(address, url);
    expect(await downloadFolder(from, out, hashes)).toEqual({
      fetched: ["a.txt", "b.txt"],
      present: [],
    });
    writeFileSync(join(out, "b.txt"), "damaged");
    expect(await downloadFolder(from, out, hashes)).toEqual({
      fetched: ["b.txt"],
      present: ["a.txt"],
    });
    expect(requests.map(({ path }) => path)).toEqual(["/data/a.txt", "/data/b.txt", "/data/b.txt"]);
  });
});
