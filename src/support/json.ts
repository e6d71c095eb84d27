import type { z } from "zod";
import { messageOf, UserError } from "./errors.js";
import { readText } from "./files.js";

/**
 * Reads a JSON file and checks its form.
 * @param remedy what to do about a file that is wrong, a whole sentence
 * @throws UserError naming the file, and the field that is wrong
 */
export function readJson<T>(path: string, schema: z.ZodType<T>, remedy: string): T {
  const text = readText(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path}: not valid JSON (${messageOf(error)}). ${remedy}`);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new UserError(`${path}: ${describeIssue(result.error)} ${remedy}`);
  return result.data;
}

/** What is wrong with a value: the field and what was expected there. */
export function describeIssue(error: z.ZodError): string {
  const { path, message } = error.issues[0];
  const field = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  const name = field.join("").replace(/^\./, "");
  return `${name ? `field "${name}": ` : ""}${message}.`;
}
