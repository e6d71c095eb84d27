import { Graph, type Value } from "../graph/graph.js";
import { add, log } from "../graph/operators/elementwise.js";
import { concat, slice, sliceFrom } from "../graph/operators/joining.js";
import { reshape, unsqueeze, zerosLike } from "../graph/operators/layout.js";
import { matmul } from "../graph/operators/linear-algebra.js";
import { expandLike } from "../graph/operators/reduction.js";
import { gather, isWord, scatterAdd, topK } from "../graph/operators/selection.js";
import { logSoftmax, softmax } from "../graph/operators/softmax.js";
import { productOfDims } from "../graph/tensor-type.js";
import { copies, type ModelConfig, sourcesOf } from "./config.js";
import { copyKeys } from "./copying.js";
import { decodeStep, outputScores } from "./decoder.js";
import { type EmbeddedSource, encode } from "./encoder.js";
import { type ParameterData, Parameters } from "./parameters.js";
import { LENGTH_OF } from "./training-graph.js";

/** Added to probabilities before the logarithm, so that impossible words stay finite. */
const TINY = 1e-30;

/** Trained numbers, the embedding table `embedding [vocabulary, e]` among them. */
export interface TrainedModel {
  readonly config: ModelConfig;
  readonly parameters: ParameterData;
  /** Vocabulary ids whose embeddings the decoder is given, in the order of its word numbers. */
  readonly decoderWords: readonly number[];
}

/**
 * Builds `encoder.onnx`: word ids to all that the decoder needs of a post.
 *
 * Inputs: `post`, `conversation` or `concatenation`, int64 word ids `[T, B]`, 0 behind the end.
 * Outputs: `memory [B, T, d]`, `mask [B, 1, T]`, `state [B, 1, d]`, and for a
 * model that copies `copyKeys [B, d, T]`.
 */
export function encoderGraph({ config, parameters: trained }: TrainedModel): Graph {
  const graph = new Graph();
  const parameters = new Parameters(graph, trained);
  const table = parameters.get("embedding", [config.vocabulary, config.embedding]);
  const sources = Object.fromEntries(
    sourcesOf(config.model).map((source): [string, EmbeddedSource] => {
      const ids = graph.input(source, [LENGTH_OF[source], "B"], "int64");
      return [source, { embedded: gather(table, ids), present: unsqueeze(isWord(ids), [2]) }];
    }),
  );
  const memory = encode(parameters, config, sources, (_, x) => x);
  graph.output("memory", memory.states);
  graph.output("mask", memory.mask);
  graph.output("state", unsqueeze(memory.initial, [1]));
  if (copies(config.model)) graph.output("copyKeys", copyKeys(parameters, memory.states));
  return graph;
}

/**
 * Builds `decoder.onnx`: one step of beam search for `K` hypotheses of each of `P` posts.
 *
 * Inputs: `words [P, K]` (numbers of the last words, 0 at the start), `state [P, K, d]`,
 * `scores [P, K]` (log-probabilities so far), `beam [1]`, and the encoder's `memory` and `mask`; a model that copies also takes `copyKeys`, `readable [P, 1, T]` (0 for words of the post,
 * a large negative number elsewhere) and `copyPlaces [P, 1, T]` (where in the extended distribution
 * of `outputs + T` words the probability of copying each place goes).
 * Outputs: `next [P, K, d]`, `end [P, K]` (score of ending here), and the best continuations:
 * `best [P, beam]` with `place [P, beam]` = hypothesis · (words - 1) + word - 1: the end, word 0, is
 * no continuation.
 */
export function decoderGraph({ config, parameters: trained, decoderWords }: TrainedModel): Graph {
  const graph = new Graph();
  const parameters = new Parameters(graph, trained);
  const table = decoderTable(graph, config, trained, decoderWords);
  const words = graph.input("words", ["P", "K"], "int64");
  const state = graph.input("state", ["P", "K", config.hidden]);
  const scores = unsqueeze(graph.input("scores", ["P", "K"]), [2]);
  const beam = graph.input("beam", [1], "int64");
  const memory = {
    states: graph.input("memory", ["P", "T", config.hidden]),
    mask: graph.input("mask", ["P", 1, "T"]),
  };
  const decoded = decodeStep(parameters, gather(table, words), state, memory);
  const generated = outputScores(parameters, decoded.features, config.outputs);
  const logProbabilities = copies(config.model)
    ? logProbabilitiesWithCopies(graph, config, generated, decoded.states)
    : logSoftmax(generated);
  const totals = add(logProbabilities, scores);
  const end = slice(totals, 2, 0, 1);
  const [best, place] = bestContinuations(totals, beam);
  graph.output("next", decoded.states);
  graph.output("end", reshape(end, ["P", "K"]));
  graph.output("best", best);
  graph.output("place", place);
  return graph;
}

/** The embeddings of the words that the decoder may be given, `[words, e]`. */
function decoderTable(
  graph: Graph,
  { embedding }: ModelConfig,
  trained: ParameterData,
  decoderWords: readonly number[],
): Value {
  const all = trained.get("embedding") as Float32Array;
  const rows = new Float32Array(decoderWords.length * embedding);
  decoderWords.forEach((id, row) => {
    rows.set(all.subarray(id * embedding, (id + 1) * embedding), row * embedding);
  });
  return graph.tensor("embedding", [decoderWords.length, embedding], rows);
}

/** All words but the end compete, over all hypotheses of a post. */
function bestContinuations(totals: Value, beam: Value): [Value, Value] {
  const continuing = sliceFrom(totals, 2, 1);
  const all = productOfDims(continuing.shape.slice(1));
  return topK(reshape(continuing, ["P", all]), beam, "beam");
}

/**
 * The distribution over output words, extended by one place per word of the post: the probability of
 * copying is added to that of the same word, or goes to a place of its own (Gu et al. 2016, Eq 4).
 */
function logProbabilitiesWithCopies(
  graph: Graph,
  config: ModelConfig,
  generated: Value,
  states: Value,
): Value {
  const keys = graph.input("copyKeys", ["P", config.hidden, "T"]);
  const readable = graph.input("readable", ["P", 1, "T"]);
  const places = graph.input("copyPlaces", ["P", 1, "T"], "int64");
  const copied = add(matmul(states, keys), readable);
  const joint = softmax(concat([generated, copied], 2));
  const ofWords = slice(joint, 2, 0, config.outputs);
  const ofCopies = sliceFrom(joint, 2, config.outputs);
  const extended = concat([ofWords, zerosLike(copied)], 2);
  const targets = expandLike(places, copied);
  return log(add(scatterAdd(extended, targets, ofCopies, 2), graph.scalar(TINY)));
}
