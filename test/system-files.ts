import type { SystemFiles } from "../src/suggesters/system.js";

/** What `toFiles` of a system gave, as what its `read` takes. */
export function systemFiles(files: Readonly<Record<string, Uint8Array>>): SystemFiles {
  const bytes = (name: string): Uint8Array => files[name] as Uint8Array;
  return { bytes, json: (name) => JSON.parse(new TextDecoder().decode(bytes(name))) };
}
