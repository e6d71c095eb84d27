import { KNOWN_FILE, KnownHashtags } from "../../model/known-hashtags.js";
import { bytesOf } from "../../support/bytes.js";
import { checkForm } from "../../support/json-value.js";
import { ASSESSMENT_FILE, type Assessment, assessmentSchema } from "./assessment.js";
import { EARLIER_FILE, EarlierPosts } from "./earlier-posts.js";
import { MODEL_REMEDY, type ModelFiles } from "./model-files.js";

/** What may go with a model of any system, beside what the system needs to suggest hashtags. */
export interface Companions {
  /** The hashtags of its training posts; folders of earlier versions have none. */
  readonly known?: KnownHashtags;
  /** How it does on the validation posts; absent where there were none. */
  readonly assessment?: Assessment;
  /** The posts that it finds similar ones among. */
  readonly posts?: EarlierPosts;
}

/**
 * Reads those that a model has.
 * @throws UserError when a file holds something else
 */
export function readCompanions(files: ModelFiles): Companions {
  const read = <T>(file: string, make: (value: unknown, place: string) => T): T | undefined =>
    files.has(file) ? make(files.json(file), files.place(file)) : undefined;
  const known = read(KNOWN_FILE, KnownHashtags.fromJSON);
  const assessment = read(ASSESSMENT_FILE, (value, place) =>
    checkForm(value, assessmentSchema, place, MODEL_REMEDY),
  );
  const posts = read(EARLIER_FILE, EarlierPosts.fromJSON);
  return { ...(known && { known }), ...(assessment && { assessment }), ...(posts && { posts }) };
}

/** Their files, by name. */
export function filesOf({ known, assessment, posts }: Companions): Record<string, Uint8Array> {
  const values = { [KNOWN_FILE]: known, [ASSESSMENT_FILE]: assessment, [EARLIER_FILE]: posts };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([file, value]) => [file, bytesOf(JSON.stringify(value))]),
  );
}
