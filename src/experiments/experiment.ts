import type { Section } from "./report/section.js";
import type { Results } from "./results.js";
import type { RunSpec } from "./runs/run-spec.js";
import type { RunStore } from "./runs/run-store.js";
import type { Study } from "./study.js";

/** One of the paper's tables or figures, or one of our own: the runs it needs, and what it makes of them. */
export interface Experiment {
  readonly title: string;
  /** The runs it needs; those that another one needs, too, are made once. */
  runs(study: Study): RunSpec[];
  /** The runs among them whose trained models it needs, and not only their suggestions. */
  models?(study: Study): RunSpec[];
  /** @param store where the models are */
  section(results: Results, store: RunStore): Section | Promise<Section>;
}
