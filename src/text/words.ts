import { type TokeniseOptions, tokenise } from "./tokens.js";

/** The words of a text as the datasets have them; see {@link tokenise}. */
export function splitWords(text: string, options: TokeniseOptions = {}): string[] {
  return tokenise(text, options).map(({ word }) => word);
}
