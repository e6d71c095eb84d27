import { InvalidArgumentError } from "commander";

/**
 * Parses an option's value that must be a whole number.
 * @throws InvalidArgumentError, which commander reports with the option's name
 */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Give a whole number, 0 or more.");
}
