import { existsSync } from "node:fs";
import { z } from "zod";
import { writeAtomically } from "../../support/files.js";
import { readJson } from "../../support/json.js";

const count = z.int().min(0);

const progressSchema = z.object({
  /** Leads to the next older posts. */
  cursor: z.string().optional(),
  /** Whether there are no older posts. */
  isAtEnd: z.boolean(),
  /** When the oldest post so far was written, ISO 8601. */
  reached: z.string().optional(),
  /** Leads to posts newer than those found. */
  newest: z.string().optional(),
  /** Posts whose conversation is still to be fetched, and from when on (ISO 8601). */
  waiting: z.array(z.object({ id: z.string(), due: z.string().optional() })),
  counts: z.object({
    /** Posts that the timeline listed. */
    found: count,
    /** Conversations fetched. */
    conversations: count,
    /** Posts that were deleted before their conversation was fetched. */
    gone: count,
    /** Records that could not be read. */
    unreadable: count,
  }),
});

const journalSchema = z.object({
  format: z.literal("threadtag-collection"),
  version: z.literal(1, "made by another version of threadtag"),
  sources: z.record(z.string(), progressSchema),
});

/** How far the collection of one source is. */
export type CollectionProgress = z.infer<typeof progressSchema>;

/** Remembers in a file how far each source is, so that a later run goes on there. */
export class Journal {
  private sources: Record<string, CollectionProgress> = {};

  /**
   * @param path its file, which need not exist
   * @throws UserError when the file is damaged
   */
  constructor(readonly path: string) {
    if (!existsSync(path)) return;
    const remedy = "Delete the file to collect from the beginning; no post is stored twice.";
    this.sources = readJson(path, journalSchema, remedy).sources;
  }

  /** How far a source is: a copy, or the start. */
  read(source: string): CollectionProgress {
    const counts = { found: 0, conversations: 0, gone: 0, unreadable: 0 };
    return structuredClone(this.sources[source] ?? { isAtEnd: false, waiting: [], counts });
  }

  /** @throws UserError when the file cannot be written */
  save(source: string, progress: CollectionProgress): void {
    this.sources[source] = structuredClone(progress);
    const { sources } = this;
    const content = { format: "threadtag-collection", version: 1, sources };
    writeAtomically(this.path, `${JSON.stringify(content)}\n`);
  }
}
