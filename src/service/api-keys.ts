import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { UserError } from "../support/errors.js";
import { readText } from "../support/files.js";

const HASH = /^[0-9a-f]{64}$/i;

/** Who may ask. Keys themselves are not kept anywhere, only their SHA-256. */
export class ApiKeys {
  private constructor(private readonly keys: readonly { name: string; hash: Buffer }[]) {}

  /**
   * Reads a file with a line for each key: its SHA-256 in hexadecimal, spaces, a name. Empty lines and
   * those that begin with # are skipped.
   * @throws UserError naming the line that is wrong
   */
  static read(path: string): ApiKeys {
    const keys = readText(path)
      .split(/\r?\n/)
      .flatMap((line, i) =>
        /^\s*(?:#|$)/.test(line) ? [] : [parseLine(line, `${path}:${i + 1}`)],
      );
    if (keys.length > 0) return new ApiKeys(keys);
    throw new UserError(`${path}: holds no key. Add one: threadtag api-key NAME >> ${path}`);
  }

  /** The name of a key; undefined for a key that is not listed. Takes as long for any key. */
  nameOf(key: string): string | undefined {
    const given = hashOf(key);
    let found: string | undefined;
    for (const { name, hash } of this.keys) if (timingSafeEqual(given, hash)) found = name;
    return found;
  }
}

/** Makes a key that nobody can guess, and the line of a key file that lets it in. */
export function createKey(name: string): { key: string; line: string } {
  // At least 256 bits: a fast hash is enough for what cannot be tried out.
  const key = `tt_${randomBytes(32).toString("base64url")}`;
  return { key, line: `${hashOf(key).toString("hex")}  ${name}` };
}

function hashOf(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

function parseLine(line: string, place: string) {
  const [hash, ...words] = line.trim().split(/\s+/);
  const name = words.join(" ");
  if (HASH.test(hash) && name) return { name, hash: Buffer.from(hash, "hex") };
  throw new UserError(
    `${place}: expected a SHA-256 in hexadecimal and a name. Make such a line: threadtag api-key NAME`,
  );
}
