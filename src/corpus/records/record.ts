import type { Block } from "./blocks.js";

/** A record of a file, or why there is none: a parsed JSON value, or a row by its column names. */
export interface SourceRecord {
  /** The line it begins in, from 1. */
  readonly line: number;
  readonly value?: unknown;
  /** Why it cannot be read. */
  readonly error?: string;
  /** Its text as it stands in the file, for the list of rejected records. */
  readonly text: string;
}

/** Records in portions, as they come from the disk; a portion can be gone through once. */
export type RecordStream = AsyncGenerator<Iterable<SourceRecord>>;

/** The records of a file: JSON lines that can be parsed block by block, or records of another kind. */
export type OpenedRecords =
  | { readonly blocks: AsyncGenerator<Block> }
  | { readonly portions: RecordStream };
