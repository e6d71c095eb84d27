import { run } from "../src/cli/program.js";

/** What a run of the program came to. */
export interface CliResult {
  code: number;
  out: string;
  err: string;
}

/** Runs the program in this process and collects what it writes. */
export async function threadtag(...args: string[]): Promise<CliResult> {
  const result = { out: "", err: "" };
  const io = {
    out: { write: (text: string) => (result.out += text) },
    err: { write: (text: string) => (result.err += text) },
  };
  return { code: await run(args, io), ...result };
}
