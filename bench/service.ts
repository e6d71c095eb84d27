/**
 * The service under load, beside the library alone:
 *
 *     node dist/bench/service.js MODEL DATASET [--seconds 10] [--rounds 3] [--memory] [-- OPTIONS]
 *
 * The posts are those of the dataset's test split. OPTIONS go to `threadtag serve`. The load is made on
 * the same computer and takes its share of it. With --memory: the service's memory after 10,000 to
 * 200,000 requests, instead of its speed.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Instance, instanceSchema } from "../src/dataset/instance.js";
import { readJsonLines } from "../src/dataset/jsonl.js";
import type { SuggestionRequest } from "../src/tagger/suggestion.js";
import { Threadtag } from "../src/tagger/threadtag.js";
import { median, percentile } from "./percentiles.js";
import { type LoadFigures, load, serveModel } from "./service-load.js";

const CONNECTIONS = [1, 8, 64, 256];
const COMPARED_CONNECTIONS = 64;
const SHORT_REPLIES = 2;
const LONG_REPLIES = 50;
const POSTS = 200;

/** How often memory is read, and how many requests lie between: enough for several garbage collections. */
const READINGS = 40;
const PORTION = 1000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "10" },
    rounds: { type: "string", default: "3" },
    memory: { type: "boolean", default: false },
  },
});
const [model, dataset, ...options] = positionals as [string, string, ...string[]];
const duration = Number(values.seconds);
const instances = [...readJsonLines(join(dataset, "test.jsonl"), instanceSchema)].slice(0, POSTS);
const THREADS = {
  short: instances.map((_, i) => threadAt(i, SHORT_REPLIES)),
  long: instances.map((_, i) => threadAt(i, LONG_REPLIES)),
};

if (values.memory) await measureMemory();
else {
  await measureLibrary();
  await measureLoad();
  await compareBatching();
}

/** One post after the other through the library. */
async function measureLibrary(): Promise<void> {
  const tagger = await Threadtag.open(model, { threads: 1 });
  for (const [name, requests] of Object.entries(THREADS)) {
    const times: number[] = [];
    for (const request of [...requests.slice(0, 20), ...requests]) {
      const started = performance.now();
      await tagger.suggest(request);
      times.push(performance.now() - started);
    }
    times.splice(0, 20);
    const [p50, p95] = [0.5, 0.95].map((share) => percentile(times, share).toFixed(1));
    say(`library, ${name} threads, 1 processor: p50 ${p50} ms, p95 ${p95} ms`);
  }
  await tagger.close();
}

/** Requests from few and from many connections. */
async function measureLoad(): Promise<void> {
  const served = await serveModel(model, options);
  for (const [name, requests] of Object.entries(THREADS)) {
    await load(served.url, requests, 8, { duration: Math.min(3, duration) });
    for (const connections of CONNECTIONS) {
      const figures = await load(served.url, requests, connections, { duration });
      say(`${name} threads, ${String(connections).padStart(3)} connections: ${shown(figures)}`);
    }
  }
  say(
    `mean batch ${(await served.meanBatch()).toFixed(1)}, memory ${(await served.memory()).toFixed(0)} MiB`,
  );
  await served.stop();
}

/** Decoding together what waits, against one thread at a time, in turns. */
async function compareBatching(): Promise<void> {
  for (const [name, requests] of Object.entries(THREADS)) {
    const speeds: Record<string, number[]> = { together: [], alone: [] };
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const [how, batch] of [
        ["together", []],
        ["alone", ["--batch", "1"]],
      ] as const) {
        const served = await serveModel(model, [...options, ...batch]);
        await load(served.url, requests, 8, { duration: Math.min(3, duration) });
        const figures = await load(served.url, requests, COMPARED_CONNECTIONS, { duration });
        speeds[how]?.push(figures.requestsPerSecond);
        await served.stop();
      }
    }
    const ratios = (speeds.together ?? []).map((speed, i) => speed / (speeds.alone?.[i] as number));
    const [low, mid, high] = [Math.min(...ratios), median(ratios), Math.max(...ratios)];
    say(
      `${name} threads, ${COMPARED_CONNECTIONS} connections, batches against none: ${mid.toFixed(2)} times the requests (${low.toFixed(2)} to ${high.toFixed(2)})`,
    );
  }
}

/** Memory once so many requests were answered; it rises between garbage collections, and falls with each. */
async function measureMemory(): Promise<void> {
  const served = await serveModel(model, options);
  let asked = 0;
  const ask = async (amount: number): Promise<number> => {
    const { failed } = await load(served.url, THREADS.short, 8, { amount });
    if (failed > 0) throw new Error(`${failed} requests failed`);
    asked += amount;
    return served.memory();
  };
  for (const from of [10_000, 100_000, 200_000]) {
    await ask(from - asked);
    const readings: number[] = [];
    while (readings.length < READINGS) readings.push(await ask(PORTION));
    const [low, mid, high] = [Math.min(...readings), median(readings), Math.max(...readings)];
    say(
      `${from.toLocaleString("en")} to ${asked.toLocaleString("en")} requests: ${mid.toFixed(0)} MiB (${low.toFixed(0)} to ${high.toFixed(0)})`,
    );
  }
  await served.stop();
}

/** A post of the dataset with so many replies, which it borrows from the posts behind it. */
function threadAt(place: number, replies: number): SuggestionRequest {
  const found: string[] = [];
  for (let i = 0; found.length < replies && i < instances.length; i++) {
    found.push(...repliesOf(instances[(place + i) % instances.length] as Instance));
  }
  const { text, post } = instances[place] as Instance;
  return { post: text ?? post.join(" "), replies: found.slice(0, replies) };
}

/** Datasets of tokenised lines do not tell where a reply ends. */
function repliesOf({ replies, conversation }: Instance): string[] {
  if (replies) return replies;
  const lengths = Array.from({ length: Math.ceil(conversation.length / 12) }, (_, i) => 12 * i);
  return lengths.map((start) => conversation.slice(start, start + 12).join(" "));
}

function shown({ requestsPerSecond, p50, p95, p99, failed }: LoadFigures): string {
  const [fast, slow, slowest] = [p50, p95, p99].map((time) => time.toFixed(1));
  return `${requestsPerSecond.toFixed(0)} requests/s, p50 ${fast} ms, p95 ${slow} ms, p99 ${slowest} ms, ${failed} failed`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
