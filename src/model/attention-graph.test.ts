import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { type RandomModel, randomModel } from "../../test/random-model.js";
import { pad } from "../dataset/batches.js";
import { encodeWords } from "../dataset/encode.js";
import { Graph } from "../graph/graph.js";
import { storedNumbers, toOnnx } from "../graph/onnx.js";
import { Session } from "../graph/session.js";
import type { TensorData } from "../graph/tensor-data.js";
import { parameterOf } from "../training/shared-model.js";
import { attentionGraph } from "./attention-graph.js";
import { encodeSource, NO_DROPOUT } from "./encoder.js";
import { encoderGraph } from "./inference-graph.js";
import { type ParameterData, Parameters } from "./parameters.js";
import { readSources } from "./read-sources.js";

const threads = randomInstances(5, 3).map((instance, i) => ({
  ...instance,
  // One post has no replies at all.
  conversation: i === 2 ? [] : ["wb", "wc", ...instance.conversation],
}));

let model: RandomModel;
let numbers: ParameterData;
let feeds: Record<string, TensorData>;
beforeAll(async () => {
  model = await randomModel("bi-attention", randomInstances(20, 1), 7);
  const { config, task, shared, outputs } = model;
  expect(task.config).toEqual(config);
  const parameters = new Map(
    shared.specs.map(({ name }): [string, Float32Array] => [name, parameterOf(shared, name)]),
  );
  parameters.set("embedding", shared.embedding.values);
  const encoder = encoderGraph({ config, parameters, decoderWords: outputs.decoderWords });
  numbers = storedNumbers(toOnnx(encoder));
  feeds = Object.fromEntries(
    (["post", "conversation"] as const).map((source) => {
      const { ids, steps } = pad(
        threads.map((each) => encodeWords(each[source], model.vocabulary)),
      );
      return [source, { data: BigInt64Array.from(ids, BigInt), dims: [steps, threads.length] }];
    }),
  );
});
afterAll(async () => {
  await model.encoder.close();
  await model.decoder.close();
});

async function run(graph: Graph): Promise<Record<string, TensorData>> {
  const session = await Session.create(graph, { threads: 1 });
  try {
    return await session.run(feeds);
  } finally {
    await session.close();
  }
}

describe("attentionGraph", () => {
  it("gives every post word weights that add up to 1 over the words of its conversation", async () => {
    const { weights } = await run(attentionGraph(model.config, numbers));
    const [posts, rows, columns] = weights!.dims as [number, number, number];
    expect([posts, rows]).toEqual([5, Math.max(...threads.map(({ post }) => post.length))]);
    for (const [i, { post, conversation }] of threads.entries()) {
      for (let row = 0; row < post.length; row++) {
        const start = (i * rows + row) * columns;
        const all = [...(weights!.data as Float32Array).slice(start, start + columns)];
        expect(all.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
        if (conversation.length === 0) continue;
        expect(all.slice(conversation.length).every((weight) => weight === 0)).toBe(true);
      }
    }
  });

  it("gives the weights that the encoder of the trained model uses", async () => {
    // From the weights follows what the encoder hands to the decoder: vp = tanh(Wp [hp; rc] + bp) (Eq 4, 5).
    const { weights } = await run(attentionGraph(model.config, numbers));
    const { hp, hc } = await run(statesGraph());
    const { memory } = await model.encoder.run(feeds);
    const d = model.config.hidden;
    const matrix = numbers.get("merge.post.weight")!;
    const bias = numbers.get("merge.post.bias")!;
    const [, Tp, Tc] = weights!.dims as [number, number, number];
    const at = ({ data, dims }: TensorData, b: number, t: number, i: number) =>
      (data as Float32Array)[(b * dims[1]! + t) * dims[2]! + i] as number;
    for (const [b, { post }] of threads.entries()) {
      for (let row = 0; row < post.length; row++) {
        const rc = Array.from({ length: d }, (_, i) =>
          sum(Tc, (j) => at(weights!, b, row, j) * at(hc!, b, j, i)),
        );
        const joined = [...Array.from({ length: d }, (_, i) => at(hp!, b, row, i)), ...rc];
        for (let i = 0; i < d; i++) {
          const vp = Math.tanh(bias[i]! + sum(2 * d, (j) => joined[j]! * matrix[j * d + i]!));
          expect(at(memory!, b, row, i)).toBeCloseTo(vp, 4);
        }
      }
    }
    expect(Tp).toBeGreaterThan(1);
  });
});

/** The states of both encoders, `hp` and `hc`. */
function statesGraph(): Graph {
  const graph = new Graph();
  const parameters = new Parameters(graph, numbers);
  const sources = readSources(graph, parameters, model.config);
  for (const [name, source] of [
    ["hp", "post"],
    ["hc", "conversation"],
  ] as const) {
    const encoded = encodeSource(parameters, model.config, source, sources[source]!, NO_DROPOUT);
    graph.output(name, encoded.states);
  }
  return graph;
}

function sum(count: number, term: (index: number) => number): number {
  return Array.from({ length: count }, (_, index) => term(index)).reduce((a, b) => a + b, 0);
}
