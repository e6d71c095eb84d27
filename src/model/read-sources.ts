import type { Graph } from "../graph/graph.js";
import { unsqueeze } from "../graph/operators/layout.js";
import { gather, isWord } from "../graph/operators/selection.js";
import { type ModelConfig, sourcesOf } from "./config.js";
import type { EmbeddedSource, EmbeddedSources } from "./encoder.js";
import type { Parameters } from "./parameters.js";
import { LENGTH_OF } from "./training-graph.js";

/**
 * The inputs of a trained model: for every source that it reads, named like it, int64 word ids
 * `[T, B]`, 0 behind the end.
 * @returns their embeddings, looked up in the parameter `embedding [vocabulary, e]`
 */
export function readSources(
  graph: Graph,
  parameters: Parameters,
  { model, vocabulary, embedding }: ModelConfig,
): EmbeddedSources {
  const table = parameters.get("embedding", [vocabulary, embedding]);
  const sources = sourcesOf(model).map((source): [string, EmbeddedSource] => {
    const ids = graph.input(source, [LENGTH_OF[source], "B"], "int64");
    return [source, { embedded: gather(table, ids), present: unsqueeze(isWord(ids), [2]) }];
  });
  return Object.fromEntries(sources);
}
