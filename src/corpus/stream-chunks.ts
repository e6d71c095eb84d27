import { type DuckDBDataChunk, ResultReturnType } from "@duckdb/node-api";
import { messageOf, UserError } from "../support/errors.js";
import type { Store } from "./store.js";

/**
 * The rows of a result that need not fit into memory, in pieces.
 * @throws UserError when DuckDB cannot go on, for example because the disk is full
 */
export async function* streamChunks(store: Store, sql: string): AsyncGenerator<DuckDBDataChunk> {
  const result = await store.connection.stream(sql).catch((error: unknown) => {
    throw unreadable(error);
  });
  yield* result;
  // An error in the middle of a stream ends it like its last row; only this tells them apart.
  if (result.returnType === ResultReturnType.INVALID) throw unreadable(new Error("DuckDB stopped"));
}

/** What an error of DuckDB while it reads means for the user. */
export function unreadable(error: unknown): UserError {
  const [reason] = messageOf(error).split("\n");
  return new UserError(
    `the store could not be read to its end (${reason}). Free memory and disk space and try again; if that does not help, import again into a new store.`,
  );
}
