import { gradients } from "../graph/gradient.js";
import { Graph, type Value } from "../graph/graph.js";
import { mul } from "../graph/operators/elementwise.js";
import type { Dim, Shape } from "../graph/tensor-type.js";
import { familyOf, type ModelConfig, type Source, sourcesOf } from "./config.js";
import { type Dropout, NO_DROPOUT } from "./encoder.js";
import { LOSSES } from "./losses.js";
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
 * every source, and for the N targets of the batch their output numbers `target.outputs [N, 1]` and
 * weights `target.weights [N]`. What the targets are depends on the family:
 * - of a generator the gold words, with `previous.embedded [Ty, B, e]` and their places
 *   `target.rows [N]` in the flattened `[B, Ty]`; copying adds `target.readable [N, Tp]` (words of the
 *   post), `target.generate [N, 1]` and `target.copy [N, Tp]` (ways to the gold word), which are 0
 *   where that holds and a large negative number elsewhere;
 * - of a classifier the gold hashtags, one per post: N is B;
 * - of an extractor the labels of the posts' words, with their places `target.rows [N]` in the
 *   flattened `[B, Tp]`.
 *
 * Dropout masks `dropout.{place}` are 0 for what is dropped and `1 / (1 - rate)` for the rest.
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
  const inputs: Value[] = [];
  const embedded = (name: string, length: Dim): Value => {
    const input = graph.input(`${name}.embedded`, [length, "B", config.embedding]);
    inputs.push(input);
    return input;
  };
  const sources = Object.fromEntries(
    sourcesOf(config.model).map((source) => {
      const present = graph.input(`${source}.present`, [LENGTH_OF[source], "B", 1]);
      return [source, { embedded: embedded(source, LENGTH_OF[source]), present }];
    }),
  );
  const lossOf = LOSSES[familyOf(config.model)];
  const loss = lossOf({ graph, parameters, config, sources, dropout, embedded });
  return { graph, loss, parameters, embedded: inputs, dropout: masks };
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
