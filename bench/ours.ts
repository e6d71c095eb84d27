/**
 * Measures this package in a process of its own and prints one line of JSON, as torch_peer.py does:
 *
 *     node dist/bench/ours.js train DIR batches threads
 *     node dist/bench/ours.js generate DIR posts threads warm-batches
 */
import { epochBatches } from "../src/dataset/batches.js";
import { encodeSources } from "../src/dataset/encode.js";
import { readAlignedLines } from "../src/dataset/lines.js";
import { TRUNCATION } from "../src/dataset/truncation.js";
import { Vocabulary } from "../src/dataset/vocabulary.js";
import { generate } from "../src/decoding/generate.js";
import { Session } from "../src/graph/session.js";
import { PAPER_SIZES } from "../src/model/config.js";
import { decoderGraph, encoderGraph, type TrainedModel } from "../src/model/inference-graph.js";
import { OutputWords } from "../src/model/output-words.js";
import { trainingGraph } from "../src/model/training-graph.js";
import { makeParts } from "../src/training/batch.js";
import { GenerationTask } from "../src/training/generation-task.js";
import { ReplicaPool } from "../src/training/replica-pool.js";
import { createSharedModel, initialiseModel, parameterOf } from "../src/training/shared-model.js";

const SEED = 1;
const BATCH = 64;
const WARM_UP = 2;

const [what, folder, amount, threads, warmBatches] = process.argv.slice(2) as string[];
const { train, valid = [] } = readAlignedLines(folder as string);
const vocabulary = Vocabulary.build(train);
const outputs = new OutputWords(vocabulary, false);
const task = new GenerationTask({ model: "bi-attention", ...PAPER_SIZES }, vocabulary, TRUNCATION);
const { config } = task;
const { examples } = task.examples(train);
const model = createSharedModel(
  config,
  trainingGraph(config).parameters,
  Number(threads),
  BATCH * 161,
);
initialiseModel(model, SEED);
const pool = await ReplicaPool.create(config, model);

if (what === "train") report(await trainSteps(Number(amount), WARM_UP));
else await measureGeneration(Number(amount), Number(warmBatches));
await pool.close();

/** Trains on batches spread evenly over an epoch; the first `untimed` steps do not count. */
async function trainSteps(count: number, untimed: number) {
  const batches = epochBatches(examples, { size: BATCH, seed: SEED, epoch: 1 });
  const chosen = Array.from(
    { length: count + untimed },
    (_, i) => batches[Math.floor(((i % count) * batches.length) / count)] as number[],
  );
  let started = performance.now();
  let posts = 0;
  for (const [i, places] of chosen.entries()) {
    if (i === untimed) {
      started = performance.now();
      posts = 0;
    }
    const batch = places.map((place) => examples[place]!);
    const parts = makeParts(batch, pool.size, task);
    await pool.train(parts, [SEED, i], 1, { learningRate: 0.001, step: i + 1 });
    posts += places.length;
  }
  return { posts, seconds: (performance.now() - started) / 1000 };
}

/** Decodes validation posts after a short training: random parameters would never end a hashtag. */
async function measureGeneration(count: number, warm: number): Promise<void> {
  await trainSteps(warm, 0);
  const named = model.specs.map(({ name }): [string, Float32Array] => [
    name,
    parameterOf(model, name),
  ]);
  const trained: TrainedModel = {
    config,
    parameters: new Map([...named, ["embedding", model.embedding.values]]),
    decoderWords: outputs.decoderWords,
  };
  const options = { threads: Number(threads) };
  const generator = {
    config,
    outputs,
    encoder: await Session.create(encoderGraph(trained), options),
    decoder: await Session.create(decoderGraph(trained), options),
  };
  const posts = encodeSources(valid.slice(0, count), vocabulary).map((source) => ({
    ...source,
    postWords: [],
  }));
  await generate(generator, posts.slice(0, 32));
  const started = performance.now();
  await generate(generator, posts);
  report({ posts: posts.length, seconds: (performance.now() - started) / 1000 });
}

function report({ posts, seconds }: { posts: number; seconds: number }): void {
  const peakMemoryMiB = process.resourceUsage().maxRSS / 1024;
  const figures = { postsPerSecond: posts / seconds, seconds, posts, peakMemoryMiB };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
