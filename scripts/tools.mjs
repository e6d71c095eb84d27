// Steps that the scripts share: installing what is missing, and running the tools. Nothing here needs
// anything installed, so that the scripts also work in a fresh checkout.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

// The tools' own entry points: the shell wrappers of node_modules/.bin differ between systems.
export const BIOME = "node_modules/@biomejs/biome/bin/biome";
export const TSC = "node_modules/typescript/bin/tsc";
export const VITEST = "node_modules/vitest/vitest.mjs";

/** Installs the dependencies where they are missing or outdated. @returns {boolean} whether they are there */
export function ensureInstalled() {
  return !isInstallStale() || install();
}

/** Compiles to dist/. @returns {boolean} whether it succeeded */
export function build() {
  return check("build", [TSC, "-p", "tsconfig.build.json"]) && check("page", ["scripts/page.mjs"]);
}

/** Whether node_modules is missing or older than the lock file. */
function isInstallStale() {
  const changed = (path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs;
  // npm writes this file when it has finished, so a broken-off installation counts as stale.
  const installed = changed("node_modules/.package-lock.json");
  return installed === undefined || installed < changed("package-lock.json");
}

function install() {
  // The tools are development dependencies, which npm leaves out where NODE_ENV is "production".
  const args = ["ci", "--include=dev"];
  // npm names its own script to the scripts it runs; the command `npm` is a batch file on Windows.
  const npm = process.env.npm_execpath;
  if (npm?.endsWith("npm-cli.js")) return check("install", [npm, ...args]);
  return succeeded("install", "npm", args, { shell: process.platform === "win32" });
}

/** Runs a script under Node and shows its output. @returns {boolean} whether it succeeded */
export function check(name, args) {
  return succeeded(name, process.execPath, args);
}

function succeeded(name, command, args, options = {}) {
  console.log(`\n> ${name}`);
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (status === 0) return true;
  console.log(`${name} failed${error ? `: ${error.message}` : ""}`);
  return false;
}
