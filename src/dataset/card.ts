import { counted } from "../support/counted.js";
import type { SplitRule } from "./assign-splits.js";
import type { DatasetDescription } from "./folder.js";
import { SPLITS, type Split } from "./instance.js";
import type { PreparationOptions } from "./preparation-options.js";

/** What becomes of posts that nearly repeat each other, for each way to divide. */
const NEAR_DUPLICATES: Record<SplitRule, string> = {
  random: "posts that nearly repeat each other are in the same split",
  time: "posts that nearly repeat one of an earlier split are left out",
  "author-time": "posts that nearly repeat one of an earlier split are left out",
  author: "posts of one author, or that nearly repeat each other, are in the same split",
};

/** What the README of a dataset folder says, for people who find the folder. */
export function datasetCard(
  { name, createdFrom, language, steps = [] }: DatasetDescription,
  counts: Readonly<Partial<Record<Split, number>>>,
  { rule, seed, filter, minWords, hideAnswers, shares }: PreparationOptions,
): string {
  const rows = (pairs: readonly (readonly [string, number])[]): string =>
    pairs.map(([label, posts]) => `| ${label} | ${posts.toLocaleString("en")} |\n`).join("");
  const division = {
    random: `at random (seed ${seed})`,
    time: "by date",
    author: `by author (seed ${seed})`,
    "author-time": "by time within each author",
  };
  return `# ${name}

A dataset for threadtag, made from ${createdFrom}: posts with the words of the replies below them and
the hashtags that their authors put before or after the text.

- Language: ${language}.
- Divided ${division[rule]}, ${SPLITS.map((split) => `${Math.round(100 * shares[split])}% ${split}`).join(", ")}; ${NEAR_DUPLICATES[rule]}.
- Gold hashtags are ${hideAnswers ? "taken out of the replies" : "left in the replies"}.
- Posts of fewer than ${counted(minWords, "word")} are left out.
- Filters: ${Object.keys(filter).length > 0 ? `\`${JSON.stringify(filter, (_, value) => (value instanceof Set ? [...value] : value))}\`` : "none"}.

| split | posts |
|---|---|
${rows(SPLITS.flatMap((split) => (counts[split] ? [[split, counts[split]] as const] : [])))}
## Where the posts went

| step | count |
|---|---|
${rows(steps.map(({ step, posts }) => [step, posts] as const))}
\`threadtag stats\` describes lengths and hashtags.
`;
}
