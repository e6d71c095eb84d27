import { Graph } from "../graph/graph.js";
import { biAttention } from "./attention.js";
import type { ModelConfig } from "./config.js";
import { encodeSource, NO_DROPOUT } from "./encoder.js";
import { type ParameterData, Parameters } from "./parameters.js";
import { readSources } from "./read-sources.js";

/**
 * Builds a graph of the weights of bi-attention (Eq 3; Figure 4), from the encoders up to them.
 *
 * Inputs: `post`, `conversation`, int64 word ids `[T, B]`, 0 behind the end.
 * Output: `weights [B, Tp, Tc]`, how much each post word attends to each conversation word; they add up to 1
 * over the conversation.
 * @param config of a model that has bi-attention
 * @param trained the numbers of the encoder at least
 */
export function attentionGraph(config: ModelConfig, trained: ParameterData): Graph {
  const graph = new Graph();
  const parameters = new Parameters(graph, trained);
  const sources = readSources(graph, parameters, config);
  const encode = (source: "post" | "conversation") =>
    encodeSource(parameters, config, source, sources[source]!, NO_DROPOUT);
  const { weights } = biAttention(parameters, encode("post"), encode("conversation"));
  graph.output("weights", weights);
  return graph;
}
