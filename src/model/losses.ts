import type { Graph, Value } from "../graph/graph.js";
import { add, mul, neg, sub } from "../graph/operators/elementwise.js";
import { concat } from "../graph/operators/joining.js";
import { flattenRows, squeeze } from "../graph/operators/layout.js";
import { matmul } from "../graph/operators/linear-algebra.js";
import { reduceSum } from "../graph/operators/reduction.js";
import { gather, gatherElements } from "../graph/operators/selection.js";
import { logSoftmax, logSumExp } from "../graph/operators/softmax.js";
import type { Dim } from "../graph/tensor-type.js";
import { hashtagScores } from "./classifier.js";
import { copies, type Family, type ModelConfig } from "./config.js";
import { copyKeys } from "./copying.js";
import { decode, outputScores } from "./decoder.js";
import { type Dropout, type EmbeddedSources, encode } from "./encoder.js";
import { labelScores, taggingFeatures } from "./extractor.js";
import type { Parameters } from "./parameters.js";

/** What a loss is built from. */
export interface LossInputs {
  readonly graph: Graph;
  readonly parameters: Parameters;
  readonly config: ModelConfig;
  readonly sources: EmbeddedSources;
  readonly dropout: Dropout;
  /** Declares one more input of word embeddings, `{name}.embedded [length, B, e]`. */
  embedded(name: string, length: Dim): Value;
}

/**
 * The weighted negative log-likelihood of what is right, by the family of the model: a scalar. The
 * graph inputs that say what is right are those of `trainingGraph`.
 */
export const LOSSES: Record<Family, (inputs: LossInputs) => Value> = {
  generator: generatorLoss,
  classifier: classifierLoss,
  extractor: extractorLoss,
};

/** The loss of the gold words and of the ends behind them (Eq 11); padding takes no part in it. */
function generatorLoss(inputs: LossInputs): Value {
  const { graph, parameters, config, sources, dropout } = inputs;
  const previous = inputs.embedded("previous", "Ty");
  const memory = encode(parameters, config, sources, dropout);
  const decoded = decode(parameters, previous, memory.initial, memory);
  const rows = graph.input("target.rows", ["N"], "int64");
  const targets = targetsOf(graph);
  const ofTargets = (x: Value): Value => gather(flattenRows(x), rows);
  const features = dropout.units("features", ofTargets(decoded.features));
  const scores = outputScores(parameters, features, config.outputs);
  const copied = (): Value => matmul(decoded.states, copyKeys(parameters, memory.states));
  const losses = copies(config.model)
    ? copyLosses(graph, scores, targets, ofTargets(copied()))
    : likelihoodLosses(scores, targets);
  return weightedSum(graph, losses);
}

/** The loss of the gold hashtag among the classes (Gong & Zhang 2016). */
function classifierLoss({ graph, parameters, config, sources, dropout }: LossInputs): Value {
  const scores = hashtagScores(parameters, config, sources, dropout);
  return weightedSum(graph, likelihoodLosses(scores, targetsOf(graph)));
}

/** The loss of the words' labels (Zhang et al. 2018); padding takes no part in it. */
function extractorLoss({ graph, parameters, config, sources, dropout }: LossInputs): Value {
  const rows = graph.input("target.rows", ["N"], "int64");
  const features = flattenRows(taggingFeatures(parameters, config, sources, dropout));
  const ofWords = dropout.units("features", gather(features, rows));
  const scores = labelScores(parameters, config, ofWords);
  return weightedSum(graph, likelihoodLosses(scores, targetsOf(graph)));
}

function targetsOf(graph: Graph): Value {
  return graph.input("target.outputs", ["N", 1], "int64");
}

function weightedSum(graph: Graph, losses: Value): Value {
  return reduceSum(mul(losses, graph.input("target.weights", ["N"])), [0]);
}

/** Negative log-likelihoods of the targets under a softmax: scores `[N, V]` to `[N]`. */
function likelihoodLosses(scores: Value, targets: Value): Value {
  return neg(squeeze(gatherElements(logSoftmax(scores), targets, 1), [1]));
}

/**
 * Negative log-likelihoods where a word may be generated, copied from any place it stands at in the
 * post, or both: all ways share one softmax and their probabilities add up (Gu et al. 2016, Eq 4-6).
 */
function copyLosses(graph: Graph, scores: Value, targets: Value, copied: Value): Value {
  const length = copied.shape.at(-1) as Dim;
  const readable = graph.input("target.readable", ["N", length]);
  const generate = graph.input("target.generate", ["N", 1]);
  const copy = graph.input("target.copy", ["N", length]);
  const all = logSumExp(concat([scores, add(copied, readable)], 1));
  const generated = add(gatherElements(scores, targets, 1), generate);
  const right = logSumExp(concat([generated, add(copied, copy)], 1));
  return sub(all, right);
}
