import type { Instance } from "./instance.js";

/** The languages that posts are tokenised and scored in. */
export const LANGUAGES = ["en", "zh"] as const;

/** A language of a dataset: English (or any language that puts spaces between words), Chinese. */
export type Language = (typeof LANGUAGES)[number];

/** The language of a dataset: Chinese when most letters of its posts are Han, else English. */
export function detectLanguage(instances: Iterable<Instance>): Language {
  let letters = 0;
  let han = 0;
  for (const { post } of instances) {
    const text = post.join(" ");
    letters += count(text, /\p{L}/gu);
    han += count(text, /\p{Script=Han}/gu);
  }
  return han * 2 > letters ? "zh" : "en";
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
