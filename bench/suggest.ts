/**
 * How long the library takes for one post, as while somebody writes it: with and without replies and reasons.
 *
 *     node dist/bench/suggest.js DATASET MODEL... [--split valid] [--posts 100] [--threads 2]
 */
import { parseArgs } from "node:util";
import { readDataset } from "../src/dataset/folder.js";
import type { Instance, Split } from "../src/dataset/instance.js";
import { type SuggestionRequest, Threadtag } from "../src/index.js";
import { percentile } from "./percentiles.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    split: { type: "string", default: "valid" },
    posts: { type: "string", default: "100" },
    threads: { type: "string", default: "2" },
  },
});
const [data, ...models] = positionals;
if (!data || models.length === 0) {
  process.stderr.write(
    "usage: node dist/bench/suggest.js DATASET MODEL... (see bench/README.md)\n",
  );
  process.exit(2);
}
/** Untimed: the first calls compile. */
const WARM_UP = 10;

const split = values.split as Split;
const threads = readDataset(data, [split])[split].slice(0, Number(values.posts)).map(requestOf);
for (const model of models) await measure(model);

async function measure(folder: string): Promise<void> {
  const started = performance.now();
  const tagger = await Threadtag.open(folder, { threads: Number(values.threads) });
  const open = Math.round(performance.now() - started);
  const alone = threads.map(({ post }) => ({ post }));
  const explained = threads.map((thread) => ({ ...thread, evidence: true }));
  const figures = {
    model: tagger.model.name,
    posts: threads.length,
    open,
    milliseconds: {
      post: await latencies(tagger, alone),
      thread: await latencies(tagger, threads),
      evidence: await latencies(tagger, explained),
    },
  };
  await tagger.close();
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** One request after the other. */
async function latencies(tagger: Threadtag, requests: readonly SuggestionRequest[]) {
  for (const request of requests.slice(0, WARM_UP)) await tagger.suggest(request);
  const times: number[] = [];
  for (const request of requests) {
    const started = performance.now();
    await tagger.suggest(request);
    times.push(performance.now() - started);
  }
  const at = (share: number) => Number(percentile(times, share).toFixed(1));
  return { p50: at(0.5), p95: at(0.95) };
}

/** As people wrote it; where a dataset has words alone, these. */
function requestOf({ text, post, replies, conversation }: Instance): SuggestionRequest {
  return { post: text ?? post.join(" "), replies: replies ?? [conversation.join(" ")] };
}
