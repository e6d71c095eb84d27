import { z } from "zod";
import { anyManifestSchema } from "../../model/manifest.js";
import { SYSTEM_NAMES } from "../systems.js";

const count = z.int().min(0);

/** `manifest.json` of a system that was learnt in one go. */
export const learntManifestSchema = anyManifestSchema.extend({
  /** The system and its settings. */
  config: z.looseObject({ model: z.enum(SYSTEM_NAMES) }),
  training: z.object({
    seed: z.int(),
    /** Posts of the dataset that were learnt from. */
    posts: count,
    /** Posts that were added since. */
    added: count,
  }),
});

/** What `manifest.json` says of a learnt system, beside its files. */
export type LearntManifest = Pick<
  z.infer<typeof learntManifestSchema>,
  "config" | "dataset" | "training"
>;
