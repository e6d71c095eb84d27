import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { trainSuggester } from "../src/suggesters/train.js";
import { train } from "../src/training/train.js";
import { type BuiltRun, IS_BUILT, startBuilt } from "./built-program.js";
import { datasetOf, randomInstances } from "./instances.js";
import { tinyOptions } from "./tiny-training.js";

let root: string;
let model: string;
let other: string;
beforeAll(async () => {
  if (!IS_BUILT) return;
  root = mkdtempSync(join(tmpdir(), "built-service-"));
  [model, other] = [join(root, "model"), join(root, "other")];
  await (await trainSuggester("retrieval", datasetOf(randomInstances(30, 1), []), model)).close();
  await (await trainSuggester("retrieval", datasetOf(randomInstances(20, 2), []), other)).close();
});
afterAll(() => IS_BUILT && rmSync(root, { recursive: true }));

/** A service in a process of its own. */
interface Served {
  readonly url: string;
  readonly folder: string;
  readonly run: BuiltRun;
  /** The lines of its log so far. */
  log(): Record<string, unknown>[];
  /** Waits for a line with a message. */
  logged(message: string): Promise<Record<string, unknown>>;
}

/** Starts the built program on a free port; it ends with the test. */
async function serve(): Promise<Served> {
  const folder = mkdtempSync(join(root, "served-"));
  cpSync(model, folder, { recursive: true });
  const options = ["--port", "0", "--workers", "2", "--timeout", "300"];
  const run = startBuilt(["serve", folder, ...options]);
  onTestFinished(async () => {
    run.child.kill("SIGKILL");
    await run.ended;
  });
  let text = "";
  run.child.stdout.on("data", (data: string) => {
    text += data;
  });
  const log = () =>
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  const logged = async (message: string) => {
    for (;;) {
      const found = log().find(({ msg }) => msg === message);
      if (found) return found;
      if (run.child.exitCode !== null) throw new Error(`ended: ${(await run.ended).err}`);
      await setTimeout(20);
    }
  };
  const { url } = await logged("ready");
  return { url: url as string, folder, run, log, logged };
}

/** Sends JSON. */
async function send(url: string, path: string, body: unknown) {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as { model?: string } };
}

/** Asks for suggestions. */
function ask(url: string) {
  return send(url, "/v1/suggest", { post: "wa wb" });
}

/** How many threads of posts the service has been asked about and has not refused. */
async function threadsSeen(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) =>
    Number(new RegExp(`^threadtag_${name} (.*)$`, "m").exec(text)?.[1]);
  return value("queue_threads") + value("batch_threads_sum");
}

/** Asks on and on, with some requests at a time, until it is told to stop. */
function askAlways(url: string, together: number) {
  let asking = true;
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  const clients = Array.from({ length: together }, async () => {
    while (asking) answers.push(await ask(url));
  });
  const stop = async () => {
    asking = false;
    await Promise.all(clients);
    return answers;
  };
  return { answers, stop };
}

describe.skipIf(!IS_BUILT)("threadtag serve (needs npm run build)", () => {
  it("answers in threads, and on SIGTERM finishes what it has accepted", async () => {
    const { url, run, log } = await serve();
    expect(await ask(url)).toMatchObject({ status: 200, body: { model: expect.any(String) } });
    const requests = Array.from({ length: 64 }, () => ({ post: "wa wb ".repeat(100) }));
    const asked = Array.from({ length: 4 }, () => send(url, "/v1/suggest/batch", { requests }));
    while ((await threadsSeen(url)) < 1 + 4 * 64) await setTimeout(5);
    run.child.kill("SIGTERM");
    for (const { status } of await Promise.all(asked)) expect(status).toBe(200);
    expect(await run.ended).toMatchObject({ code: 0, err: "" });
    expect(log().at(-1)).toMatchObject({ msg: "stopped" });
    await expect(ask(url)).rejects.toThrow();
  });

  it("leaves no copy of a model in 8 bits behind when it is stopped while it starts", async () => {
    const [folder, copies] = [join(root, "seq2seq"), mkdtempSync(join(root, "copies-"))];
    const data = datasetOf(randomInstances(20, 1), randomInstances(8, 2));
    await train(data, folder, tinyOptions({ model: "seq2seq", epochs: 1, embedding: 64 }));
    const { child, ended } = startBuilt(["serve", folder, "--port", "0"], undefined, {
      TMPDIR: copies,
    });
    while (readdirSync(copies).length === 0 && child.exitCode === null) await setTimeout(1);
    expect(readdirSync(copies)).toHaveLength(1);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
    expect(readdirSync(copies)).toEqual([]);
  });

  it("lets ONNX Runtime write nothing of its use, in this thread or in others", async () => {
    const [folder, temporary] = [join(root, "quiet"), mkdtempSync(join(root, "temporary-"))];
    const data = datasetOf(randomInstances(20, 1), randomInstances(8, 2));
    await train(data, folder, tinyOptions({ model: "seq2seq", epochs: 1 }));
    const environment = { TMPDIR: temporary };
    const generated = await startBuilt(["generate", folder, "--post", "a"], undefined, environment)
      .ended;
    expect(generated.code).toBe(0);
    const args = ["serve", folder, "--port", "0", "--precision", "float32"];
    const { child, ended } = startBuilt(args, undefined, environment);
    await new Promise((resolve) => child.stdout.on("data", resolve));
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("takes another model on SIGHUP without dropping a request", async () => {
    const { url, folder, run, logged } = await serve();
    const { answers, stop } = askAlways(url, 8);
    while (answers.length < 20) await setTimeout(5);
    cpSync(other, folder, { recursive: true });
    run.child.kill("SIGHUP");
    const { model: id } = await logged("reloaded");
    const before = answers.length;
    while (answers.length < before + 50) await setTimeout(5);
    const all = await stop();
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    const models = all.map(({ body }) => body.model);
    expect(new Set(models).size).toBe(2);
    expect(models.at(-1)).toBe(id);
    expect(await (await fetch(`${url}/v1/model`)).json()).toMatchObject({ id });
  });

  it("goes on with the model of before when the new one is damaged", async () => {
    const { url, folder, run, logged, log } = await serve();
    const { answers, stop } = askAlways(url, 4);
    while (answers.length < 10) await setTimeout(5);
    const id = answers[0]?.body.model;
    writeFileSync(join(folder, "postings.bin"), "damaged");
    run.child.kill("SIGHUP");
    const line = await logged("not reloaded: the model of before goes on");
    expect(line.reason).toContain("postings.bin");
    const before = answers.length;
    while (answers.length < before + 20) await setTimeout(5);
    for (const { status, body } of await stop()) {
      expect(status).toBe(200);
      expect(body.model).toBe(id);
    }
    expect(log().some(({ msg }) => msg === "reloaded")).toBe(false);
  });

  it("ends with code 2 and says what to do when its port is taken", async () => {
    const { url, folder } = await serve();
    const { port } = new URL(url);
    const result = await startBuilt(["serve", folder, "--port", port]).ended;
    expect(result.code).toBe(2);
    expect(result.err).toMatch(/cannot listen on 127\.0\.0\.1:\d+ .*--port/);
    expect((await ask(url)).status).toBe(200);
  });

  it("ends with code 2 and names the file when its model is damaged", async () => {
    const folder = mkdtempSync(join(root, "damaged-"));
    cpSync(model, folder, { recursive: true });
    writeFileSync(join(folder, "postings.bin"), "damaged");
    const result = await startBuilt(["serve", folder, "--port", "0"]).ended;
    expect(result.code).toBe(2);
    expect(result.err).toContain("postings.bin");
  });

  it("answers those whose worker crashes with an error, and goes on", async () => {
    const { pool, threads, crashed } = await builtPool();
    const signal = new AbortController().signal;
    const question = { kind: "suggest", request: { post: "wa wb ".repeat(5000) } } as const;
    const questions = Array.from({ length: 32 }, () => question);
    const lost = pool.ask(questions, signal);
    const outcome = lost.then(
      () => "answered",
      (error) => error.code,
    );
    while (pool.waiting > 0) await setTimeout(1);
    // As the operating system would: whatever they do.
    await Promise.all(threads.map((thread) => thread.stop()));
    expect(await outcome).toBe("worker_failed");
    expect(await pool.ask([question], signal)).toHaveLength(1);
    while (pool.workers < 2) await setTimeout(10);
    expect(crashed()).toBe(2);
  });
});

/** A pool of the built module, whose threads are real, and the threads. */
async function builtPool() {
  const load = (file: string) =>
    import(new URL(`../dist/src/service/${file}`, import.meta.url).href);
  const { SuggestionPool } = (await load(
    "suggestion-pool.js",
  )) as typeof import("../src/service/suggestion-pool.js");
  const { startThread } = (await load(
    "worker-handle.js",
  )) as typeof import("../src/service/worker-handle.js");
  const threads: ReturnType<typeof startThread>[] = [];
  let crashes = 0;
  const pool = await SuggestionPool.open(
    {
      place: { folder: model, threads: 1 },
      workers: 2,
      batch: 32,
      queue: 100,
      patience: 60,
      start: (place) => {
        const thread = startThread(place);
        threads.push(thread);
        return thread;
      },
    },
    { onCrash: () => crashes++ },
  );
  onTestFinished(() => pool.close());
  return { pool, threads, crashed: () => crashes };
}
