import { z } from "zod";
import { type Family, familyOf, NEURAL } from "./config.js";

/** The version of the layout of model folders; raised when older programs could not read them. */
export const MODEL_VERSION = 1;

/** The files that a neural model's folder has at least, beside its manifest. */
export const MODEL_FILES = {
  generator: ["encoder.onnx", "decoder.onnx", "vocabulary.json", "words.json"],
  classifier: ["model.onnx", "vocabulary.json", "hashtags.json", "words.json"],
  extractor: ["model.onnx", "vocabulary.json", "words.json"],
} as const satisfies Record<Family, readonly string[]>;

const positive = z.int().min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hexadecimal");

/** What `manifest.json` says of every model. Paths of machines and times stay out. */
export const anyManifestSchema = z.object({
  format: z.literal("threadtag-model"),
  version: z.literal(
    MODEL_VERSION,
    `written by another version of threadtag; this one reads version ${MODEL_VERSION}`,
  ),
  config: z.looseObject({ model: z.string() }),
  dataset: z.object({ name: z.string(), language: z.enum(["en", "zh"]), hash: sha256 }),
  training: z.looseObject({ seed: z.int() }),
  /** SHA-256 of the other files. */
  files: z.record(z.string(), sha256),
});

/** What `manifest.json` says of every model. */
export type AnyManifest = z.infer<typeof anyManifestSchema>;

/** SHA-256 of files, of some of which there must be one. */
function filesSchema(needed: readonly string[]) {
  return anyManifestSchema.shape.files.superRefine((files, { addIssue }) => {
    for (const file of needed) {
      if (files[file] === undefined) {
        addIssue({ code: "custom", message: "missing", path: [file] });
      }
    }
  });
}

/** `manifest.json` of a neural model. @param family what it must be */
export function manifestSchema(family: Family) {
  return anyManifestSchema.extend({
    config: z.object({
      model: z.enum(NEURAL.filter((model) => familyOf(model) === family)),
      vocabulary: positive,
      outputs: positive,
      embedding: positive,
      hidden: positive,
      layers: z.int().min(0),
      dropout: z.number().min(0).lt(1),
      wordDropout: z.number().min(0).lt(1),
    }),
    /** First words of a post and of its conversation that the model reads. */
    truncation: z.object({ postWords: positive, conversationWords: positive }),
    /** How the large matrices of its graphs are stored; float32 where nothing is said. */
    precision: z.enum(["float32", "int8"]).optional(),
    training: z.object({
      seed: z.int(),
      threads: positive,
      /** The epoch that the numbers are from, the one of the lowest validation loss. */
      epoch: positive,
      trainingLoss: z.number(),
      validationLoss: z.number(),
    }),
    files: filesSchema(MODEL_FILES[family]),
  });
}

/** What `manifest.json` says of a neural model. */
export type Manifest = z.infer<ReturnType<typeof manifestSchema>>;
