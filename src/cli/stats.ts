import type { Command } from "commander";
import { type DatasetInfo, readDataset } from "../dataset/folder.js";
import { SPLITS } from "../dataset/instance.js";
import {
  type DatasetStatistics,
  datasetStatistics,
  type Quantiles,
  type SplitStatistics,
} from "../dataset/statistics.js";
import {
  binLabel,
  decimal,
  percentage,
  QUANTILES,
  SIZE_ROWS,
  UNSEEN_ROWS,
} from "../dataset/statistics-figures.js";
import { statisticsPage } from "../dataset/statistics-page.js";
import { FEWEST_POSTS, topicality, topicalityList } from "../dataset/topicality.js";
import { writeAtomically } from "../support/files.js";
import { bar } from "../support/progress.js";
import type { Io } from "./io.js";
import { table } from "./table.js";

const EXAMPLES = `
Words are counted before a model truncates them. "tag in post" is the share of
gold hashtags whose words occur in a row in their post. The topicality of a
hashtag says how much it depends on the words of its posts: 0.5 not at all, 1
fully. Those of a low one can be left out, see threadtag prepare --topical.

Examples:
  $ threadtag stats data/weibo
  $ threadtag stats data/weibo --json > statistics.json
  $ threadtag stats data/weibo --html weibo.html
      one page for a browser, to read or to pass on
`;

const HISTOGRAM_WIDTH = 60;

/** How many of the least topical hashtags are listed. */
const LISTED = 5;

/** Adds `threadtag stats`: describes a dataset. */
export function stats(program: Command, io: Io): void {
  program
    .command("stats")
    .description(
      "Describe a dataset: sizes, lengths, hashtags (the paper's Tables 2, 3, Figure 2).",
    )
    .argument("<dataset>", "dataset folder")
    .option("--json", "print every figure as JSON, shares in percent")
    .option("--html <file>", "write a page as well, with the most frequent hashtags")
    .addHelpText("after", EXAMPLES)
    .action((folder: string, { json, html }: { json?: boolean; html?: string }) => {
      const { info, ...splits } = readDataset(folder);
      const statistics = datasetStatistics(splits);
      const leastTopical = [...topicality(splits.train, info.seed)]
        .sort(([, a], [, b]) => a - b)
        .slice(0, LISTED);
      if (html !== undefined) writeAtomically(html, statisticsPage(info, statistics));
      io.out.write(
        json
          ? `${JSON.stringify({ ...info, ...statistics, leastTopical: leastTopical.map(asJson) }, null, 2)}\n`
          : describe(info, statistics) + topicalLines(new Map(leastTopical)),
      );
      if (html !== undefined) io.err.write(`Page: ${html}\n`);
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
  return table([
    ["", "all", ...present],
    ...SIZE_ROWS.map(({ label, text }) => [label, ...columns.map(text)]),
    ...UNSEEN_ROWS.map(([label, key]) => [
      label,
      "",
      ...present.map((split) => (unseen[split] ? percentage(unseen[split][key]) : "")),
    ]),
  ]);
}

function lengthTable({ postLengths, conversationLengths }: SplitStatistics): string {
  const row = (label: string, lengths: Quantiles) => [
    label,
    ...QUANTILES.map(([, key]) => decimal(lengths[key], 0)),
  ];
  return table([
    ["words, percentile", ...QUANTILES.map(([label]) => label)],
    row("post", postLengths),
    row("conversation", conversationLengths),
  ]);
}

function duplicateLines({ duplicates, splits }: DatasetStatistics): string {
  const found = duplicates.filter(({ nearPosts }) => nearPosts > 0);
  if (found.length === 0) return "No post is in two splits, nor nearly.\n";
  return found
    .flatMap(({ split, earlier, posts, nearPosts }) => {
      const share = (count: number) => percentage((100 * count) / splits[split]!.posts);
      const exact = `${decimal(posts, 0)} ${split} posts (${share(posts)}) are also in ${earlier}.\n`;
      const near = `${decimal(nearPosts, 0)} ${split} posts (${share(nearPosts)}) nearly repeat one of ${earlier}${posts > 0 ? ", copies included" : ""}.\n`;
      return posts > 0 ? [exact, near] : [near];
    })
    .join("");
}

/** The paper's Figure 2; the longest bar takes the whole width. */
function histogram({ tagFrequency }: DatasetStatistics): string {
  const largest = Math.max(...tagFrequency.map(({ share }) => share));
  const rows = tagFrequency.map((bin) => {
    const block = bar(bin.share / largest, HISTOGRAM_WIDTH);
    return `${binLabel(bin).padStart(5)}  ${percentage(bin.share).padStart(7)}  ${block}`.trimEnd();
  });
  return ["Distinct hashtags by how often they occur", ...rows, ""].join("\n");
}

function topicalLines(leastTopical: ReadonlyMap<string, number>): string {
  if (leastTopical.size === 0) return "";
  return `\nTopicality of the least topical hashtags of ${FEWEST_POSTS} or more training posts\n${topicalityList(leastTopical, LISTED)}`;
}

function asJson([hashtag, score]: readonly [string, number]) {
  return { words: hashtag.split(" "), topicality: score };
}
