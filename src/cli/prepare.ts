import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import { PLATFORMS, type Platform } from "../corpus/post.js";
import { type Shares, SPLIT_RULES, type SplitRule } from "../dataset/assign-splits.js";
import { datasetCard } from "../dataset/card.js";
import { writeDataset } from "../dataset/dataset-writer.js";
import type { ThreadFilter } from "../dataset/filters.js";
import { type DatasetInfo, refuseExisting } from "../dataset/folder.js";
import { SPLITS } from "../dataset/instance.js";
import { detectLanguage } from "../dataset/language.js";
import { readAlignedLines } from "../dataset/lines.js";
import type { PreparationOptions } from "../dataset/preparation-options.js";
import { splitInstances } from "../dataset/split.js";
import { type CardWriter, leaveOutOfDataset, plainCard } from "../dataset/topical-dataset.js";
import { UserError } from "../support/errors.js";
import { readText } from "../support/files.js";
import type { Io } from "./io.js";
import { choice, date, wholeNumber } from "./options.js";
import { StageBars } from "./stage-bars.js";
import { table } from "./table.js";
import { describeLeftOut, topicalOption } from "./topical.js";

const LANGUAGE_CHOICES = ["en", "zh", "auto", "all"] as const;

interface PrepareFlags {
  lines?: string;
  store?: string;
  out: string;
  language: (typeof LANGUAGE_CHOICES)[number];
  seed?: number;
  name?: string;
  topical?: number;
  force?: boolean;
  json?: boolean;
  split: SplitRule;
  shares: string;
  minWords: number;
  minReplies: number;
  platform?: Platform[];
  since?: string;
  until?: string;
  authors?: string;
  notAuthors?: string;
  keepAnswers?: boolean;
}

const EXAMPLES = `
From a store (see threadtag import): posts that answer nothing, with the words
of all replies below them, and the hashtags before or after the text. DATASET
gets a card (README.md) that says what became of every record.

From --lines DIR: {train,valid,test}_{post,conv,tag}.txt, where line i of the
three files of a split is one post, the words of its replies, and its hashtags.
Words are separated by spaces, hashtags by ";".

With --topical, training posts tell which hashtags have no topic; these, and
posts that have no other, are left out of every split.

--split author-time trains on the earliest posts of every author and tests on
the latest, by date, or by running number (see import) where there is none.

Examples:
  $ threadtag prepare --store corpus.duckdb --out data/corpus
  $ threadtag prepare --store corpus.duckdb --out data/late --split time \\
      --language en --since 2015-01-01 --min-words 3
  $ threadtag prepare --lines weibo/ --out data/weibo
  $ threadtag prepare --lines posts/ --out data/posts --language en --seed 1
      posts/ has only train_*.txt; they are split 80/10/10
`;

/** A dataset as it was written, and how to write its card. */
interface Prepared {
  readonly info: DatasetInfo;
  readonly cardOf: CardWriter;
}

/** Adds `threadtag prepare`: makes a dataset folder. */
export function prepare(program: Command, io: Io): void {
  program
    .command("prepare")
    .description("Make a dataset folder from a store or from tokenised posts.")
    .option("--store <file>", "store of imported posts")
    .option("--lines <dir>", "folder of aligned lines")
    .requiredOption("--out <dataset>", "folder to write")
    .addOption(
      new Option(
        "--language <language>",
        "posts of this language; auto: the one most are in; all: every post",
      )
        .choices(LANGUAGE_CHOICES)
        .default("auto"),
    )
    .option("--seed <n>", "seed of a split at random or by author (default: 1)", wholeNumber)
    .option("--name <name>", "name of the dataset (default: that of the --out folder)")
    .addOption(topicalOption())
    .option("--force", "replace the dataset in the --out folder")
    .option("--json", "print dataset.json instead of a summary")
    .optionsGroup("With --store:")
    .addOption(
      new Option("--split <rule>", "how posts are divided").choices(SPLIT_RULES).default("random"),
    )
    .option("--shares <t/v/t>", "percentages of train/valid/test", "80/10/10")
    .option("--min-words <n>", "fewest words of a post besides its gold hashtags", wholeNumber, 1)
    .option("--min-replies <n>", "fewest replies of a post", wholeNumber, 0)
    .option("--platform <name...>", "posts of these platforms only", choices(PLATFORMS))
    .option("--since <date>", "posts from this day on, e.g. 2015-01-31", date)
    .option("--until <date>", "posts before this day", date)
    .option("--authors <file>", "posts of the authors in a file, one per line")
    .option("--not-authors <file>", "posts of other authors than those in a file")
    .option("--keep-answers", "leave a post's own hashtags in its replies")
    .addHelpText("after", EXAMPLES)
    .action((flags: PrepareFlags) => runPrepare(flags, io));
}

/** A parser for an option with several of a few words. */
function choices<T extends string>(all: readonly T[]) {
  const parse = choice(all);
  return (text: string, values: T[] = []): T[] => [...values, parse(text)];
}

async function runPrepare(flags: PrepareFlags, io: Io): Promise<void> {
  if ((flags.store === undefined) === (flags.lines === undefined)) {
    throw new UserError("prepare: give either --store FILE or --lines DIR.");
  }
  if (!flags.force) refuseExisting(flags.out);
  const name = flags.name ?? basename(resolve(flags.out));
  const prepared =
    flags.store === undefined
      ? fromLines(flags.lines as string, name, flags)
      : await fromStore(flags.store, name, flags, io);
  const { info, leftOut } =
    flags.topical === undefined
      ? { info: prepared.info, leftOut: new Map<string, number>() }
      : leaveOutOfDataset(flags.out, flags.topical, prepared.cardOf);
  io.out.write(
    flags.json
      ? `${JSON.stringify(info, null, 2)}\n`
      : `${summary(flags.out, info)}${describeLeftOut(leftOut)}`,
  );
}

function fromLines(lines: string, name: string, { out, language, seed }: PrepareFlags): Prepared {
  let splits = readAlignedLines(lines);
  const isDivided = seed !== undefined && !splits.valid && !splits.test;
  if (isDivided) splits = splitInstances(splits.train, seed);
  const description = {
    name,
    language: language === "en" || language === "zh" ? language : detectLanguage(splits.train),
    ...(isDivided && { seed }),
    createdFrom: `aligned lines in ${lines}`,
  };
  return { info: writeDataset(out, description, splits), cardOf: plainCard };
}

async function fromStore(
  path: string,
  name: string,
  flags: PrepareFlags,
  io: Io,
): Promise<Prepared> {
  const options: PreparationOptions = {
    name,
    createdFrom: `the posts in ${path}`,
    language: flags.language,
    filter: filterOf(flags),
    minWords: flags.minWords,
    hideAnswers: !flags.keepAnswers,
    rule: flags.split,
    shares: parseShares(flags.shares),
    seed: flags.seed ?? 1,
  };
  // Loaded here, as the database and the language models take their time and --lines does without.
  const [{ Store }, { prepareFromStore }] = await Promise.all([
    import("../corpus/store.js"),
    import("../dataset/prepare-store.js"),
  ]);
  // Words and the hashes of near-duplicates need more memory than the queries, which can use the disk.
  const store = await Store.open(path, { mustExist: true, memory: "200MB" });
  const bars = new StageBars(io);
  try {
    const info = await prepareFromStore(store, flags.out, options, bars.show);
    return { info, cardOf: (...dataset) => datasetCard(...dataset, options) };
  } finally {
    bars.stop();
    store.close();
  }
}

function filterOf(flags: PrepareFlags): ThreadFilter {
  const { platform, since, until, authors, notAuthors, minReplies } = flags;
  return {
    ...(platform && { platforms: platform }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(authors !== undefined && { authors: namesIn(authors) }),
    ...(notAuthors !== undefined && { notAuthors: namesIn(notAuthors) }),
    ...(minReplies > 0 && { minReplies }),
  };
}

function namesIn(path: string): ReadonlySet<string> {
  return new Set(
    readText(path)
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  );
}

function parseShares(text: string): Shares {
  const parts = text.split("/").map(Number);
  const [train, valid, test] = parts;
  if (
    parts.length === 3 &&
    parts.every((each) => each >= 0) &&
    train > 0 &&
    Math.abs(train + valid + test - 100) < 1e-9
  ) {
    return { train: train / 100, valid: valid / 100, test: test / 100 };
  }
  throw new UserError(
    `--shares ${text}: expected three percentages that add up to 100, for example 80/10/10.`,
  );
}

function summary(folder: string, { language, counts, steps = [] }: DatasetInfo): string {
  const posts = SPLITS.filter((split) => counts[split]).map(
    (split) => `${split} ${counts[split]?.toLocaleString("en")}`,
  );
  const isOne = posts.length === 1 && counts.train === 1;
  const rows = steps.map(({ step, posts }) => [step, posts.toLocaleString("en")]);
  const wrote = `Wrote ${folder}: ${posts.join(", ")} ${isOne ? "post" : "posts"} (language ${language}).\n`;
  return rows.length > 0 ? `${table(rows)}\n${wrote}` : wrote;
}
