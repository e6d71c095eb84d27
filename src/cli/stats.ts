import type { Command } from "commander";
import { type DatasetInfo, readDataset } from "../dataset/folder.js";
import { SPLITS } from "../dataset/instance.js";
import {
  type DatasetStatistics,
  datasetStatistics,
  type Quantiles,
  type SplitStatistics,
} from "../dataset/statistics.js";
import { bar } from "../support/progress.js";
import type { Io } from "./io.js";
import { decimal, percentage, table } from "./table.js";

const EXAMPLES = `
Words are counted before a model truncates them. "tag in post" is the share of
gold hashtags whose words occur in a row in their post.

Examples:
  $ threadtag stats data/weibo
  $ threadtag stats data/weibo --json > statistics.json
`;

const HISTOGRAM_WIDTH = 60;

/** Adds `threadtag stats`: describes a dataset. */
export function stats(program: Command, io: Io): void {
  program
    .command("stats")
    .description(
      "Describe a dataset: sizes, lengths, hashtags (the paper's Tables 2, 3, Figure 2).",
    )
    .argument("<dataset>", "dataset folder")
    .option("--json", "print every figure as JSON, shares in percent")
    .addHelpText("after", EXAMPLES)
    .action((folder: string, options: { json?: boolean }) => {
      const { info, ...splits } = readDataset(folder);
      const statistics = datasetStatistics(splits);
      io.out.write(
        options.json
          ? `${JSON.stringify({ ...info, ...statistics }, null, 2)}\n`
          : describe(info, statistics),
      );
    });
}

function describe(info: DatasetInfo, statistics: DatasetStatistics): string {
  return [
    `${info.name} (language ${info.language})\n`,
    splitTable(statistics),
    lengthTable(statistics.all),
    duplicateLines(statistics),
    histogram(statistics),
  ].join("\n");
}

/** The paper's Tables 2 and 3, a column per split. */
function splitTable({ all, splits, unseen }: DatasetStatistics): string {
  const present = SPLITS.filter((split) => splits[split]);
  const columns = [all, ...present.flatMap((split) => splits[split] ?? [])];
  const row = (label: string, cell: (column: SplitStatistics) => string) => [
    label,
    ...columns.map(cell),
  ];
  const unseenRow = (label: string, key: "tags" | "posts") => [
    label,
    "",
    ...present.map((split) => (unseen[split] ? percentage(unseen[split][key]) : "")),
  ];
  return table([
    ["", "all", ...present],
    row("posts", ({ posts }) => decimal(posts, 0)),
    row("words/post", ({ wordsPerPost }) => decimal(wordsPerPost, 2)),
    row("words/conversation", ({ wordsPerConversation }) => decimal(wordsPerConversation, 2)),
    row("words/tag", ({ wordsPerTag }) => decimal(wordsPerTag, 2)),
    row("tags/post", ({ tagsPerPost }) => decimal(tagsPerPost, 2)),
    row("distinct tags", ({ distinctTags }) => decimal(distinctTags, 0)),
    row("tag in post", ({ tagInPost }) => percentage(tagInPost)),
    row("tag in conversation", ({ tagInConversation }) => percentage(tagInConversation)),
    row("tag in either", ({ tagInEither }) => percentage(tagInEither)),
    unseenRow("tag never in training", "tags"),
    unseenRow("post without a training tag", "posts"),
  ]);
}

function lengthTable({ postLengths, conversationLengths }: SplitStatistics): string {
  const row = (label: string, { p25, p50, p75, p90, max }: Quantiles) => [
    label,
    ...[p25, p50, p75, p90, max].map((length) => decimal(length, 0)),
  ];
  return table([
    ["words, percentile", "25th", "50th", "75th", "90th", "longest"],
    row("post", postLengths),
    row("conversation", conversationLengths),
  ]);
}

function duplicateLines({ duplicates, splits }: DatasetStatistics): string {
  const found = duplicates.filter(({ posts }) => posts > 0);
  if (found.length === 0) return "No post is in two splits.\n";
  return found
    .map(({ split, earlier, posts }) => {
      const share = percentage((100 * posts) / splits[split]!.posts);
      return `${decimal(posts, 0)} ${split} posts (${share}) are also in ${earlier}.\n`;
    })
    .join("");
}

/** The paper's Figure 2; the longest bar takes the whole width. */
function histogram({ tagFrequency }: DatasetStatistics): string {
  const largest = Math.max(...tagFrequency.map(({ share }) => share));
  const rows = tagFrequency.map(({ from, to, share }) => {
    const range = to === undefined ? `${from}+` : `${from}-${to}`;
    const block = bar(share / largest, HISTOGRAM_WIDTH);
    return `${range.padStart(5)}  ${percentage(share).padStart(7)}  ${block}`.trimEnd();
  });
  return ["Distinct hashtags by how often they occur", ...rows, ""].join("\n");
}
