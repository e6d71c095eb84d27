import { encodeSources } from "../dataset/encode.js";
import type { Instance } from "../dataset/instance.js";
import type { Truncation } from "../dataset/truncation.js";
import type { Vocabulary } from "../dataset/vocabulary.js";
import { toOnnx } from "../graph/onnx.js";
import type { ModelConfig } from "../model/config.js";
import { extractorGraph } from "../model/labelling-graphs.js";
import { LABELS, labelWords } from "../model/labels.js";
import type { ParameterData } from "../model/parameters.js";
import { outputRows, outputTargets } from "./output-targets.js";
import {
  configOf,
  type GoldExample,
  type GoldExamples,
  type Targets,
  type Task,
  type TaskConfig,
} from "./task.js";

/** Marking hashtags in the post: the targets are the labels of its words. */
export class ExtractionTask implements Task {
  readonly config: ModelConfig;

  constructor(
    config: TaskConfig,
    private readonly vocabulary: Vocabulary,
    private readonly truncation: Truncation,
  ) {
    this.config = configOf(config, vocabulary, LABELS.length);
  }

  /**
   * Each post once, with all its hashtags marked. Posts that hold none of theirs stay, nothing marked:
   * without them the model would not learn how rare it is that a hashtag stands in its post.
   */
  examples(instances: readonly Instance[]): GoldExamples {
    const sources = encodeSources(instances, this.vocabulary, this.truncation);
    const examples = sources.map((source): GoldExample => {
      const { post, hashtags } = instances[source.instance]!;
      return { ...source, target: labelWords(post.slice(0, source.post.length), hashtags) };
    });
    return { examples, tooLong: 0 };
  }

  targets(examples: readonly GoldExample[], steps: number | undefined): Targets {
    const rows = examples.flatMap(({ target }, b) =>
      Array.from(target, (_, t) => b * (steps as number) + t),
    );
    const labels = examples.flatMap(({ target }) => [...target]);
    return { count: labels.length, feeds: { ...outputRows(rows), ...outputTargets(labels) } };
  }

  async start(): Promise<void> {}

  files(parameters: ParameterData): Record<string, Uint8Array> {
    return { "model.onnx": toOnnx(extractorGraph(this.config, parameters)) };
  }
}
