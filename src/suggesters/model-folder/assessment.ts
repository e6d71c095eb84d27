import { z } from "zod";
import { calibrationSchema } from "../calibration.js";

/** The file of a model folder that says how the model did on the validation posts. */
export const ASSESSMENT_FILE = "assessment.json";

const percentages = z.object({ "f1@1": z.number(), "f1@5": z.number(), "map@5": z.number() });

/** The form of an {@link Assessment} in a file. */
export const assessmentSchema = z.object({
  /** Validation posts that were looked at. */
  posts: z.int().min(1),
  /** How well it ranks, in percent, in both conventions of `threadtag evaluate`. */
  metrics: z.object({ released: percentages, standard: percentages }),
  /** What its scores are worth; absent where they were probabilities already, or the posts too few. */
  calibration: calibrationSchema.optional(),
  /** Losses and learning rates by epoch, of a neural model. */
  curve: z
    .array(
      z.object({
        epoch: z.int().min(1),
        trainingLoss: z.number(),
        validationLoss: z.number(),
        learningRate: z.number().positive(),
      }),
    )
    .optional(),
});

/** What became of a model's training, and how it does on the validation posts. */
export type Assessment = z.infer<typeof assessmentSchema>;
