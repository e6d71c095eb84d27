import type { Dataset } from "../../dataset/folder.js";
import type { Instance } from "../../dataset/instance.js";
import { sha256 } from "../../support/files.js";

/** A dataset with other training posts, and a hash that says so; its other splits are as they were. */
export function withTraining<D extends Dataset<"train">>(dataset: D, train: Instance[]): D {
  const { info } = dataset;
  const hash = sha256(Buffer.from(`${info.hash} without ${JSON.stringify(train)}`));
  return { ...dataset, info: { ...info, hash }, train };
}
