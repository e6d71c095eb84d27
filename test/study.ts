import type { Dataset } from "../src/dataset/folder.js";
import type { Instance } from "../src/dataset/instance.js";
import type { RunRecord } from "../src/experiments/runs/run-record.js";
import { type RunSpec, versionOf } from "../src/experiments/runs/run-spec.js";
import { Study, type StudyOptions } from "../src/experiments/study.js";
import { defaultStudyConfig, type StudyConfig } from "../src/experiments/study-config.js";
import { datasetOf } from "./instances.js";

/** Settings of neural systems that train in a moment. */
export const TINY_NEURAL = {
  embedding: 4,
  hidden: 6,
  layers: 1,
  batch: 8,
  epochs: 2,
  learningRate: 0.02,
};

/** A dataset with three splits in memory. */
export function threeSplits(train: Instance[], valid: Instance[], test: Instance[] = []): Dataset {
  return { ...datasetOf(train, valid), test };
}

/** A study of the validation split, with the given systems. */
export function studyOf(
  dataset: Dataset,
  config: Partial<StudyConfig> = {},
  options: Partial<StudyOptions> = {},
): Study {
  return new Study(dataset, {
    split: "valid",
    seeds: 1,
    quick: false,
    config: { ...defaultStudyConfig(), ...config },
    ...options,
  });
}

/** The record of a run that suggests the given hashtags, words separated by spaces. */
export function recordWith(spec: RunSpec, suggestions: readonly string[][]): RunRecord {
  return {
    version: versionOf(spec.system),
    spec,
    training: { seconds: 60, threads: 1 },
    suggesting: { seconds: 2, threads: 1 },
    suggestions: suggestions.map((list) =>
      list.map((tag) => ({ words: tag.split(" "), score: 0.5 })),
    ),
  };
}

/** A post whose hashtags are given with spaces between words. */
export function post(
  id: string,
  hashtags: string[],
  words = `words of ${id}`,
  conversation = "",
): Instance {
  return {
    id,
    post: words.split(" "),
    conversation: conversation.split(" ").filter((word) => word !== ""),
    hashtags: hashtags.map((tag) => tag.split(" ")),
  };
}
