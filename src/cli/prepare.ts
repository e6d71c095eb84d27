import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import { type DatasetInfo, refuseExisting, writeDataset } from "../dataset/folder.js";
import { SPLITS } from "../dataset/instance.js";
import { detectLanguage, LANGUAGES, type Language } from "../dataset/language.js";
import { readAlignedLines } from "../dataset/lines.js";
import { splitInstances } from "../dataset/split.js";
import type { Io } from "./io.js";
import { wholeNumber } from "./options.js";

interface PrepareOptions {
  lines: string;
  out: string;
  language: Language | "auto";
  seed?: number;
  name?: string;
  force?: boolean;
  json?: boolean;
}

const EXAMPLES = `
DIR holds {train,valid,test}_{post,conv,tag}.txt: line i of the three files of a
split is one post, the words of its replies, and its hashtags. Words are
separated by spaces, hashtags by ";".

Examples:
  $ threadtag prepare --lines weibo/ --out data/weibo
  $ threadtag prepare --lines posts/ --out data/posts --language en --seed 1
      posts/ has only train_*.txt; they are split 80/10/10
  $ threadtag prepare --lines weibo/ --out data/weibo --force --json
`;

/** Adds `threadtag prepare`: makes a dataset folder. */
export function prepare(program: Command, io: Io): void {
  program
    .command("prepare")
    .description("Make a dataset folder from tokenised posts.")
    .requiredOption("--lines <dir>", "folder of aligned lines")
    .requiredOption("--out <dataset>", "folder to write")
    .addOption(
      new Option("--language <language>", "language of the posts; auto: by their letters")
        .choices([...LANGUAGES, "auto"])
        .default("auto"),
    )
    .option("--seed <n>", "split train_*.txt at random where DIR has nothing else", wholeNumber)
    .option("--name <name>", "name of the dataset (default: that of the --out folder)")
    .option("--force", "replace the dataset in the --out folder")
    .option("--json", "print dataset.json instead of a summary")
    .addHelpText("after", EXAMPLES)
    .action((options: PrepareOptions) => runPrepare(options, io));
}

function runPrepare(options: PrepareOptions, io: Io): void {
  if (!options.force) refuseExisting(options.out);
  const { splits, seed } = readSplits(options);
  const info = writeDataset(
    options.out,
    {
      name: options.name ?? basename(resolve(options.out)),
      language: options.language === "auto" ? detectLanguage(splits.train) : options.language,
      ...(seed === undefined ? {} : { seed }),
      createdFrom: `aligned lines in ${options.lines}`,
    },
    splits,
  );
  io.out.write(options.json ? `${JSON.stringify(info, null, 2)}\n` : summary(options.out, info));
}

/** The instances by split, and the seed if the split was made here. */
function readSplits({ lines, seed }: PrepareOptions) {
  const splits = readAlignedLines(lines);
  if (seed === undefined || splits.valid || splits.test) return { splits };
  return { splits: splitInstances(splits.train, seed), seed };
}

function summary(folder: string, { language, counts }: DatasetInfo): string {
  const posts = SPLITS.filter((split) => counts[split]).map(
    (split) => `${split} ${counts[split]?.toLocaleString("en")}`,
  );
  return `Wrote ${folder}: ${posts.join(", ")} posts (language ${language}).\n`;
}
