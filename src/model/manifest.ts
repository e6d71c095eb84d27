import { z } from "zod";
import { GENERATORS } from "./config.js";

/** The version of the layout of model folders; raised when older programs could not read them. */
export const MODEL_VERSION = 1;

/** The files of a model folder, beside its manifest. */
export const MODEL_FILES = [
  "encoder.onnx",
  "decoder.onnx",
  "vocabulary.json",
  "words.json",
] as const;

const positive = z.int().min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hexadecimal");

/** `manifest.json`: what a model is and what it was trained on. Paths of machines and times stay out. */
export const manifestSchema = z.object({
  format: z.literal("threadtag-model"),
  version: z.literal(
    MODEL_VERSION,
    `written by another version of threadtag; this one reads version ${MODEL_VERSION}`,
  ),
  config: z.object({
    model: z.enum(GENERATORS),
    vocabulary: positive,
    outputs: positive,
    embedding: positive,
    hidden: positive,
    layers: positive,
    dropout: z.number().min(0).lt(1),
    wordDropout: z.number().min(0).lt(1),
  }),
  /** First words of a post and of its conversation that the model reads. */
  truncation: z.object({ postWords: positive, conversationWords: positive }),
  dataset: z.object({ name: z.string(), language: z.enum(["en", "zh"]), hash: sha256 }),
  training: z.object({
    seed: z.int(),
    threads: positive,
    /** The epoch that the numbers are from, the one of the lowest validation loss. */
    epoch: positive,
    trainingLoss: z.number(),
    validationLoss: z.number(),
  }),
  /** SHA-256 of the other files. */
  files: z.record(z.enum(MODEL_FILES), sha256),
});

/** What `manifest.json` says. */
export type Manifest = z.infer<typeof manifestSchema>;
