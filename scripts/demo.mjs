// From a fresh checkout to suggested hashtags: installs, builds, and runs examples/demo.ts.
import { build, check, ensureInstalled } from "./tools.mjs";

const ok = ensureInstalled() && build() && check("demo", ["dist/examples/demo.js"]);
process.exitCode = ok ? 0 : 1;
