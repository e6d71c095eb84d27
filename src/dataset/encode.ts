import type { Instance } from "./instance.js";
import { TRUNCATION, type Truncation } from "./truncation.js";
import type { Vocabulary } from "./vocabulary.js";

/** The longest hashtag the decoder makes, in words (paper section 3). */
export const MAX_HASHTAG_WORDS = 10;

/** An instance as word ids: one input of a model, for training with one gold hashtag. */
export interface Example {
  /** Word ids of the truncated post [Tp]. */
  post: Int32Array;
  /** Word ids of the truncated conversation [Tc]; may be empty. */
  conversation: Int32Array;
  /** Word ids of the gold hashtag [Ty], without START and END. */
  target?: Int32Array;
  /** Index of the instance this came from; its words are there, for models that copy them. */
  instance: number;
  /** Index of the gold hashtag in the instance's `hashtags`. */
  hashtag?: number;
}

/** Training examples, and how many gold hashtags are missing because the decoder cannot make them. */
export interface TrainingExamples {
  examples: Example[];
  tooLong: number;
}

/** Encodes each instance once, without a target: the inputs to generate hashtags for. */
export function encodeSources(
  instances: readonly Instance[],
  vocabulary: Vocabulary,
  truncation: Truncation = TRUNCATION,
): Example[] {
  return instances.map(({ post, conversation }, instance) => ({
    post: encodeWords(post, vocabulary, truncation.postWords),
    conversation: encodeWords(conversation, vocabulary, truncation.conversationWords),
    instance,
  }));
}

/**
 * Encodes one copy of each instance per gold hashtag (paper section 2). Hashtags of more than
 * MAX_HASHTAG_WORDS words are left out and counted.
 */
export function encodeForTraining(
  instances: readonly Instance[],
  vocabulary: Vocabulary,
  truncation: Truncation = TRUNCATION,
): TrainingExamples {
  const examples: Example[] = [];
  let tooLong = 0;
  for (const source of encodeSources(instances, vocabulary, truncation)) {
    instances[source.instance].hashtags.forEach((words, hashtag) => {
      if (words.length > MAX_HASHTAG_WORDS) tooLong++;
      else examples.push({ ...source, target: encodeWords(words, vocabulary), hashtag });
    });
  }
  return { examples, tooLong };
}

/** The ids of the first `limit` words; the words after them are not looked at. */
export function encodeWords(
  words: readonly string[],
  vocabulary: Vocabulary,
  limit = words.length,
): Int32Array {
  const ids = new Int32Array(Math.min(words.length, limit));
  for (let i = 0; i < ids.length; i++) ids[i] = vocabulary.id(words[i]);
  return ids;
}
