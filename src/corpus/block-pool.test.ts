import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { BlockPool } from "./block-pool.js";
import type { Format } from "./format.js";
import { mastodonOf } from "./formats/mastodon.js";
import { parseMap, tableFormat } from "./formats/table.js";
import { threadtag } from "./formats/threadtag.js";
import type { Block } from "./records/blocks.js";

const LARGE = 1 << 30;

let folder: string;
let pool: BlockPool;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "block-pool-"));
});
afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

/** Makes a pool whose threads do this with a call, as sources are not compiled here. */
function makePool(onCall: string, size = 2): void {
  const file = join(folder, "worker.mjs");
  const body = `
    import { parentPort as port } from "node:worker_threads";
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const sleep = (time) => Atomics.wait(cell, 0, 0, time);
    const answer = (call) => {
      const value = { records: 1, rejected: [], format: call.format, byThread: true };
      port.postMessage({ value: { ...value, text: Buffer.from(call.block.bytes).toString() } });
    };
    port.on("message", (call) => { ${onCall} });
    port.postMessage("ready");`;
  writeFileSync(file, body);
  pool = new BlockPool(size, pathToFileURL(file));
}

/** So many blocks of a line each; some time passes before each but the first. */
async function* blocks(count: number): AsyncGenerator<Block> {
  for (let i = 0; i < count; i++) {
    if (i > 0) await setTimeout(2);
    yield { bytes: Uint8Array.from(Buffer.from(JSON.stringify({ id: `${i}`, text: "x" }))) };
  }
}

/** What the stand-in threads answer, where they and not this thread read a block. */
interface Answer {
  readonly byThread?: boolean;
  readonly text?: string;
  readonly format?: unknown;
}

async function read(count: number, format: Format = threadtag): Promise<Answer[]> {
  const portions: Answer[] = [];
  for await (const portion of pool.read(blocks(count), { format, now: Date.now() })) {
    portions.push(portion as Answer);
  }
  return portions;
}

const idOf = ({ text = "" }: Answer): unknown => JSON.parse(text).id;

describe("BlockPool", () => {
  it("gives portions in the order of their blocks, though some take longer", async () => {
    makePool("if (Math.random() < 0.3) sleep(20); answer(call)");
    pool.expect(LARGE);
    const portions = await read(200);
    const byThreads = portions.flatMap((each, i) => (each.byThread ? [[i, idOf(each)]] : []));
    expect(portions).toHaveLength(200);
    expect(byThreads.length).toBeGreaterThan(0);
    for (const [i, id] of byThreads) expect(id).toBe(String(i));
  });

  it("reads small files in this thread", async () => {
    makePool("answer(call)");
    pool.expect(1000);
    expect((await read(50)).some(({ byThread }) => byThread)).toBe(false);
  });

  it("tells threads of which server a format is, and no format that only this thread has", async () => {
    makePool("answer(call)");
    pool.expect(LARGE);
    const server = "https://social.example.org/";
    const found = (await read(200, mastodonOf(new URL(server)))).find(({ byThread }) => byThread);
    expect(found?.format).toEqual({ name: "mastodon", server });
    const table = tableFormat(parseMap(["text=text"]), {});
    expect((await read(50, table)).some(({ byThread }) => byThread)).toBe(false);
  });

  it.each([
    ["ends", "process.exit(1)"],
    ["throws", "throw new Error('broken')"],
  ])("says what to do when a thread %s", async (_, work) => {
    makePool(work);
    pool.expect(LARGE);
    const failed = read(2000);
    await expect(failed).rejects.toThrow(UserError);
    await expect(failed).rejects.toThrow(/a thread that reads posts has failed .*import again/);
  });

  it("does without threads that cannot start", async () => {
    pool = new BlockPool(2, pathToFileURL(join(folder, "none.mjs")));
    pool.expect(LARGE);
    expect(await read(50)).toHaveLength(50);
  });
});
