import { Graph, type Value } from "../graph/graph.js";
import { add, log, neg, sub } from "../graph/operators/elementwise.js";
import { concat, slice, sliceFrom } from "../graph/operators/joining.js";
import { reshape, squeeze, unsqueeze, zerosLike } from "../graph/operators/layout.js";
import { matmul } from "../graph/operators/linear-algebra.js";
import { expandLike } from "../graph/operators/reduction.js";
import {
  divideIntegers,
  gather,
  gatherElements,
  scatterAdd,
  topK,
} from "../graph/operators/selection.js";
import { logSumExp, softmax } from "../graph/operators/softmax.js";
import { productOfDims } from "../graph/tensor-type.js";
import { copies, type ModelConfig } from "./config.js";
import { copyKeys } from "./copying.js";
import { type Decoded, decodeStep, outputScores, outputScoresApart } from "./decoder.js";
import { encode, NO_DROPOUT } from "./encoder.js";
import { type ParameterData, Parameters } from "./parameters.js";
import { readSources } from "./read-sources.js";

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
  const memory = encode(parameters, config, readSources(graph, parameters, config), NO_DROPOUT);
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
 * `scores [P, K]` (log-probabilities so far), the encoder's `memory` and `mask`, and how many
 * continuations to look at per hypothesis, `each [1]`, and to return per post, `beam [1]`. A model
 * that copies also takes `copyKeys`, `readable [P, 1, T]` (0 for words of the post, a large negative
 * number elsewhere) and `copyPlaces [P, 1, T]` (where in the extended distribution of `outputs + T`
 * words the probability of copying each place goes).
 * Outputs: `next [P, K, d]`, `end [P, K]` (score of ending here), and the best continuations of each
 * post, best first: scores `best [P, beam]`, which hypothesis, `hypothesis [P, beam]`, and with which
 * word, `word [P, beam]`, counted without the end.
 */
export function decoderGraph({ config, parameters: trained, decoderWords }: TrainedModel): Graph {
  const graph = new Graph();
  const parameters = new Parameters(graph, trained);
  const table = decoderTable(graph, config, trained, decoderWords);
  const words = graph.input("words", ["P", "K"], "int64");
  const state = graph.input("state", ["P", "K", config.hidden]);
  const scores = unsqueeze(graph.input("scores", ["P", "K"]), [2]);
  const memory = {
    states: graph.input("memory", ["P", "T", config.hidden]),
    mask: graph.input("mask", ["P", 1, "T"]),
  };
  const decoded = decodeStep(parameters, gather(table, words), state, memory);
  const next = copies(config.model)
    ? distributionWithCopies(graph, parameters, config, decoded)
    : distribution(parameters, config, decoded);
  graph.output("next", decoded.states);
  graph.output("end", squeeze(add(next.end, scores), [2]));
  outputBest(graph, next.words, add(next.offset, scores));
  return graph;
}

/** Log-probabilities of the next word, those of words still to be shifted by `offset`. */
interface NextWord {
  /** Log-probability of the end `[P, K, 1]`. */
  readonly end: Value;
  /** Scores of all other words `[P, K, W]`. */
  readonly words: Value;
  /** What must be added to the scores of words `[P, K, 1]`. */
  readonly offset: Value;
}

/**
 * The softmax of the output layer, its normalisation left to the few words that are chosen: with
 * thousands of words and dozens of hypotheses, passes over all scores are what decoding spends time on.
 */
function distribution(parameters: Parameters, config: ModelConfig, decoded: Decoded): NextWord {
  const { end, words } = outputScoresApart(parameters, decoded.features, config.outputs);
  const both = concat([end, totalOf(words)], 2);
  const offset = neg(unsqueeze(logSumExp(both), [2]));
  return { end: add(end, offset), words, offset };
}

/**
 * `log Σ e^x` over the last axis, kept as 1, by way of the softmax of the largest element: ONNX
 * Runtime's softmax is many times as fast as its ReduceLogSumExp.
 */
function totalOf(x: Value): Value {
  const [largest, place] = topK(x, x.graph.integers([1]), 1);
  return sub(largest, log(gatherElements(softmax(x), place, 2)));
}

/** Outputs the best continuations over all hypotheses of a post, found among the best of each. */
function outputBest(graph: Graph, words: Value, offset: Value): void {
  const each = graph.input("each", [1], "int64");
  const [values, places] = topK(words, each, "each");
  const flat = (x: Value): Value => reshape(x, ["P", productOfDims(["K", "each"])]);
  const [best, at] = topK(flat(add(values, offset)), graph.input("beam", [1], "int64"), "beam");
  graph.output("best", best);
  graph.output("hypothesis", divideIntegers(at, each));
  graph.output("word", gatherElements(flat(places), at, 1));
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

/**
 * The distribution over output words, extended by one place per word of the post: the probability of
 * copying is added to that of the same word, or goes to a place of its own (Gu et al. 2016, Eq 4).
 */
function distributionWithCopies(
  graph: Graph,
  parameters: Parameters,
  config: ModelConfig,
  decoded: Decoded,
): NextWord {
  const keys = graph.input("copyKeys", ["P", config.hidden, "T"]);
  const readable = graph.input("readable", ["P", 1, "T"]);
  const places = graph.input("copyPlaces", ["P", 1, "T"], "int64");
  const generated = outputScores(parameters, decoded.features, config.outputs);
  const copied = add(matmul(decoded.states, keys), readable);
  const joint = softmax(concat([generated, copied], 2));
  const ofWords = slice(joint, 2, 0, config.outputs);
  const ofCopies = sliceFrom(joint, 2, config.outputs);
  const extended = concat([ofWords, zerosLike(copied)], 2);
  const sum = scatterAdd(extended, expandLike(places, copied), ofCopies, 2);
  const all = log(sum);
  return { end: slice(all, 2, 0, 1), words: sliceFrom(all, 2, 1), offset: graph.scalar(0) };
}
