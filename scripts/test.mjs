// Everything that must hold before a change is shared: installs what is missing, then lint, types and
// tests. All of them run even after a failure; the last line counts the tests, and a failed lint or
// type check as one failure each. It needs nothing installed, so it also works in a fresh checkout.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
// The tools' own entry points: the shell wrappers of node_modules/.bin differ between systems.
const BIOME = "node_modules/@biomejs/biome/bin/biome";
const TSC = "node_modules/typescript/bin/tsc";
const VITEST = "node_modules/vitest/vitest.mjs";

process.exitCode = main();

/** @returns {0 | 1} the exit code */
function main() {
  if (isInstallStale() && !install()) return report({ passed: 0, failed: 1, skipped: [] });
  const checks = [
    check("lint", [BIOME, "check", "--error-on-warnings", "."]),
    check("types", [TSC, "--noEmit"]),
  ];
  const tests = runTests();
  const failed = tests.failed + checks.filter((ok) => !ok).length;
  return report({ ...tests, failed });
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

/** Runs a script under Node and shows its output. */
function check(name, args) {
  return succeeded(name, process.execPath, args);
}

function succeeded(name, command, args, options = {}) {
  console.log(`\n> ${name}`);
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (status === 0) return true;
  console.log(`${name} failed${error ? `: ${error.message}` : ""}`);
  return false;
}

/** @returns {{ passed: number, failed: number, skipped: string[] }} */
function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "threadtag-test-"));
  const output = join(folder, "results.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${output}`];
    const ok = check("tests", [VITEST, "run", ...reporters]);
    const counts = count(JSON.parse(readFileSync(output, "utf8")));
    const ran = counts.passed + counts.failed > 0;
    if (!ran) console.log("no test ran");
    // Errors outside of any test fail the run, and so does a run without tests.
    return ok && ran ? counts : { ...counts, failed: counts.failed || 1 };
  } catch (error) {
    console.log(`no test results: ${error.message}`);
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts tests; a file that failed beside its tests (it could not be loaded) counts as one. */
function count({ testResults }) {
  const counts = { passed: 0, failed: 0, skipped: [] };
  for (const file of testResults) {
    const failedBefore = counts.failed;
    for (const { status, fullName } of file.assertionResults) {
      if (status === "passed") counts.passed++;
      else if (status === "failed") counts.failed++;
      else counts.skipped.push(`${relative(ROOT, file.name)} > ${fullName}`);
    }
    if (file.status === "failed" && counts.failed === failedBefore) counts.failed++;
  }
  return counts;
}

function report({ passed, failed, skipped }) {
  for (const name of skipped) console.log(`skipped: ${name}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed === 0 ? 0 : 1;
}
