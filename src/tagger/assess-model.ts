import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Instance } from "../dataset/instance.js";
import { evaluatePredictions } from "../evaluation/evaluate.js";
import { anyManifestSchema } from "../model/manifest.js";
import { Calibration, type Observation } from "../suggesters/calibration.js";
import { ASSESSMENT_FILE, type Assessment } from "../suggesters/model-folder/assessment.js";
import { MANIFEST_FILE, MODEL_REMEDY } from "../suggesters/model-folder/model-files.js";
import { openSuggester } from "../suggesters/open.js";
import type { OpenSuggester } from "../suggesters/open-suggester.js";
import type { Suggestion } from "../suggesters/suggester.js";
import { sha256, writeTogether } from "../support/files.js";
import { readJson } from "../support/json.js";
import { readHistory } from "../training/history.js";

/** Suggestions of each post that are looked at to see how often they are right. */
const LOOKED_AT = 10;
/** Posts that are looked at: more would change the figures by less than they err. */
const MOST_POSTS = 2000;

/** How a model is assessed. */
export interface AssessmentOptions {
  /** Processor threads of a neural model; all cores by default. */
  readonly threads?: number;
  /** Told how many posts are done, now and then, and of how many. */
  readonly onProgress?: (done: number, posts: number) => void;
}

/**
 * Looks how a model does on posts that it was not trained on, and notes it down in its folder: how well it ranks,
 * how often it is right at each score, which makes its confidences true, and the losses of its training.
 * @param validation posts of the dataset that the model was trained on; not those that are to test it later
 * @returns what was noted down; undefined where there is no post
 * @throws UserError when the folder is no model, or cannot be written
 */
export async function assessModel(
  folder: string,
  validation: readonly Instance[],
  options: AssessmentOptions = {},
): Promise<Assessment | undefined> {
  if (validation.length === 0) return undefined;
  const posts = spread(validation, MOST_POSTS);
  const { threads, onProgress } = options;
  const suggester = await openSuggester(folder, threads === undefined ? {} : { threads });
  try {
    const lists = await suggester.suggest(posts, {
      count: LOOKED_AT,
      onProgress: (done) => onProgress?.(done, posts.length),
    });
    const assessment = { ...assess(suggester, posts, lists), ...curveOf(folder) };
    write(folder, assessment);
    return assessment;
  } finally {
    await suggester.close();
  }
}

function assess(
  { capabilities, manifest }: OpenSuggester,
  posts: readonly Instance[],
  lists: readonly Suggestion[][],
): Assessment {
  const { language } = manifest.dataset;
  const gold = posts.map(({ hashtags }) => hashtags);
  const predictions = lists.map((list) => list.map(({ words }) => [...words]));
  const { released, standard } = evaluatePredictions(gold, predictions, { language });
  const calibration = capabilities.calibrated ? undefined : calibrationOf(posts, lists);
  return {
    posts: posts.length,
    metrics: { released, standard },
    ...(calibration && { calibration }),
  };
}

function calibrationOf(
  posts: readonly Instance[],
  lists: readonly Suggestion[][],
): Assessment["calibration"] | undefined {
  const observations = posts.flatMap(({ hashtags }, post) => {
    const gold = new Set(hashtags.map((words) => words.join("")));
    return lists[post].map(
      ({ words, score }): Observation => ({ score, isRight: gold.has(words.join("")) }),
    );
  });
  const points = Calibration.fit(observations, []).toJSON();
  return points.length > 0 ? points.map(([score, share]) => [score, share]) : undefined;
}

/** Losses by epoch where the model has a history, without the times, which differ from machine to machine. */
function curveOf(folder: string): Pick<Assessment, "curve"> {
  const path = join(folder, "history.json");
  if (!existsSync(path)) return {};
  const curve = readHistory(path).map(({ epoch, trainingLoss, validationLoss, learningRate }) => ({
    epoch,
    trainingLoss,
    validationLoss,
    learningRate,
  }));
  return { curve };
}

/** Adds the assessment to the files that the manifest names. */
function write(folder: string, assessment: Assessment): void {
  const path = join(folder, MANIFEST_FILE);
  const manifest = readJson(path, anyManifestSchema.loose(), MODEL_REMEDY);
  const bytes = Buffer.from(JSON.stringify(assessment));
  const files = { ...manifest.files, [ASSESSMENT_FILE]: sha256(bytes) };
  writeTogether({
    [join(folder, ASSESSMENT_FILE)]: bytes,
    [path]: `${JSON.stringify({ ...manifest, files }, null, 2)}\n`,
  });
}

/** At most so many values, evenly from all of them. */
function spread<T>(values: readonly T[], most: number): readonly T[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, i) => values[Math.floor((i * values.length) / most)]);
}
