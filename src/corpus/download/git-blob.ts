import { createHash } from "node:crypto";
import { readBytes } from "../../support/files.js";

/**
 * The name that git gives to a file's content: the SHA-1 of its length and its bytes.
 * @throws UserError when the file cannot be read
 */
export function gitBlobHash(path: string): string {
  const bytes = readBytes(path);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
