/** threadtag as a library: datasets, training, suggestions, evaluation. */

export { writeDataset } from "./dataset/dataset-writer.js";
export { type Dataset, type DatasetInfo, readDataset } from "./dataset/folder.js";
export type { Instance, Split } from "./dataset/instance.js";
export { readAlignedLines } from "./dataset/lines.js";
export { type DatasetStatistics, datasetStatistics } from "./dataset/statistics.js";
export { type EvaluationResult, evaluatePredictions, scorePosts } from "./evaluation/evaluate.js";
export { renderEvaluation } from "./evaluation/report.js";
export { GENERATORS, type GeneratorName } from "./model/config.js";
export { Generator } from "./suggesters/generator.js";
export type { Suggester, Suggestion, SuggestOptions, Thread } from "./suggesters/suggester.js";
export { UserError } from "./support/errors.js";
export { splitWords } from "./text/words.js";
export type { EpochRecord } from "./training/history.js";
export { parseTrainingOptions, type TrainingOptions } from "./training/options.js";
export { type TrainingHooks, type TrainingResult, train } from "./training/train.js";
