import type { Instance } from "../dataset/instance.js";
import { createProgress } from "../support/progress.js";
import { assessModel } from "../tagger/assess-model.js";
import type { Io } from "./io.js";

/** Notes in a model folder how the model does on the validation posts, and shows how far it is. */
export async function assess(
  folder: string,
  validation: readonly Instance[],
  io: Io,
): Promise<void> {
  const progress = createProgress({
    label: "Assessing",
    unit: "posts",
    total: validation.length,
    stream: io.err,
  });
  try {
    await assessModel(folder, validation, { onProgress: (done) => progress.update(done) });
  } finally {
    progress.stop();
  }
}
