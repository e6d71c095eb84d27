import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerCalls, Thread } from "./thread.js";

let folder: string;
let thread: Thread<unknown, unknown>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "thread-"));
});
afterEach(async () => {
  await thread.stop();
  rmSync(folder, { recursive: true });
});

/** Starts a thread that does this with each call. Sources are not compiled here: it answers by itself. */
function start(onCall: string): void {
  const file = join(folder, "thread.mjs");
  const body = `
    import { parentPort as port } from "node:worker_threads";
    port.on("message", async (call) => { ${onCall} });
    port.postMessage("ready");`;
  writeFileSync(file, body);
  thread = new Thread(pathToFileURL(file));
}

async function untilReady(): Promise<void> {
  while (!thread.isReady) await setTimeout(5);
}

describe("Thread", () => {
  it("gives each call its own answer, those of calls before it was ready, too", async () => {
    start("port.postMessage({ value: call * 2 })");
    expect(thread.isReady).toBe(false);
    const answers = [1, 2, 3].map((each) => thread.call(each));
    expect(thread.calls).toBe(3);
    expect(await Promise.all(answers)).toEqual([2, 4, 6]);
    expect([thread.isReady, thread.calls]).toEqual([true, 0]);
  });

  it("hands over memory instead of copying it", async () => {
    start("port.postMessage({ value: call.length })");
    const bytes = new Uint8Array(10);
    expect(await thread.call(bytes, [bytes.buffer])).toBe(10);
    expect(bytes.length).toBe(0);
  });

  it("passes on what the work throws, and goes on", async () => {
    start("port.postMessage(call === 1 ? { error: 'one' } : { value: call })");
    const [first, second] = [thread.call(1), thread.call(2)];
    await expect(first).rejects.toThrow("one");
    expect(await second).toBe(2);
  });

  it.each([
    ["ends", "process.exit(3)", "the thread has stopped"],
    ["fails", "throw new Error('broken')", "broken"],
  ])("rejects all calls when it %s", async (_, work, message) => {
    start(work);
    await untilReady();
    const calls = [thread.call(1), thread.call(2)];
    for (const call of calls) await expect(call).rejects.toThrow(message);
    await expect(thread.call(3)).rejects.toThrow(message);
    expect(thread.isReady).toBe(false);
    expect((await thread.ended).message).toBe(message);
  });

  it("tells that it has ended also when nobody has called it", async () => {
    start("port.postMessage({ value: call })");
    await thread.stop();
    expect((await thread.ended).message).toBe("the thread has stopped");
  });

  it("is never ready when it cannot start", async () => {
    thread = new Thread(pathToFileURL(join(folder, "none.mjs")));
    await expect(thread.call(1)).rejects.toThrow("Cannot find module");
    expect(thread.isReady).toBe(false);
  });
});

describe("answerCalls", () => {
  it("answers in turn, also when a later call would be done sooner", async () => {
    const { port1, port2 } = new MessageChannel();
    const answers: unknown[] = [];
    const all = new Promise<void>((resolve) => {
      port2.on("message", (message) => answers.push(message) === 5 && resolve());
    });
    answerCalls(port1, async (milliseconds: number) => {
      await setTimeout(milliseconds);
      if (milliseconds === 1) throw new Error("one");
      return { value: milliseconds, transfer: [] };
    });
    for (const call of [30, 1, 0, 5]) port2.postMessage(call);
    await all;
    expect(answers).toEqual(["ready", { value: 30 }, { error: "one" }, { value: 0 }, { value: 5 }]);
    port1.close();
  });
});
