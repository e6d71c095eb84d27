import type { Command } from "commander";
import { quantiseModel } from "../suggesters/neural/quantise-model.js";
import type { Io } from "./io.js";

interface QuantiseFlags {
  out: string;
  json?: boolean;
}

const EXAMPLES = `
The large matrices of a neural model are rounded to 8 bits, small groups of
numbers each with a scale of their own. The copy takes about a quarter of the
space, is as fast, and suggests nearly always the same; every command takes it
like the model itself. It cannot be quantised again: keep the model.

Examples:
  $ threadtag quantise models/bi --out models/bi-small
  $ threadtag evaluate models/bi-small data/weibo --split valid
`;

/** Adds `threadtag quantise`: copies a neural model into a quarter of the space. */
export function quantise(program: Command, io: Io): void {
  program
    .command("quantise")
    .description("Copy a neural model with its numbers in 8 bits: a quarter of the size.")
    .argument("<model>", "model folder")
    .requiredOption("--out <folder>", "model folder to write")
    .option("--json", "print the sizes as JSON, in bytes")
    .addHelpText("after", EXAMPLES)
    .action((model: string, flags: QuantiseFlags) => runQuantise(model, flags, io));
}

function runQuantise(model: string, { out, json }: QuantiseFlags, io: Io): void {
  const bytes = quantiseModel(model, out);
  const megabytes = (size: number): string => `${(size / 1e6).toFixed(1)} MB`;
  io.out.write(
    json
      ? `${JSON.stringify({ model: out, precision: "int8", bytes }, null, 2)}\n`
      : `Model: ${out}  ${megabytes(bytes.after)} instead of ${megabytes(bytes.before)}\n`,
  );
}
