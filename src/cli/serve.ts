import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { type Command, InvalidArgumentError } from "commander";
import { DEFAULT_LIMITS } from "../service/limits.js";
import { createLog } from "../service/log.js";
import { type RunningService, runService } from "../service/run-service.js";
import type { ServiceOptions } from "../service/service.js";
import type { Io } from "./io.js";
import { choice, positiveNumber, wholeNumber } from "./options.js";
import { PRECISIONS, type Precision, ServedModel } from "./served-model.js";

const STOP_SIGNALS = ["SIGTERM", "SIGINT"] as const;

interface ServeFlags {
  port: number;
  host: string;
  workers: number;
  threads: number;
  batch: number;
  queue: number;
  timeout: number;
  maxBody: number;
  maxReplies: number;
  maxCharacters: number;
  rate?: number;
  proxies: number;
  apiKeyFile?: string;
  cors?: string[];
  learn?: string;
  logText?: boolean;
  precision: Precision;
}

const EXAMPLES = `
The page is at /, the reference of the interface at /reference. The log goes to
standard output as JSON lines. Signals: SIGTERM and SIGINT finish what was
accepted and stop; SIGHUP reads the model and the keys again without dropping a
request.

Examples:
  $ threadtag serve models/mine
  $ curl localhost:8080/v1/suggest --json '{"post": "what a match", "limit": 3}'
  $ threadtag api-key "our site" >> keys.txt
  $ threadtag serve models/mine --host 0.0.0.0 --api-key-file keys.txt
`;

/** Where the build puts the page; sources that run as they are have none. */
const PAGE = fileURLToPath(new URL("../page", import.meta.url));

/** Seconds that a service takes at most to finish what it has accepted. */
const STOP_SECONDS = 30;

/** Adds `threadtag serve`: suggests over HTTP, with a page. */
export function serve(program: Command, io: Io): void {
  program
    .command("serve")
    .description("Suggest hashtags over HTTP, with a page to try it.")
    .argument("<model>", "model folder")
    .option("--port <n>", "where to listen; 0 for any", port, 8080)
    .option("--host <address>", "address to listen on; 0.0.0.0 for all", "127.0.0.1")
    .option("--workers <n>", "threads that decode posts", positiveNumber, availableParallelism())
    .option("--threads <n>", "processor threads of each worker", positiveNumber, 1)
    .option("--batch <n>", "posts decoded together at most", positiveNumber, 32)
    .option("--queue <n>", "posts that wait at most; others get 503", positiveNumber, 512)
    .option("--timeout <s>", "seconds to answer in", positiveNumber, DEFAULT_LIMITS.seconds)
    .option("--max-body <n>", "bytes of a request", positiveNumber, DEFAULT_LIMITS.body)
    .option("--max-replies <n>", "replies of a post", positiveNumber, DEFAULT_LIMITS.replies)
    .option(
      "--max-characters <n>",
      "characters of post and replies",
      positiveNumber,
      DEFAULT_LIMITS.characters,
    )
    .option("--rate <n>", "posts per minute and client", positiveNumber)
    .option("--proxies <n>", "own proxies in front, which set X-Forwarded-For", wholeNumber, 0)
    .option("--api-key-file <file>", "ask for a key, see threadtag api-key")
    .option(
      "--cors <origin...>",
      "sites whose pages may ask, for example https://example.org",
      site,
    )
    .option("--learn <file>", "take posts to learn, and keep them in this file")
    .option("--log-text", "write texts of posts to the log")
    .option(
      "--precision <name>",
      `of a neural model: ${PRECISIONS.join(" or ")}, see threadtag quantise`,
      choice(PRECISIONS),
      PRECISIONS[0],
    )
    .addHelpText("after", EXAMPLES)
    .action((model: string, flags: ServeFlags) => runServe(model, flags, io));
}

async function runServe(folder: string, flags: ServeFlags, io: Io): Promise<void> {
  const { port, host } = flags;
  const log = createLog(io.out);
  let served: ServedModel | undefined;
  let running: RunningService | undefined;
  // From the start: in a container signals without a listener are lost, elsewhere they end the process, and
  // the copy of the model would stay.
  const signals = listenForSignals(() => void running?.service.reload());
  try {
    served = ServedModel.prepare(folder, flags.precision);
    running = await runService(optionsOf(served, flags), { port, host }, log);
    log.info({ url: running.url, model: running.service.workers.model.id }, "ready");
    if (process.stderr.isTTY) io.err.write(`The page: ${running.url} (Ctrl-C stops)\n`);
    await signals.stopped;
    await running.stop(STOP_SECONDS);
  } finally {
    signals.release();
    served?.remove();
  }
  log.info("stopped");
}

/** Waits until whoever runs the service wants it to stop; a second time ends it at once. */
function listenForSignals(onReload: () => void): { stopped: Promise<void>; release(): void } {
  let stop!: () => void;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  process.on("SIGHUP", onReload);
  for (const signal of STOP_SIGNALS) process.once(signal, stop);
  return {
    stopped,
    release: () => {
      process.off("SIGHUP", onReload);
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
    },
  };
}

function optionsOf(served: ServedModel, flags: ServeFlags): ServiceOptions {
  const { workers, threads, batch, queue, rate, proxies, apiKeyFile, cors, learn, logText } = flags;
  return {
    folder: served.folder,
    refresh: () => served.refresh(),
    workers,
    threads,
    batch,
    queue,
    proxies,
    ...(existsSync(PAGE) && { page: PAGE }),
    limits: {
      body: flags.maxBody,
      replies: flags.maxReplies,
      characters: flags.maxCharacters,
      seconds: flags.timeout,
    },
    ...(rate !== undefined && { rate }),
    ...(apiKeyFile !== undefined && { keyFile: apiKeyFile }),
    ...(cors && { origins: cors }),
    ...(learn !== undefined && { journal: learn }),
    ...(logText && { logText }),
  };
}

function port(text: string): number {
  const value = wholeNumber(text);
  if (value <= 65_535) return value;
  throw new InvalidArgumentError("Give a port, 0 to 65535.");
}

/** Adds a site: what browsers send as the origin of a page. */
function site(text: string, before: readonly string[] = []): string[] {
  if (URL.canParse(text) && new URL(text).origin === text) return [...before, text];
  throw new InvalidArgumentError("Give a site without a path, for example https://example.org");
}
