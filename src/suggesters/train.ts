import type { Dataset } from "../dataset/folder.js";
import { nodeResources } from "../text/node-resources.js";
import { refuseForeignFolder } from "../training/train.js";
import { LearntModel } from "./model-folder/learnt-model.js";
import { saveLearntModel } from "./model-folder/save-learnt-model.js";
import type { LearningHooks } from "./system.js";
import type { SystemName } from "./systems.js";

/** How a system is learnt. */
export interface LearningOptions {
  /** The seed of everything drawn at random; 1 by default. */
  readonly seed?: number;
  /** Settings of the system; its defaults where nothing is said. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/**
 * Learns one of the systems that need no trainer, and writes its model folder.
 * @param folder the model folder; it must be new
 * @returns the model, open
 * @throws UserError when the folder holds something else, a setting is wrong, or there is too little
 *   to learn from
 */
export async function trainSuggester(
  name: SystemName,
  dataset: Dataset<"train">,
  folder: string,
  { seed = 1, settings = {} }: LearningOptions = {},
  hooks: Omit<LearningHooks, "seed"> = {},
): Promise<LearntModel> {
  refuseForeignFolder(folder, false);
  const learning = { ...hooks, seed };
  const model = await LearntModel.learn(name, dataset, settings, learning, nodeResources);
  saveLearntModel(model, folder);
  return model;
}
