import { z } from "zod";
import { labelledSchema, requestSchema, threadSchema } from "../tagger/request-schema.js";
import type { AttentionMap, HashtagSuggestion } from "../tagger/suggestion.js";
import { ERROR_STATUS, type ErrorCode } from "./api-error.js";

const share = z.number().min(0).max(1);
const count = z.int().min(0);
const texts = z.array(z.string());

const evidence = z.object({
  words: z
    .array(
      z.object({
        text: count.meta({ description: "0 the post, 1 the first reply, and so on." }),
        start: count.meta({ description: "In UTF-16 code units." }),
        end: count,
        weight: share,
      }),
    )
    .meta({ description: "Words that speak for the hashtag, the most important ones first." }),
  posts: z
    .array(z.object({ text: z.string(), hashtags: texts, similarity: share }))
    .meta({ description: "Earlier posts that are most similar." }),
});

const suggestion: z.ZodType<HashtagSuggestion> = z.object({
  hashtag: z.string().meta({ description: "As people write it, with its sign." }),
  words: texts,
  confidence: share.meta({
    description: "Of suggestions with this confidence, such a share is right.",
  }),
  source: z.enum(["generated", "retrieved", "both"]),
  known: z.boolean().meta({ description: "Whether a training post has it." }),
  evidence: evidence.optional(),
});

const suggestions = z.array(suggestion).meta({ description: "The best ones first." });
const model = z.string().meta({ description: "The id of the model that answered." });

const attention: z.ZodType<AttentionMap> = z.object({
  postWords: texts,
  conversationWords: texts,
  weights: z
    .array(z.array(z.number()))
    .meta({ description: "A row for each word of the post, which adds up to 1." }),
});

/** What a model is, for people and for browsers that run it. */
const modelSchema = z.object({
  id: z.string().meta({ description: "Changes whenever a file of the model does." }),
  name: z.string(),
  config: z.looseObject({ model: z.string() }),
  dataset: z.object({ name: z.string(), language: z.enum(["en", "zh"]), hash: z.string() }),
  training: z.looseObject({ seed: z.int() }),
  capabilities: z.object({
    openVocabulary: z
      .boolean()
      .meta({ description: "It makes hashtags that no training post has." }),
    ranksMany: z.boolean().meta({ description: "It ranks any number of hashtags." }),
    learns: z.boolean().meta({ description: "Posts can be added without training." }),
    attention: z.boolean().meta({ description: "It has attention between post and replies." }),
    earlierPosts: z.boolean().meta({ description: "It shows earlier posts as evidence." }),
  }),
  learning: z.boolean().meta({ description: "Whether this service takes posts to learn." }),
  hashtags: count.optional().meta({ description: "Distinct hashtags of the training posts." }),
  calibratedOn: z
    .enum(["training", "validation", "none"])
    .meta({ description: "What makes its confidences true." }),
  metrics: z
    .object({ "f1@1": z.number(), "f1@5": z.number(), "map@5": z.number() })
    .optional()
    .meta({ description: "On the validation posts, in percent." }),
  curve: z
    .array(
      z.object({
        epoch: count,
        trainingLoss: z.number(),
        validationLoss: z.number(),
        learningRate: z.number(),
      }),
    )
    .optional()
    .meta({ description: "The epochs of training." }),
  card: z.string().optional().meta({ description: "The model's README, in Markdown." }),
  files: z.record(z.string(), z.object({ bytes: count, sha256: z.string() })),
});

/** What a request or an answer may be; the OpenAPI document is made of it. */
export const SCHEMAS = {
  SuggestRequest: requestSchema,
  SuggestAnswer: z.object({ suggestions, model }),
  BatchRequest: z.strictObject({ requests: z.array(requestSchema).min(1) }),
  BatchAnswer: z.object({ results: z.array(z.object({ suggestions })), model }),
  HashtagSuggestion: suggestion,
  Thread: threadSchema,
  AttentionMap: attention,
  LabelledThread: labelledSchema,
  LearnRequest: z.strictObject({ posts: z.array(labelledSchema).min(1) }),
  LearnAnswer: z.object({ learnt: count.meta({ description: "How many posts." }) }),
  Model: modelSchema,
  Health: z.object({ status: z.enum(["live", "ready"]) }),
  Error: z.object({
    error: z.object({
      code: z.enum(Object.keys(ERROR_STATUS) as ErrorCode[]),
      message: z.string(),
    }),
  }),
} as const;

/** The name of a schema. */
export type SchemaName = keyof typeof SCHEMAS;

/** What has the form of a schema. */
export type Form<Name extends SchemaName> = z.infer<(typeof SCHEMAS)[Name]>;
