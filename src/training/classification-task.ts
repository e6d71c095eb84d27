import { encodeSources } from "../dataset/encode.js";
import type { Instance } from "../dataset/instance.js";
import type { Truncation } from "../dataset/truncation.js";
import type { Vocabulary } from "../dataset/vocabulary.js";
import { toOnnx } from "../graph/onnx.js";
import type { ModelConfig } from "../model/config.js";
import type { HashtagClasses } from "../model/hashtag-classes.js";
import { classifierGraph } from "../model/labelling-graphs.js";
import type { ParameterData } from "../model/parameters.js";
import { outputTargets } from "./output-targets.js";
import {
  configOf,
  type GoldExample,
  type GoldExamples,
  type Targets,
  type Task,
  type TaskConfig,
} from "./task.js";

/** Choosing among the hashtags of training: the targets are the classes of gold hashtags. */
export class ClassificationTask implements Task {
  readonly config: ModelConfig;

  constructor(
    config: TaskConfig,
    private readonly vocabulary: Vocabulary,
    private readonly truncation: Truncation,
    private readonly classes: HashtagClasses,
  ) {
    this.config = configOf({ ...config, layers: 0 }, vocabulary, classes.size);
  }

  /**
   * A copy of each post per gold hashtag (paper section 2). Hashtags that are no class (of validation
   * posts) are left out: no parameter could change their loss.
   */
  examples(instances: readonly Instance[]): GoldExamples {
    const sources = encodeSources(instances, this.vocabulary, this.truncation);
    const examples = sources.flatMap((source) =>
      instances[source.instance]!.hashtags.flatMap((words, hashtag): GoldExample[] => {
        const number = this.classes.numberOf(words);
        return number === undefined ? [] : [{ ...source, target: Int32Array.of(number), hashtag }];
      }),
    );
    return { examples, tooLong: 0 };
  }

  targets(examples: readonly GoldExample[]): Targets {
    const classes = examples.map(({ target }) => target[0]!);
    return { count: classes.length, feeds: outputTargets(classes) };
  }

  async start(): Promise<void> {}

  files(parameters: ParameterData): Record<string, Uint8Array> {
    return {
      "model.onnx": toOnnx(classifierGraph(this.config, parameters)),
      "hashtags.json": Buffer.from(JSON.stringify(this.classes)),
    };
  }
}
