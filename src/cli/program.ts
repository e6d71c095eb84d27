import { Command, CommanderError } from "commander";
import { messageOf, UserError } from "../support/errors.js";
import { readVersion } from "../support/version.js";
import { apiKey } from "./api-key.js";
import { collect } from "./collect.js";
import { download } from "./download.js";
import { evaluate } from "./evaluate.js";
import { experiment } from "./experiment.js";
import { generate } from "./generate.js";
import { importPosts } from "./import.js";
import type { Io } from "./io.js";
import { learn } from "./learn.js";
import { prepare } from "./prepare.js";
import { quantise } from "./quantise.js";
import { serve } from "./serve.js";
import { stats } from "./stats.js";
import { train } from "./train.js";
import { tune } from "./tune.js";

/** Every command adds itself to the program. */
const COMMANDS = [
  download,
  collect,
  importPosts,
  prepare,
  stats,
  train,
  learn,
  quantise,
  generate,
  evaluate,
  experiment,
  tune,
  serve,
  apiKey,
];

const BAD_USAGE = 2;

const EXAMPLES = `
Examples:
  $ threadtag import dump/ --store corpus.duckdb        read exported posts
  $ threadtag prepare --store corpus.duckdb --out data/mine
  $ threadtag prepare --lines weibo/ --out data/weibo   make a dataset
  $ threadtag stats data/weibo                          describe it
  $ threadtag train data/weibo --out models/weibo       train a model
  $ threadtag learn models/weibo --input today.jsonl    add posts to a model
  $ threadtag quantise models/bi --out models/bi-small  a quarter of the size
  $ threadtag generate models/weibo --post "..."        suggest hashtags
  $ threadtag evaluate models/weibo data/weibo          score on the test posts
  $ threadtag experiment table4 data/weibo --out report  compare all systems
  $ threadtag tune data/weibo --model seq2seq --random 20 --out best.json
  $ threadtag serve models/weibo                        answer over HTTP; a page
  $ threadtag help prepare                              options and examples
`;

/**
 * Runs the command line.
 * @param args the arguments after the program's name
 * @returns the exit code: 0 ok, 1 failed, 2 bad usage or input
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const program = createProgram(io);
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has already printed its message or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
    return report(error, io, program.opts().verbose === true || Boolean(process.env.DEBUG));
  }
}

/** The command tree; a help request or bad usage throws CommanderError instead of ending the process. */
export function createProgram(io: Io): Command {
  const program = new Command("threadtag")
    .description(
      "Suggests hashtags for a microblog post from the post and the conversation below it.",
    )
    .version(readVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    // With their arguments the commands would leave too little room for what they do.
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .option("--verbose", "print where an error came from")
    .showHelpAfterError("(run with --help for the options and examples)")
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
    })
    .addHelpText("after", EXAMPLES)
    .exitOverride();
  for (const add of COMMANDS) add(program, io);
  return program;
}

/** Tells the user what went wrong. */
function report(error: unknown, io: Io, verbose: boolean): number {
  io.err.write(`threadtag: ${messageOf(error)}\n`);
  if (verbose && error instanceof Error) io.err.write(`${error.stack}\n`);
  if (error instanceof UserError) return error.exitCode;
  if (!verbose) io.err.write("Run again with --verbose (or DEBUG=1) to see where it came from.\n");
  return 1;
}
