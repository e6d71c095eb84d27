import { nominateHashtags } from "./candidates.js";
import type { FusionKnowledge, Nominations, ReadThread } from "./knowledge.js";
import { nominatePhrases } from "./phrases.js";

/** The kinds of hashtags that are ranked, each by itself, and what puts them forward. */
export const NOMINATE = {
  known: nominateHashtags,
  phrases: nominatePhrases,
} as const satisfies Record<string, (read: ReadThread, knowledge: FusionKnowledge) => Nominations>;

/** The name of a kind. */
export type Kind = keyof typeof NOMINATE;

/** All kinds. */
export const KINDS = Object.keys(NOMINATE) as Kind[];
