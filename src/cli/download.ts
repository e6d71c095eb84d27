import { basename, resolve } from "node:path";
import type { Command } from "commander";
import type { DownloadOptions } from "../corpus/download/download.js";
import { downloadFolder, WEIBO_FILES, WEIBO_URL } from "../corpus/download/weibo.js";
import { writeDataset } from "../dataset/dataset-writer.js";
import { type DatasetInfo, refuseExisting } from "../dataset/folder.js";
import { readAlignedLines } from "../dataset/lines.js";
import { parseAddress } from "../support/http.js";
import { createProgress, type Progress } from "../support/progress.js";
import type { Io } from "./io.js";

interface DownloadFlags {
  out: string;
  from: string;
  prepare?: string;
  json?: boolean;
}

const EXAMPLES = `
weibo: the Weibo data of the paper, tokenised posts with the words of their
replies and hashtags ({train,valid,test}_{post,conv,tag}.txt), from its authors'
public repository. Each file is compared with the version that was published.
A download that was interrupted goes on with the same command.

Examples:
  $ threadtag download weibo --out weibo/
  $ threadtag download weibo --out weibo/ --prepare data/weibo
  $ threadtag download weibo --out weibo/ --from https://mirror.example/Weibo/
`;

/**
 * Adds `threadtag download`: fetches public data.
 * @param hashes the files of the Weibo data by name; tests have others
 */
export function download(program: Command, io: Io, hashes = WEIBO_FILES): void {
  program
    .command("download")
    .description("Fetch public data.")
    .addHelpText("after", EXAMPLES)
    .command("weibo")
    .description("Fetch the Weibo data of the paper.")
    .requiredOption("--out <dir>", "folder to write the files into")
    .option("--from <url>", "address of the folder that holds them", WEIBO_URL)
    .option("--prepare <dataset>", "make a dataset folder of them afterwards")
    .option("--json", "print what was done as JSON")
    .addHelpText("after", EXAMPLES)
    .action((flags: DownloadFlags) => runDownload(flags, hashes, io));
}

async function runDownload(
  flags: DownloadFlags,
  hashes: Readonly<Record<string, string>>,
  io: Io,
): Promise<void> {
  const { out, prepare, json } = flags;
  const from = parseAddress(flags.from, "--from");
  if (prepare !== undefined) refuseExisting(prepare);
  const display = new DownloadDisplay(io);
  const result = await downloadFolder(from, out, hashes, (name) => display.optionsOf(name)).finally(
    () => display.stop(),
  );
  const dataset = prepare === undefined ? undefined : prepareDataset(out, prepare);
  if (json) {
    io.out.write(
      `${JSON.stringify({ folder: out, from: from.href, ...result, dataset }, null, 2)}\n`,
    );
    return;
  }
  const { fetched, present } = result;
  io.out.write(`${out}: ${fetched.length} files fetched, ${present.length} were already there.\n`);
  io.out.write(
    dataset
      ? `Wrote ${prepare}: ${Object.entries(dataset.counts)
          .map(([split, n]) => `${split} ${n.toLocaleString("en")}`)
          .join(", ")} posts.\n`
      : `Next: threadtag prepare --lines ${out} --out DATASET\n`,
  );
}

function prepareDataset(lines: string, folder: string): DatasetInfo {
  const description = {
    name: basename(resolve(folder)),
    language: "zh" as const,
    createdFrom: `aligned lines in ${lines}`,
  };
  return writeDataset(folder, description, readAlignedLines(lines));
}

/** What the user sees while files are fetched: a bar for the one under way. */
class DownloadDisplay {
  private bar: Progress | undefined;

  constructor(private readonly io: Io) {}

  optionsOf(name: string): DownloadOptions {
    this.stop();
    return {
      onProgress: (bytes, total) => {
        this.bar ??= createProgress({
          label: name,
          unit: "kB",
          total: total === undefined ? undefined : kilobytes(total),
          start: kilobytes(bytes),
          stream: this.io.err,
        });
        this.bar.update(kilobytes(bytes));
      },
      onWait: (milliseconds, why) => {
        this.stop();
        this.io.err.write(`${name}: ${why}; trying again in ${Math.ceil(milliseconds / 1000)} s\n`);
      },
    };
  }

  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1000);
}
