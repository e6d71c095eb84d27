import { dirname } from "node:path";
import type { Store } from "../corpus/store.js";
import { messageOf, UserError } from "../support/errors.js";
import { makeFolder } from "../support/writing.js";

/**
 * Opens a store to add to; it is made where it is not there, and so is its folder.
 * @throws UserError when it cannot be made or opened, see `Store.open`
 */
export async function openStore(path: string): Promise<Store> {
  const folder = dirname(path);
  try {
    makeFolder(folder);
  } catch (error) {
    throw new UserError(
      `${folder}: the folder cannot be made (${messageOf(error)}). Choose another place with --store.`,
      2,
      { cause: error },
    );
  }
  // Loaded here, as the database takes its time to load and other commands do without.
  const { Store } = await import("../corpus/store.js");
  return Store.open(path);
}
