/**
 * Neural models in float32 and quantised: size, accuracy and speed, in turns.
 *
 *     node dist/bench/quantised.js DATASET MODEL... [--singles 24] [--batched 256] [--rounds 5]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readDataset, readDatasetInfo } from "../src/dataset/folder.js";
import type { Instance, Split } from "../src/dataset/instance.js";
import { evaluatePredictions } from "../src/evaluation/evaluate.js";
import { quantiseModel } from "../src/suggesters/neural/quantise-model.js";
import { openSuggester } from "../src/suggesters/open.js";
import type { OpenSuggester } from "../src/suggesters/open-suggester.js";
import type { Suggestion } from "../src/suggesters/suggester.js";
import { median } from "./percentiles.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    split: { type: "string", default: "valid" },
    singles: { type: "string", default: "24" },
    batched: { type: "string", default: "256" },
    rounds: { type: "string", default: "5" },
    threads: { type: "string", default: "1" },
  },
});
const [data, ...models] = positionals;
if (!data || models.length === 0) {
  process.stderr.write(
    "usage: node dist/bench/quantised.js DATASET MODEL... (see bench/README.md)\n",
  );
  process.exit(2);
}
const { language } = readDatasetInfo(data);
const split = values.split as Split;
const posts = readDataset(data, [split])[split];
const singles = posts.slice(0, Number(values.singles));

for (const model of models) await compare(model);

async function compare(folder: string): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), "threadtag-quantised-"));
  try {
    const small = join(temporary, "int8");
    const bytes = quantiseModel(folder, small);
    const options = { threads: Number(values.threads) };
    const float32 = await openSuggester(folder, options);
    const int8 = await openSuggester(small, options);
    const lists = [await float32.suggest(posts), await int8.suggest(posts)] as const;
    const figures = {
      model: folder,
      bytes,
      float32: accuracy(lists[0]),
      int8: accuracy(lists[1]),
      same: agreement(...lists),
      milliseconds: {
        one: await inTurns(float32, int8, singles, 1),
        batch64: await inTurns(float32, int8, posts.slice(0, Number(values.batched)), 64),
      },
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    await float32.close();
    await int8.close();
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** In percent, counted as the paper's script does. */
function accuracy(lists: readonly Suggestion[][]) {
  const predicted = lists.map((list) => list.map(({ words }) => [...words]));
  const gold = posts.map(({ hashtags }) => hashtags);
  return evaluatePredictions(gold, predicted, { language }).released;
}

/** Posts whose first hashtag is the same, and posts whose whole list is. */
function agreement(a: readonly Suggestion[][], b: readonly Suggestion[][]) {
  const textOf = (list: readonly Suggestion[]) =>
    list.map(({ words }) => words.join(" ")).join(";");
  const count = (from: number, to: number): number =>
    posts.filter((_, i) => textOf(a[i]!.slice(from, to)) === textOf(b[i]!.slice(from, to))).length;
  return { posts: posts.length, first: count(0, 1), list: count(0, 5) };
}

/** Milliseconds of processor time per post, medians of the rounds, and of the ratios within each. */
async function inTurns(
  float32: OpenSuggester,
  int8: OpenSuggester,
  some: readonly Instance[],
  batch: number,
) {
  const times: [float32: number, int8: number][] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    times.push([await time(float32, some, batch), await time(int8, some, batch)]);
  }
  return {
    float32: median(times.map(([time]) => time)),
    int8: median(times.map(([, time]) => time)),
    ratio: median(times.map(([before, after]) => after / before)),
  };
}

/** Processor time does not count what other programs take away. */
async function time(suggester: OpenSuggester, some: readonly Instance[], batch: number) {
  const started = process.cpuUsage();
  for (let at = 0; at < some.length; at += batch) {
    await suggester.suggest(some.slice(at, at + batch), { batch });
  }
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / some.length;
}
