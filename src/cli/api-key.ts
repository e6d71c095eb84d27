import type { Command } from "commander";
import { createKey } from "../service/api-keys.js";
import type { Io } from "./io.js";

const EXAMPLES = `
The line goes to a file for \`threadtag serve --api-key-file\`: it holds the key's
SHA-256, from which nobody can find the key. The key itself is shown once;
whoever is to use the service sends it as "Authorization: Bearer KEY".

Examples:
  $ threadtag api-key "our bot" >> keys.txt
`;

/** Adds `threadtag api-key`: makes a key for the service. */
export function apiKey(program: Command, io: Io): void {
  program
    .command("api-key")
    .description("Make an API key for the service.")
    .argument("<name>", "who will use it")
    .addHelpText("after", EXAMPLES)
    .action((name: string) => {
      const { key, line } = createKey(name);
      io.out.write(`${line}\n`);
      io.err.write(`The key of ${name}, which is not shown again: ${key}\n`);
    });
}
