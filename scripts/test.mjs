// Everything that must hold before a change is shared: installs what is missing, then lint, types and
// tests. All of them run even after a failure; the last line counts the tests, and a failed lint,
// type check or build as one failure each. It needs nothing installed, so it also works in a fresh checkout.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { BIOME, build, check, ensureInstalled, ROOT, TSC, VITEST } from "./tools.mjs";

process.exitCode = main();

/** @returns {0 | 1} the exit code */
function main() {
  if (!ensureInstalled()) return report({ passed: 0, failed: 1, skipped: [] });
  const checks = [
    check("lint", [BIOME, "check", "--error-on-warnings", "."]),
    check("types", [TSC, "--noEmit"]),
    check("types of the page", [TSC, "-p", "src/web"]),
    // Some tests run the built program, in threads and processes of its own.
    build(),
  ];
  const tests = runTests();
  const failed = tests.failed + checks.filter((ok) => !ok).length;
  return report({ ...tests, failed });
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
