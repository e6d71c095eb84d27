/**
 * Training and generation speed beside a PyTorch peer of the same architecture, run in turns:
 *
 *     node dist/bench/compare.js DIR [--python python3] [--rounds 5] [--threads 2]
 *
 * DIR holds aligned lines. Without PyTorch only our own figures are printed.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { median } from "./percentiles.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: "string", default: "python3" },
    rounds: { type: "string", default: "5" },
    threads: { type: "string", default: "2" },
  },
});
const [data] = positionals;
if (!data) {
  process.stderr.write(
    "usage: node dist/bench/compare.js DIR [--python P] [--rounds N] [--threads N]\n",
  );
  process.exit(2);
}
const OURS = fileURLToPath(new URL("./ours.js", import.meta.url));
const PEER = fileURLToPath(new URL("../../bench/torch_peer.py", import.meta.url));
const BATCHES = 16;
const WARM = 30;
const POSTS = { ours: 256, peer: 64 };

/** What one run prints. */
interface Figures {
  readonly postsPerSecond: number;
  readonly peakMemoryMiB: number;
}

const { python, threads } = values;
const shared = ["--data", data, "--threads", threads];
const commands: Record<string, { ours: string[]; peer: string[] }> = {
  training: {
    ours: [process.execPath, OURS, "train", data, String(BATCHES), threads],
    peer: [python, PEER, "train", ...shared, "--batches", String(BATCHES)],
  },
  generation: {
    ours: [process.execPath, OURS, "generate", data, String(POSTS.ours), threads, String(WARM)],
    peer: [
      python,
      PEER,
      "generate",
      ...shared,
      "--posts",
      String(POSTS.peer),
      "--warm-batches",
      String(WARM),
    ],
  },
};

for (const [name, { ours, peer }] of Object.entries(commands)) {
  const mine: Figures[] = [];
  const theirs: Figures[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    mine.push(measure(ours) ?? fail(ours));
    const other = measure(peer);
    if (other) theirs.push(other);
  }
  process.stdout.write(`${name}, ${threads} threads, median of ${mine.length} runs\n`);
  process.stdout.write(line("threadtag", mine));
  if (theirs.length < mine.length) {
    process.stdout.write("  PyTorch    not measured: it is not installed, or its run failed\n");
    continue;
  }
  process.stdout.write(line("PyTorch", theirs));
  const ratios = mine.map(({ postsPerSecond }, i) => postsPerSecond / theirs[i]!.postsPerSecond);
  const [low, mid, high] = [Math.min(...ratios), median(ratios), Math.max(...ratios)];
  process.stdout.write(
    `  ratio      ${mid.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})\n`,
  );
}

function measure([command, ...args]: string[]): Figures | undefined {
  const { status, stdout } = spawnSync(command as string, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return status === 0 ? (JSON.parse(stdout) as Figures) : undefined;
}

function fail(command: readonly string[]): never {
  process.stderr.write(`failed: ${command.join(" ")}\n`);
  process.exit(1);
}

function line(label: string, runs: readonly Figures[]): string {
  const speed = median(runs.map((run) => run.postsPerSecond)).toFixed(1);
  const memory = median(runs.map((run) => run.peakMemoryMiB)).toFixed(0);
  return `  ${label.padEnd(10)} ${speed.padStart(7)} posts/s, peak memory ${memory} MiB\n`;
}
