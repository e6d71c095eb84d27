import { z } from "zod";
import { PLATFORMS } from "../corpus/post.js";
import type { LabelledThread, SuggestionRequest } from "./suggestion.js";

const text = z.string("expected a text");
const hashtags = z.array(text, "expected a list of hashtags");

/** The fields of a thread. */
const thread = {
  post: text.meta({ description: "The post, as its author wrote it." }),
  replies: z
    .array(text, "expected a list of texts")
    .optional()
    .meta({ description: "The replies below it, in chronological order." }),
  platform: z
    .enum(PLATFORMS, `expected one of ${PLATFORMS.join(", ")}`)
    .optional()
    .meta({
      description:
        "Decides what a hashtag looks like. Default: where the training posts come from.",
    }),
};

/** The form of a {@link SuggestionRequest}; a field of another name is an error. */
export const requestSchema: z.ZodType<SuggestionRequest> = z.strictObject({
  ...thread,
  limit: z
    .int("expected a whole number")
    .min(1, "expected 1 or more")
    .max(100, "expected 100 or less")
    .optional()
    .meta({ description: "Most hashtags.", default: 5 }),
  minConfidence: z
    .number("expected a number from 0 to 1")
    .min(0, "expected a number from 0 to 1")
    .max(1, "expected a number from 0 to 1")
    .optional()
    .meta({ description: "Less confident suggestions are left out.", default: 0 }),
  only: z.enum(["existing", "any"], 'expected "existing" or "any"').optional().meta({
    description: "existing leaves out hashtags that no training post has.",
    default: "any",
  }),
  block: hashtags
    .optional()
    .meta({ description: "Never suggest these; * stands for any characters." }),
  allow: hashtags
    .optional()
    .meta({ description: "Suggest these alone; * stands for any characters." }),
  exclude: hashtags
    .optional()
    .meta({ description: "Hashtags that the author has already chosen." }),
  language: z.enum(["post", "any"], 'expected "post" or "any"').optional().meta({
    description: "post leaves out hashtags in another script than any in the thread.",
    default: "any",
  }),
  evidence: z
    .boolean("expected true or false")
    .optional()
    .meta({ description: "Whether to tell why each hashtag is suggested.", default: false }),
});

/** The form of a thread alone. */
export const threadSchema = z.strictObject(thread);

/** The form of a {@link LabelledThread}. */
export const labelledSchema: z.ZodType<LabelledThread> = z.strictObject({
  ...thread,
  hashtags: hashtags
    .min(1, "expected a hashtag at least")
    .meta({ description: "The post's hashtags." }),
});
