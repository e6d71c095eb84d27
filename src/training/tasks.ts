import type { Instance } from "../dataset/instance.js";
import type { Vocabulary } from "../dataset/vocabulary.js";
import { familyOf } from "../model/config.js";
import { HashtagClasses } from "../model/hashtag-classes.js";
import { ClassificationTask } from "./classification-task.js";
import { ExtractionTask } from "./extraction-task.js";
import { GenerationTask } from "./generation-task.js";
import type { TrainingOptions } from "./options.js";
import type { Task } from "./task.js";

/**
 * The task of the model that is to be trained.
 * @param training the posts whose hashtags a classifier chooses from
 */
export function createTask(
  options: TrainingOptions,
  vocabulary: Vocabulary,
  training: readonly Instance[],
): Task {
  const { model, embedding, hidden, layers, dropout, wordDropout } = options;
  const { postWords, conversationWords } = options;
  const truncation = { postWords, conversationWords };
  const config = { model, embedding, hidden, layers, dropout, wordDropout };
  switch (familyOf(model)) {
    case "generator":
      return new GenerationTask(config, vocabulary, truncation);
    case "classifier": {
      const classes = HashtagClasses.of(training.flatMap(({ hashtags }) => hashtags));
      return new ClassificationTask(config, vocabulary, truncation, classes);
    }
    case "extractor":
      return new ExtractionTask(config, vocabulary, truncation);
  }
}
