import { RecordError } from "../format.js";

/** An object inside a record, by the names of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with named fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A value that has to be an object.
 * @throws RecordError when it is not
 */
export function fields(value: unknown): Fields {
  if (isFields(value)) return value;
  throw new RecordError(`expected an object, got ${kindOf(value)}`);
}

/**
 * An object in a field.
 * @returns undefined where the field is absent or null
 * @throws RecordError when it is something else
 */
export function optionalFields(record: Fields, name: string): Fields | undefined {
  const value = record[name] ?? undefined;
  if (value === undefined || isFields(value)) return value;
  throw unexpected(name, "an object", value);
}

/**
 * The items of a list in a field; none where the field is absent or null.
 * @throws RecordError when it is not a list
 */
export function list(record: Fields, name: string): readonly unknown[] {
  const value = record[name] ?? [];
  if (Array.isArray(value)) return value;
  throw unexpected(name, "an array", value);
}

/**
 * The strings of a list in a field; none where the field is absent or null.
 * @throws RecordError when it is not a list, or holds something else
 */
export function texts(record: Fields, name: string): readonly string[] {
  const items = list(record, name);
  const wrong = items.findIndex((item) => typeof item !== "string");
  if (wrong >= 0) throw unexpected(`${name}[${wrong}]`, "a string", items[wrong]);
  return items as string[];
}

/**
 * A string, which may be empty.
 * @throws RecordError when the field is absent or something else
 */
export function text(record: Fields, name: string): string {
  const value = record[name];
  if (typeof value === "string") return value;
  throw unexpected(name, "a string", value);
}

/**
 * A string.
 * @returns undefined where the field is absent, null or empty
 * @throws RecordError when it is something else
 */
export function optionalText(record: Fields, name: string): string | undefined {
  const value = record[name] ?? "";
  if (typeof value === "string") return value || undefined;
  throw unexpected(name, "a string", value);
}

/**
 * An id, given as a string or as a whole number that JSON keeps exactly.
 * @throws RecordError when the field is absent, empty or something else
 */
export function id(record: Fields, name: string): string {
  const value = optionalId(record, name);
  if (value !== undefined) return value;
  throw unexpected(name, "an id", record[name]);
}

/**
 * An id, given as a string or as a whole number that JSON keeps exactly.
 * @returns undefined where the field is absent, null or empty
 * @throws RecordError when it is something else
 */
export function optionalId(record: Fields, name: string): string | undefined {
  const value = record[name];
  if (typeof value !== "number") return optionalText(record, name);
  if (Number.isSafeInteger(value)) return String(value);
  throw new RecordError(
    `field "${name}": the number ${value} is no exact id below 2^53; write ids as strings`,
  );
}

function unexpected(name: string, expected: string, value: unknown): RecordError {
  return new RecordError(`field "${name}": expected ${expected}, got ${kindOf(value)}`);
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (value === "") return "an empty string";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
