import type { Value } from "../graph/graph.js";
import { asReal, compare, mul, neg, sigmoid, sub, tanh } from "../graph/operators/elementwise.js";
import { concat } from "../graph/operators/joining.js";
import { reduceSum } from "../graph/operators/reduction.js";
import { type ModelConfig, sourcesOf } from "./config.js";
import { convolution, maxOverTime } from "./convolution.js";
import type { Dropout, EmbeddedSource, EmbeddedSources } from "./encoder.js";
import { affine } from "./gru.js";
import type { Parameters } from "./parameters.js";

/** Words of the window that the attention to a word looks at. */
const ATTENTION_WIDTH = 5;
/** How far below the highest score of a text a trigger word's may lie, as a share of the range of scores. */
const TRIGGER_RANGE = 0.8;
/** Words of the windows that the global channel looks at. */
const WIDTHS = [1, 2, 3];

/**
 * Scores of the training hashtags: a convolutional network with two channels (Gong & Zhang 2016,
 * section 3). The global channel finds the strongest features anywhere in the text; the local one
 * sums up the trigger words. A layer joins both, a linear one scores the hashtags.
 * @returns `[B, V]`
 */
export function hashtagScores(
  parameters: Parameters,
  config: ModelConfig,
  sources: EmbeddedSources,
  dropout: Dropout,
): Value {
  const [name] = sourcesOf(config.model);
  const { embedded, present } = sources[name!] as EmbeddedSource;
  // Zeros for padding, as beyond the ends.
  const text = { embedded: mul(dropout.words(name!, embedded), present), present };
  const channels = [
    ...globalChannel(parameters, config, text),
    localChannel(parameters, config, text),
  ];
  const features = tanh(affine(parameters, "merge", concat(channels, -1), config.hidden));
  return affine(parameters, "output", dropout.units("features", features), config.outputs);
}

/** Convolutions of several widths, and of each feature its largest value in the text: `[B, d]` each. */
function globalChannel(
  parameters: Parameters,
  { hidden }: ModelConfig,
  { embedded, present }: EmbeddedSource,
): Value[] {
  return WIDTHS.map((width) => {
    const features = convolution(parameters, `global.width${width}`, embedded, width, hidden);
    return tanh(maxOverTime(features, present));
  });
}

/**
 * The sum of the trigger words' embeddings and a layer on it, `[B, d]`. A trigger word is one whose
 * score exceeds `δ · min + (1 - δ) · max` of the scores in its text. Unlike in the paper its embedding
 * is multiplied by its score: a word that is in or out would leave the scores without a gradient.
 */
function localChannel(
  parameters: Parameters,
  { hidden }: ModelConfig,
  { embedded, present }: EmbeddedSource,
): Value {
  const { graph } = embedded;
  const scores = sigmoid(convolution(parameters, "local.attention", embedded, ATTENTION_WIDTH, 1));
  const most = maxOverTime(scores, present);
  const least = neg(maxOverTime(neg(scores), present));
  // From the highest score down: the word that has it is in, whatever the rounding.
  const threshold = sub(most, mul(sub(most, least), graph.scalar(TRIGGER_RANGE)));
  const isTrigger = mul(asReal(compare("GreaterOrEqual", scores, threshold)), present);
  const folded = reduceSum(mul(embedded, mul(scores, isTrigger)), [0]);
  return tanh(affine(parameters, "local", folded, hidden));
}
