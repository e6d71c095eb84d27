import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The version in the nearest package.json above this file, wherever the build put it. */
export function readVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  const isRoot = () => folder === dirname(folder);
  while (!existsSync(join(folder, "package.json")) && !isRoot()) folder = dirname(folder);
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
}
