import { Graph } from "../graph/graph.js";
import { topK } from "../graph/operators/selection.js";
import { softmax } from "../graph/operators/softmax.js";
import { hashtagScores } from "./classifier.js";
import type { ModelConfig } from "./config.js";
import { NO_DROPOUT } from "./encoder.js";
import { labelScores, taggingFeatures } from "./extractor.js";
import { type ParameterData, Parameters } from "./parameters.js";
import { readSources } from "./read-sources.js";

/**
 * Builds `model.onnx` of a classifier.
 *
 * Inputs: `post` or `concatenation`, int64 word ids `[T, B]`, 0 behind the end, and how many hashtags
 * to return, `count [1]`. Outputs: `best [B, count]`, the largest probabilities, falling, and
 * `hashtag [B, count]`, their classes.
 * @param trained numbers of all parameters, the table `embedding [vocabulary, e]` among them
 */
export function classifierGraph(config: ModelConfig, trained: ParameterData): Graph {
  const graph = new Graph();
  const parameters = new Parameters(graph, trained);
  const sources = readSources(graph, parameters, config);
  const scores = hashtagScores(parameters, config, sources, NO_DROPOUT);
  const count = graph.input("count", [1], "int64");
  const [best, hashtag] = topK(softmax(scores), count, "count");
  graph.output("best", best);
  graph.output("hashtag", hashtag);
  return graph;
}

/**
 * Builds `model.onnx` of an extractor.
 *
 * Inputs: `post` and `conversation`, int64 word ids `[T, B]`, 0 behind the end. Output: `labels
 * [B, Tp, V]`, the probabilities of each word's labels in the order of `LABELS`.
 * @param trained numbers of all parameters, the table `embedding [vocabulary, e]` among them
 */
export function extractorGraph(config: ModelConfig, trained: ParameterData): Graph {
  const graph = new Graph();
  const parameters = new Parameters(graph, trained);
  const sources = readSources(graph, parameters, config);
  const features = taggingFeatures(parameters, config, sources, NO_DROPOUT);
  graph.output("labels", softmax(labelScores(parameters, config, features)));
  return graph;
}
