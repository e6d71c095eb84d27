import { SUGGESTERS } from "../suggesters/systems.js";

/** A system as it stands in a table. */
export interface Entrant {
  readonly system: string;
  /** Its name in the paper. */
  readonly label: string;
  /** The part of the paper's Table 4 that it stands in. */
  readonly group: (typeof GROUPS)[number];
  /** How long a run takes, in units that only compare: for the order of runs and the time left. */
  readonly cost: number;
}

/** The parts of Table 4. */
export const GROUPS = ["Baselines", "State of the art", "Generators", "Beyond the paper"] as const;

/** The systems of Table 4 in its order, and those that the paper does not have. */
const TABLE4: readonly Entrant[] = [
  { system: "random", label: "RANDOM", group: "Baselines", cost: 0.02 },
  { system: "lda", label: "LDA", group: "Baselines", cost: 0.5 },
  { system: "tf-idf", label: "TF-IDF", group: "Baselines", cost: 0.05 },
  { system: "extractor", label: "EXTRACTOR", group: "Baselines", cost: 12 },
  { system: "classifier", label: "CLASSIFIER (post)", group: "State of the art", cost: 4 },
  {
    system: "classifier-concatenation",
    label: "CLASSIFIER (post+conv)",
    group: "State of the art",
    cost: 8,
  },
  { system: "seq2seq", label: "SEQ2SEQ", group: "Generators", cost: 10 },
  { system: "seq2seq-copy", label: "SEQ2SEQ-COPY", group: "Generators", cost: 12 },
  { system: "bi-attention", label: "OUR MODEL", group: "Generators", cost: 20 },
  { system: "linear", label: "LINEAR", group: "Beyond the paper", cost: 0.3 },
  { system: "retrieval", label: "RETRIEVAL", group: "Beyond the paper", cost: 0.1 },
  { system: "fusion", label: "FUSION", group: "Beyond the paper", cost: 3 },
];

/** The systems of Table 5 and Figure 3: those that know hashtags from training, one of each kind. */
export const CONTRASTED: readonly string[] = [
  "classifier",
  "classifier-concatenation",
  "seq2seq",
  "bi-attention",
  "linear",
  "fusion",
];

/** The variants of Table 6 that Table 4 does not have. */
const VARIANTS: readonly Entrant[] = [
  { system: "seq2seq-conversation", label: "SEQ2SEQ (conv)", group: "Generators", cost: 7 },
  { system: "seq2seq-concatenation", label: "SEQ2SEQ (post+conv)", group: "Generators", cost: 18 },
  {
    system: "bi-attention-post",
    label: "OUR MODEL (post-att only)",
    group: "Generators",
    cost: 20,
  },
  {
    system: "bi-attention-conversation",
    label: "OUR MODEL (conv-att only)",
    group: "Generators",
    cost: 18,
  },
];

const ALL = new Map([...TABLE4, ...VARIANTS].map((entrant) => [entrant.system, entrant]));

/** The systems of Table 4 in its order. */
export const TABLE4_SYSTEMS: readonly string[] = TABLE4.map(({ system }) => system);

/** The systems of Table 6 in its order. */
export const TABLE6_SYSTEMS: readonly string[] = [
  "seq2seq",
  "seq2seq-conversation",
  "seq2seq-concatenation",
  "bi-attention-post",
  "bi-attention-conversation",
  "bi-attention",
];

/** How a system stands in tables; one without a place of its own by its name. */
export function entrant(system: string): Entrant {
  return (
    ALL.get(system) ?? { system, label: system.toUpperCase(), group: "Beyond the paper", cost: 1 }
  );
}

/** Whether there is a system of that name. */
export function isSuggester(name: string): boolean {
  return (SUGGESTERS as readonly string[]).includes(name);
}
