import { writeModelFolder } from "../../training/model-folder.js";
import type { LearntModel } from "./learnt-model.js";
import { learntModelCard } from "./learnt-model-card.js";

/**
 * Writes the folder of a learnt system.
 * @throws UserError when it cannot be written; what it held before is unchanged
 */
export function saveLearntModel(model: LearntModel, folder: string): void {
  writeModelFolder(folder, model.toFiles(), model.manifest, learntModelCard);
}
