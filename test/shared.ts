import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of real data and reference outputs beside a development checkout; absent on a user's machine. */
const SHARED = fileURLToPath(new URL("../../shared/", import.meta.url));

/** Whether a file or folder of `../shared` is present; tests that need it skip where it is not. */
export function hasShared(path = ""): boolean {
  return existsSync(SHARED + path);
}

/** The path of a file or folder in `../shared`. */
export function sharedPath(path: string): string {
  return SHARED + path;
}
