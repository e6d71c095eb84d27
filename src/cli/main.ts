#!/usr/bin/env node
import { run } from "./program.js";

// A reader that has seen enough (`threadtag ... | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), { out: process.stdout, err: process.stderr });
