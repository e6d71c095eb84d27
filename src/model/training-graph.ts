import { gradients } from "../graph/gradient.js";
import { Graph, type Value } from "../graph/graph.js";
import { add, mul, neg, sub } from "../graph/operators/elementwise.js";
import { concat } from "../graph/operators/joining.js";
import { flattenRows, squeeze } from "../graph/operators/layout.js";
import { matmul } from "../graph/operators/linear-algebra.js";
import { reduceSum } from "../graph/operators/reduction.js";
import { gather, gatherElements } from "../graph/operators/selection.js";
import { logSoftmax, logSumExp } from "../graph/operators/softmax.js";
import type { Dim, Shape } from "../graph/tensor-type.js";
import { copies, type ModelConfig, type Source, sourcesOf } from "./config.js";
import { copyKeys } from "./copying.js";
import { type Decoded, decode, outputScores } from "./decoder.js";
import {
  type Dropout,
  type EmbeddedSource,
  encode,
  type MemoryBank,
  NO_DROPOUT,
} from "./encoder.js";
import { type ParameterSpec, Parameters } from "./parameters.js";

/** The symbol of a source's length in graph shapes. */
export const LENGTH_OF: Record<Source, string> = {
  post: "Tp",
  conversation: "Tc",
  concatenation: "Tpc",
};

/** Where dropout acts in this batch: the mask's input name, and its shape. */
export interface DropoutMask {
  readonly name: string;
  readonly shape: Shape;
  /** The share of its elements that are to be 0. */
  readonly rate: number;
}

/** A graph that computes the loss of a batch, and what it wants to be fed. */
export interface LossGraph {
  readonly graph: Graph;
  /** Its parameters, each an input of that name. */
  readonly parameters: readonly ParameterSpec[];
  /** Its dropout masks, each an input of that name. */
  readonly dropout: readonly DropoutMask[];
}

/**
 * Builds the graph of a training step: (parameters, batch) to (loss, gradients), Eq 11.
 *
 * Inputs beside the parameters: `{source}.embedded [T, B, e]` and `{source}.present [T, B, 1]` for
 * every source, `previous.embedded [Ty, B, e]`, and for the N gold words of the batch their places
 * `target.rows [N]` (in the flattened `[B, Ty]`), output ids `target.outputs [N, 1]` and weights
 * `target.weights [N]`; copying adds `target.readable [N, Tp]` (words of the post),
 * `target.generate [N, 1]` and `target.copy [N, Tp]` (ways to the gold word), which are 0
 * where that holds and a large negative number elsewhere. Dropout masks `dropout.{place}` are 0 for
 * what is dropped and `1 / (1 - rate)` for the rest.
 *
 * Outputs: `loss` (a scalar), and `d.{name}` for every parameter and embedded input.
 * @param float the type of real numbers; float64 to check gradients
 */
export function trainingGraph(config: ModelConfig, float: Graph["float"] = "float32"): LossGraph {
  const built = buildLoss(config, float, true);
  const { graph, loss, parameters, embedded } = built;
  const by = [...parameters.values, ...embedded];
  graph.output("loss", loss);
  gradients(loss, by).forEach((gradient, i) => {
    graph.output(`d.${(by[i] as Value).name}`, gradient);
  });
  return { graph, parameters: parameters.specs, dropout: built.dropout };
}

/** Builds the graph of the validation loss: as `trainingGraph`, without dropout and gradients. */
export function validationGraph(config: ModelConfig): LossGraph {
  const { graph, loss, parameters } = buildLoss(config, "float32", false);
  graph.output("loss", loss);
  return { graph, parameters: parameters.specs, dropout: [] };
}

interface BuiltLoss {
  readonly graph: Graph;
  readonly loss: Value;
  readonly parameters: Parameters;
  readonly embedded: readonly Value[];
  readonly dropout: readonly DropoutMask[];
}

function buildLoss(config: ModelConfig, float: Graph["float"], drops: boolean): BuiltLoss {
  const graph = new Graph(float);
  const parameters = new Parameters(graph);
  const masks: DropoutMask[] = [];
  const dropout = drops ? maskedDropout(graph, config, masks) : NO_DROPOUT;
  const sources = Object.fromEntries(
    sourcesOf(config.model).map((source) => [source, sourceInputs(graph, config, source)]),
  );
  const previous = graph.input("previous.embedded", ["Ty", "B", config.embedding]);
  const memory = encode(parameters, config, sources, dropout);
  const decoded = decode(parameters, previous, memory.initial, memory);
  const loss = lossOf(graph, parameters, config, decoded, memory, dropout);
  const embedded = [...Object.values(sources).map((source) => source.embedded), previous];
  return { graph, loss, parameters, embedded, dropout: masks };
}

/** Dropout by masks that are fed with every batch; notes down which. */
function maskedDropout(graph: Graph, config: ModelConfig, masks: DropoutMask[]): Dropout {
  const masked = (name: string, x: Value, shape: Shape, rate: number): Value => {
    if (rate === 0) return x;
    masks.push({ name: `dropout.${name}`, shape, rate });
    return mul(x, graph.input(`dropout.${name}`, shape));
  };
  return {
    units: (name, x) => masked(name, x, x.shape, config.dropout),
    words: (name, x) =>
      masked(`${name}.words`, x, [...x.shape.slice(0, -1), 1], config.wordDropout),
  };
}

function sourceInputs(graph: Graph, config: ModelConfig, source: Source): EmbeddedSource {
  const length: Dim = LENGTH_OF[source];
  return {
    embedded: graph.input(`${source}.embedded`, [length, "B", config.embedding]),
    present: graph.input(`${source}.present`, [length, "B", 1]),
  };
}

/** The weighted negative log-likelihood of the gold words (Eq 11); padding takes no part in it. */
function lossOf(
  graph: Graph,
  parameters: Parameters,
  config: ModelConfig,
  decoded: Decoded,
  memory: MemoryBank,
  dropout: Dropout,
): Value {
  const rows = graph.input("target.rows", ["N"], "int64");
  const targets = graph.input("target.outputs", ["N", 1], "int64");
  const weights = graph.input("target.weights", ["N"]);
  const ofTargets = (x: Value): Value => gather(flattenRows(x), rows);
  const features = dropout.units("features", ofTargets(decoded.features));
  const scores = outputScores(parameters, features, config.outputs);
  const copied = (): Value => matmul(decoded.states, copyKeys(parameters, memory.states));
  const losses = copies(config.model)
    ? copyLosses(graph, scores, targets, ofTargets(copied()))
    : neg(squeeze(gatherElements(logSoftmax(scores), targets, 1), [1]));
  return reduceSum(mul(losses, weights), [0]);
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
