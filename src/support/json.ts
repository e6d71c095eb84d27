import type { z } from "zod";
import { readText } from "./files.js";
import { checkForm, parseJson } from "./json-value.js";

/**
 * Reads a JSON file and checks its form.
 * @param remedy what to do about a file that is wrong, a whole sentence
 * @throws UserError naming the file, and the field that is wrong
 */
export function readJson<T>(path: string, schema: z.ZodType<T>, remedy: string): T {
  return checkForm(parseJson(readText(path), path, remedy), schema, path, remedy);
}
