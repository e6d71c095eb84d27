import { NEURAL } from "../model/config.js";
import { fusion } from "./fusion/fusion.js";
import { lda } from "./lda/lda.js";
import { linear } from "./linear/linear.js";
import { randomSystem } from "./random-tags.js";
import { retrieval } from "./retrieval/retrieval.js";
import type { System } from "./system.js";
import { tfIdf } from "./tf-idf/tf-idf.js";

/** The systems that are learnt in one go, by name. */
export const SYSTEMS = {
  random: randomSystem,
  lda,
  "tf-idf": tfIdf,
  retrieval,
  linear,
  fusion,
} as const satisfies Record<string, System>;

/** The name of a system that is learnt in one go. */
export type SystemName = keyof typeof SYSTEMS;

/** The names of the systems that are learnt in one go. */
export const SYSTEM_NAMES = Object.keys(SYSTEMS) as SystemName[];

/** The names of all systems: the neural ones that are trained, and those that are learnt in one go. */
export const SUGGESTERS = [...NEURAL, ...SYSTEM_NAMES] as const;

/** The name of a system. */
export type SuggesterName = (typeof SUGGESTERS)[number];

/** Whether a system is one of those that are learnt in one go. */
export function isSystem(name: string): name is SystemName {
  return Object.hasOwn(SYSTEMS, name);
}
