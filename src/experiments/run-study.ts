import { UserError } from "../support/errors.js";
import { EXPERIMENTS, type ExperimentName } from "./experiments.js";
import { entrant } from "./line-up.js";
import type { Section } from "./report/section.js";
import { Results } from "./results.js";
import { type RunSpec, runKey } from "./runs/run-spec.js";
import { makeRuns, type SchedulerOptions } from "./runs/scheduler.js";
import type { Study } from "./study.js";

/** What a study came to. */
export interface StudyOutcome {
  readonly sections: readonly Section[];
  readonly runs: number;
}

/** The runs that some tables and figures need, each once, those that take longest first. */
export function plannedRuns(study: Study, names: readonly ExperimentName[]): RunSpec[] {
  const specs = names.flatMap((name) => EXPERIMENTS[name].runs(study));
  const distinct = new Map(specs.map((spec) => [runKey(spec), spec]));
  // The longest at the end would leave the other cores without work.
  return [...distinct.values()].sort((a, b) => entrant(b.system).cost - entrant(a.system).cost);
}

/**
 * Makes tables and figures, and the runs that they need and that are not in the store yet.
 * @param specs what `plannedRuns` gave
 * @returns undefined when it was stopped
 * @throws UserError when a run fails, or the data do not allow a table
 */
export async function runStudy(
  study: Study,
  names: readonly ExperimentName[],
  specs: readonly RunSpec[],
  options: SchedulerOptions,
): Promise<StudyOutcome | undefined> {
  for (const name of names) {
    for (const spec of EXPERIMENTS[name].models?.(study) ?? []) {
      options.store.forgetWithoutModel(spec);
    }
  }
  const made = await makeRuns(specs, options);
  if (!made) return undefined;
  const { failures } = made;
  if (failures.length > 0) {
    throw new UserError(
      `${failures.length} of ${specs.length} runs failed; the others are kept. Mend the cause and run the same command again.\n  ${failures.join("\n  ")}`,
      1,
    );
  }
  const records = made.records.filter((record) => record !== undefined);
  const results = new Results(study, records);
  const sections: Section[] = [];
  for (const name of names) {
    sections.push(await EXPERIMENTS[name].section(results, options.store));
  }
  return { sections, runs: records.length };
}
