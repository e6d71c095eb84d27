import { existsSync, rmSync } from "node:fs";
import type { Dataset } from "../../dataset/folder.js";
import { openSuggester } from "../../suggesters/open.js";
import type { Suggester } from "../../suggesters/suggester.js";
import { messageOf, UserError } from "../../support/errors.js";
import { writeAtomically } from "../../support/files.js";
import { readJson } from "../../support/json.js";
import { type TrainingFacts, trainingFactsSchema } from "./run-record.js";
import { type RunSpec, versionOf } from "./run-spec.js";
import type { RunStore } from "./run-store.js";
import { type RunHooks, THREADS, trainSystem } from "./train-system.js";
import { changeTraining } from "./training-change.js";

/** Hashtags per post that are kept: all metrics look at the first five. */
const COUNT = 5;

/** The share of a run that is training, for progress displays. */
const TRAINING_SHARE = 0.9;

/** A run to make. */
export interface RunTask {
  readonly spec: RunSpec;
  readonly dataset: Dataset;
  readonly store: RunStore;
  /** Whether this process does nothing else, so that its peak memory is that of the run. */
  readonly ownProcess: boolean;
}

/**
 * Makes a run and keeps its record: trains the system unless that is done, and suggests hashtags for the
 * posts of the split. The caller holds the run's lock.
 * @returns whether the run is finished; it is not when it was stopped
 * @throws UserError when the data or settings are wrong
 */
export async function executeRun(task: RunTask, hooks: RunHooks): Promise<boolean> {
  const facts = await ensureTrained(task, hooks);
  if (!facts) return false;
  const suggester = await openOrUndefined(task, hooks);
  if (suggester) return keep(task, facts, suggester, hooks);
  // The model was damaged, and is gone now.
  const again = await ensureTrained(task, hooks);
  if (!again) return false;
  return keep(task, again, await openModel(task), hooks);
}

async function ensureTrained(task: RunTask, hooks: RunHooks): Promise<TrainingFacts | undefined> {
  const { spec, store, dataset } = task;
  const [path, folder] = [store.trainingPath(spec), store.modelFolder(spec)];
  const known = existsSync(folder) ? readFacts(path) : undefined;
  if (known) return known;
  const trained = await trainSystem(spec, changeTraining(dataset, spec), folder, {
    ...hooks,
    onProgress: (fraction, stoppable) => hooks.onProgress(fraction * TRAINING_SHARE, stoppable),
  });
  if (!trained) return undefined;
  const facts = { ...trained, ...peakMemory(task) };
  writeAtomically(path, `${JSON.stringify(facts)}\n`);
  return facts;
}

/** Undefined where training is not complete, or its file is damaged: then it is looked into again. */
function readFacts(path: string): TrainingFacts | undefined {
  try {
    return existsSync(path) ? readJson(path, trainingFactsSchema, "") : undefined;
  } catch {
    return undefined;
  }
}

async function openOrUndefined(task: RunTask, hooks: RunHooks): Promise<Suggester | undefined> {
  try {
    return await openModel(task);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    hooks.warn(`${messageOf(error)} It is trained again now.`);
    rmSync(task.store.modelFolder(task.spec), { recursive: true, force: true });
    return undefined;
  }
}

function openModel({ store, spec }: RunTask): Promise<Suggester> {
  return openSuggester(store.modelFolder(spec), { threads: THREADS });
}

async function keep(
  task: RunTask,
  training: TrainingFacts,
  suggester: Suggester,
  hooks: RunHooks,
): Promise<true> {
  const { spec, store, dataset } = task;
  const posts = dataset[spec.split];
  const started = performance.now();
  const lists = await suggester.suggest(posts, {
    count: COUNT,
    onProgress: (done) =>
      hooks.onProgress(TRAINING_SHARE + ((1 - TRAINING_SHARE) * done) / posts.length, false),
  });
  const seconds = (performance.now() - started) / 1000;
  await suggester.close();
  const suggestions = lists.map((list) =>
    list.map(({ words, score }) => ({ words: [...words], score })),
  );
  const suggesting = { seconds, threads: THREADS, ...peakMemory(task) };
  store.save({ version: versionOf(spec.system), spec, training, suggesting, suggestions });
  return true;
}

function peakMemory({ ownProcess }: RunTask): { peakMemory?: number } {
  return ownProcess ? { peakMemory: Math.round(process.resourceUsage().maxRSS / 1024) } : {};
}
