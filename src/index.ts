/** threadtag as a library: posts, datasets, training, suggestions, evaluation. */

export {
  type RecoveryCounts,
  readThreads,
  recoverConversations,
  type Thread as Conversation,
} from "./corpus/conversations.js";
export { type Entity, findEntities, findHashtags } from "./corpus/entities.js";
export { type Format, RecordError } from "./corpus/format.js";
export { FORMATS } from "./corpus/formats/index.js";
export { mastodonOf } from "./corpus/formats/mastodon.js";
export { type ColumnMap, type TableOptions, tableFormat } from "./corpus/formats/table.js";
export { type PostHashtags, splitHashtags } from "./corpus/gold.js";
export { type ImportOptions, importFiles } from "./corpus/import.js";
export type { Platform, Post } from "./corpus/post.js";
export { type ImportRecord, Store } from "./corpus/store.js";
export { writeDataset } from "./dataset/dataset-writer.js";
export { type Dataset, type DatasetInfo, readDataset } from "./dataset/folder.js";
export type { Instance, Split } from "./dataset/instance.js";
export { readAlignedLines } from "./dataset/lines.js";
export type { PreparationOptions } from "./dataset/preparation-options.js";
export { prepareFromStore } from "./dataset/prepare-store.js";
export { type DatasetStatistics, datasetStatistics } from "./dataset/statistics.js";
export { leaveOutNonTopical, type TopicalInstances, topicality } from "./dataset/topicality.js";
export { type EvaluationResult, evaluatePredictions, scorePosts } from "./evaluation/evaluate.js";
export { renderEvaluation } from "./evaluation/report.js";
export { type SemanticFigures, semanticScores } from "./evaluation/semantic.js";
export {
  type HashtagSimilarity,
  learnSimilarity,
  type TaggedPost,
} from "./evaluation/semantic-similarity.js";
export { GENERATORS, type GeneratorName } from "./model/config.js";
export type { Assessment } from "./suggesters/model-folder/assessment.js";
export { LearntModel } from "./suggesters/model-folder/learnt-model.js";
export { Generator } from "./suggesters/neural/generator.js";
export { openSuggester } from "./suggesters/open.js";
export type { OpenSuggester } from "./suggesters/open-suggester.js";
export type {
  Capabilities,
  Suggester,
  Suggestion,
  SuggestOptions,
  Thread,
} from "./suggesters/suggester.js";
export {
  SUGGESTERS,
  type SuggesterName,
  SYSTEM_NAMES,
  type SystemName,
} from "./suggesters/systems.js";
export { type LearningOptions, trainSuggester } from "./suggesters/train.js";
export { UserError } from "./support/errors.js";
export { type AssessmentOptions, assessModel } from "./tagger/assess-model.js";
export type { ModelInfo } from "./tagger/model-info.js";
export { labelledSchema, requestSchema } from "./tagger/request-schema.js";
export type {
  AttentionMap,
  EarlierPost,
  Evidence,
  HashtagSuggestion,
  LabelledThread,
  SuggestionRequest,
  ThreadText,
  Wishes,
  WordEvidence,
} from "./tagger/suggestion.js";
export { Threadtag } from "./tagger/threadtag.js";
export { nodeResources } from "./text/node-resources.js";
export { type PostText, TextReader, type TextResources } from "./text/text-reader.js";
export { type Token, type TokeniseOptions, tokenise } from "./text/tokens.js";
export type { EpochRecord } from "./training/history.js";
export { parseTrainingOptions, type TrainingOptions } from "./training/options.js";
export { type TrainingHooks, type TrainingResult, train } from "./training/train.js";
