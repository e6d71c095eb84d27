import type { z } from "zod";
import { messageOf, UserError } from "./errors.js";

/**
 * The value of a JSON text.
 * @param place the file it comes from, for the message
 * @param remedy what to do about a file that is wrong, a whole sentence
 * @throws UserError naming the file when it is not JSON
 */
export function parseJson(text: string, place: string, remedy: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${place}: not valid JSON (${messageOf(error)}). ${remedy}`);
  }
}

/**
 * Checks the form of a value.
 * @param place the file it comes from, for the message
 * @param remedy what to do about a value that is wrong, a whole sentence
 * @returns the value, without fields that the form does not know
 * @throws UserError naming the place, and the field that is wrong
 */
export function checkForm<T>(
  value: unknown,
  schema: z.ZodType<T>,
  place: string,
  remedy: string,
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UserError(`${place}: ${describeIssue(result.error)} ${remedy}`);
}

/** What is wrong with a value: the field and what was expected there. */
export function describeIssue(error: z.ZodError): string {
  const { path, message } = error.issues[0];
  const field = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  const name = field.join("").replace(/^\./, "");
  return `${name ? `field "${name}": ` : ""}${message}.`;
}
