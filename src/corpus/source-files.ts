import { existsSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import { messageOf, UserError } from "../support/errors.js";
import { STDIN } from "./records/bytes.js";

/** Names of files that hold records; others in a folder, licences and notes, are passed over. */
const RECORD_FILE = /\.(?:json|jsonl|ndjson|csv|tsv)(?:\.gz)?$/i;

/** The files that some sources name. */
export interface SourceFiles {
  /** All of them, each once. */
  readonly paths: readonly string[];
  /** Those that a source names itself; others stand in a folder or match a pattern. */
  readonly named: ReadonlySet<string>;
}

/**
 * The files that some sources name: a file itself, the record files of a folder at any depth, what a
 * pattern matches, and "-" for standard input. Those of a source come in the order of their names.
 * @throws UserError for a source that is not there, cannot be read, or holds no file of records
 */
export function sourceFiles(sources: readonly string[]): SourceFiles {
  const named = new Set(sources.filter(isFile));
  const paths = sources.flatMap((source) => (named.has(source) ? [source] : filesOf(source)));
  return { paths: [...new Set(paths)], named };
}

function isFile(source: string): boolean {
  if (source === STDIN) return true;
  const found = guarded(source, () => statSync(source, { throwIfNoEntry: false }));
  return found !== undefined && !found.isDirectory();
}

/** The files of a source that is a folder or a pattern. */
function filesOf(source: string): string[] {
  if (existsSync(source)) return some(source, filesIn(source));
  if (!isDynamicPattern(source)) {
    throw new UserError(`${source}: no such file or folder. Check the path.`);
  }
  return some(
    source,
    globSync(source, { expandDirectories: false, absolute: isAbsolute(source) }).sort(),
  );
}

function filesIn(folder: string): string[] {
  return guarded(folder, () => readdirSync(folder, { withFileTypes: true }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return RECORD_FILE.test(entry.name) ? [path] : [];
    });
}

/** Does something with a path, and tells the user when it fails. */
function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UserError(
      `${path}: cannot be read (${messageOf(error)}). Check its permissions.`,
      2,
      {
        cause: error,
      },
    );
  }
}

function some(source: string, files: string[]): string[] {
  if (files.length > 0) return files;
  throw new UserError(
    `${source}: no file of records there (.json, .jsonl, .ndjson, .csv, .tsv, also .gz). Name the files themselves if they have other names.`,
  );
}
