/**
 * How long importing and preparing take, and how much memory, on made-up posts in threads:
 *
 *     node dist/bench/corpus.js [--posts 2000000] [--rounds 3] [--formats 200000]
 *
 * First every format with few posts, beside a loop that only parses the same lines; then import and
 * prepare with a tenth of the posts and with all of them, as threadtag's own lines.
 */
import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { run } from "../src/cli/program.js";
import { median } from "./percentiles.js";
import { WRITERS } from "./post-formats.js";
import { writePosts } from "./posts.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    posts: { type: "string", default: "2000000" },
    rounds: { type: "string", default: "3" },
    formats: { type: "string", default: "200000" },
  },
});

/** What a measured process prints. */
interface Figures {
  readonly seconds: number;
  readonly peakMemoryMiB: number;
}

if (positionals.length > 0) await measureHere(positionals);
else compareAll();

function compareAll(): void {
  const folder = mkdtempSync(join(tmpdir(), "corpus-bench-"));
  try {
    compareFormats(folder, Number(values.formats), Number(values.rounds));
    const posts = Number(values.posts);
    for (const count of [posts / 10, posts]) scale(folder, count);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Importing each format beside parsing it, in turns. */
function compareFormats(folder: string, count: number, rounds: number): void {
  say(`${count.toLocaleString("en")} posts, median of ${rounds} rounds, records/s`);
  for (const format of Object.keys(WRITERS)) {
    const file = join(folder, `${format}.ndjson`);
    writePosts(file, count, format);
    const parsed: number[] = [];
    const imported: number[] = [];
    for (let round = 0; round < rounds; round++) {
      parsed.push(count / measure("parse", file).seconds);
      const store = join(folder, `${format}-${round}.duckdb`);
      imported.push(count / measure("import", file, store).seconds);
      rmSync(store);
    }
    const ratio = median(imported.map((speed, i) => speed / (parsed[i] as number)));
    const shown = [median(imported), median(parsed)].map((n) => Math.round(n).toLocaleString("en"));
    say(`  ${format.padEnd(11)} import ${shown[0]}  parse ${shown[1]}  ratio ${ratio.toFixed(2)}`);
    rmSync(file);
  }
}

function scale(folder: string, count: number): void {
  const file = join(folder, "posts.ndjson");
  const store = join(folder, "corpus.duckdb");
  writePosts(file, count, "jsonl");
  say(`${count.toLocaleString("en")} posts`);
  for (const [name, ...args] of [
    ["import", file, store],
    ["prepare", store, join(folder, "dataset")],
  ] as const) {
    const { seconds, peakMemoryMiB } = measure(name, ...args);
    const speed = Math.round(count / seconds).toLocaleString("en");
    say(`  ${name.padEnd(8)} ${seconds.toFixed(1)} s  ${speed} posts/s  ${peakMemoryMiB} MiB`);
  }
  for (const path of [file, store, join(folder, "dataset")]) rmSync(path, { recursive: true });
}

/** Runs one piece of work in a process of its own, so that its memory is its own. */
function measure(...args: string[]): Figures {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), ...args],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The work itself; prints its figures. */
async function measureHere([work, from, to]: string[]): Promise<void> {
  const start = performance.now();
  if (work === "parse") await parseLines(from as string);
  else {
    const silent = { write: () => true };
    const io = { out: silent, err: silent } as unknown as Parameters<typeof run>[1];
    const args =
      work === "import"
        ? ["import", from as string, "--store", to as string]
        : ["prepare", "--store", from as string, "--out", to as string];
    if ((await run(args, io)) !== 0) process.exit(1);
  }
  const seconds = (performance.now() - start) / 1000;
  const peakMemoryMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(JSON.stringify({ seconds, peakMemoryMiB }));
}

/** The plainest way to read such a file. */
async function parseLines(path: string): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(path) })) JSON.parse(line);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
