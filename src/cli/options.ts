import { InvalidArgumentError } from "commander";
import { nearest } from "./nearest.js";

/**
 * Parses an option's value that must be a whole number.
 * @throws InvalidArgumentError, which commander reports with the option's name
 */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Give a whole number, 0 or more.");
}

/**
 * Parses an option's value that must be a whole number above 0.
 * @throws InvalidArgumentError, which commander reports with the option's name
 */
export function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value >= 1) return value;
  throw new InvalidArgumentError("Give a whole number, 1 or more.");
}

/**
 * Parses an option's value that must be a number above 0, at most 1.
 * @throws InvalidArgumentError, which commander reports with the option's name
 */
export function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError("Give a number above 0, at most 1, for example 0.6.");
}

/**
 * Makes a parser for an option that takes one of a few words.
 * @throws InvalidArgumentError that names the nearest of them, from the parser
 */
export function choice<T extends string>(choices: readonly T[]): (text: string) => T {
  return (text) => {
    const found = choices.find((each) => each === text);
    if (found) return found;
    throw new InvalidArgumentError(
      `Did you mean "${nearest(text, choices)}"? There are: ${choices.join(", ")}.`,
    );
  };
}

/**
 * Parses an option's value that must be a day or a moment.
 * @returns ISO 8601 in UTC
 * @throws InvalidArgumentError, which commander reports with the option's name
 */
export function date(text: string): string {
  const value = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(value.getTime())) return value.toISOString();
  throw new InvalidArgumentError(
    "Give a date as 2024-01-31. A time may follow: 2024-01-31T12:00:00Z.",
  );
}
