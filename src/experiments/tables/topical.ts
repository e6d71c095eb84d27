import { hashtagKey, type Instance } from "../../dataset/instance.js";
import { decimal } from "../../dataset/statistics-figures.js";
import { FEWEST_POSTS, nonTopical, topicality, withoutHashtags } from "../../dataset/topicality.js";
import type { Experiment } from "../experiment.js";
import { corpusFigure, type Metric } from "../metrics.js";
import { meanAndDeviation, metricGroups } from "../report/score-table.js";
import { type Cell, percentCell, type TablePart, type TableRow } from "../report/section.js";
import type { Results } from "../results.js";
import type { Planted, TrainingChange } from "../runs/run-spec.js";
import { PLANTED_KEY, plant } from "../runs/training-change.js";
import { type Study, specsOf } from "../study.js";

/** Few and fast ones: each is trained up to three times. */
const SYSTEMS = ["linear", "retrieval", "fusion"];
const SHOWN: readonly Metric[] = [
  "standard.f1@1",
  "standard.f1@5",
  "standard.map@5",
  "semantic@1",
  "semantic@5",
];
/** One post in ten gets a hashtag that says nothing about it. */
const PLANTED: Planted = { share: 0.1, seed: 1 };
/** Hashtags without a topic that are listed. */
const MOST_LISTED = 20;

/** What a system is trained on. */
interface Variant {
  readonly label: string;
  readonly change: TrainingChange;
}

/** What the training posts of a study say about hashtags without a topic. */
interface Findings {
  /** Their topicality, the lowest first. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** The topicality of the planted hashtag; undefined where it is on too few posts to tell. */
  readonly planted: number | undefined;
  readonly variants: readonly Variant[];
}

/** What hashtags without a topic do to training: future work in the paper, and a table of our own. */
export const topical: Experiment = {
  title: "Beyond the paper: hashtags without a topic",
  runs: (study) =>
    findingsOf(study).variants.flatMap(({ change }) => specsOf(study, SYSTEMS, change)),
  section(results) {
    const { study } = results;
    const findings = findingsOf(study);
    const systems = study.systems(SYSTEMS);
    return {
      id: "topical",
      title: topical.title,
      notes: notes(results, findings, systems),
      parts: [
        ...(systems.length > 0 ? [effects(results, findings, systems)] : []),
        ...(findings.leftOut.size > 0 ? [list(study, findings)] : []),
      ],
    };
  },
};

function findingsOf({ dataset, options }: Study): Findings {
  const least = options.config.topicality;
  const leftOut = nonTopical(topicality(dataset.train), least);
  const planted = topicality(plant(dataset.train, PLANTED)).get(PLANTED_KEY);
  const variants: Variant[] = [
    { label: "all hashtags", change: {} },
    ...(leftOut.size > 0
      ? [{ label: "without those that have no topic", change: { topicality: least } }]
      : []),
    ...(planted === undefined
      ? []
      : [{ label: "with one more, planted at random", change: { planted: PLANTED } }]),
  ];
  return { leftOut, planted, variants };
}

function notes({ study }: Results, findings: Findings, systems: readonly string[]): string[] {
  const least = study.options.config.topicality;
  const { leftOut, planted } = findings;
  const share = decimal(100 * PLANTED.share, 0);
  return [
    `The paper names hashtags such as “#fb”, which say nothing about the words of their posts, as future work, and has no such table. The topicality of a hashtag is the probability that a post with it looks more like its other posts than a post without it does: 0.5 is chance. Hashtags of ${FEWEST_POSTS} training posts or more and a topicality below ${least} (“topicality” in the file of --config) count as having no topic: ${leftOut.size} of this dataset.`,
    planted === undefined
      ? `There are too few training posts to plant a hashtag on ${share}% of them.`
      : `To see what such a hashtag does, one was put on ${share}% of the training posts at random. Its topicality is ${planted.toFixed(3)}: leaving out what has no topic ${planted < least ? "finds it, and training is then as without it" : "does not find it"}. The posts that are scored do not have it.`,
    ...(systems.length === 0
      ? [`None of ${SYSTEMS.join(", ")} is among the systems of this study.`]
      : []),
  ];
}

function effects(results: Results, findings: Findings, systems: readonly string[]): TablePart {
  const { posts } = results;
  const scored = [{ label: "all hashtags", gold: new Map(posts.entries()) }];
  if (findings.leftOut.size > 0) {
    scored.push({ label: "those with a topic", gold: topicalPosts(posts, findings.leftOut) });
  }
  return {
    kind: "table",
    caption:
      "In percent, each system trained on different hashtags; scored on all hashtags, and on those with a topic alone.",
    groups: scored.flatMap(({ label, gold }) =>
      metricGroups(SHOWN).map((group) => ({
        ...group,
        label: `${label} (${decimal(gold.size, 0)} posts): ${group.label}`,
      })),
    ),
    rows: systems.flatMap((system) =>
      findings.variants.map(
        ({ label, change }, i): TableRow => ({
          label,
          ...(i === 0 && { heading: system }),
          cells: scored.flatMap(({ gold }) => cells(results, system, change, gold)),
        }),
      ),
    ),
  };
}

/** The posts that have a hashtag with a topic, by their places, with these hashtags alone. */
function topicalPosts(
  posts: readonly Instance[],
  leftOut: ReadonlyMap<string, number>,
): Map<number, Instance> {
  const entries = [...posts.entries()].flatMap(([place, post]) => {
    const kept = withoutHashtags(post, leftOut);
    return kept ? [[place, kept] as const] : [];
  });
  return new Map(entries);
}

/** @param gold the posts that count by their places in the split */
function cells(
  results: Results,
  system: string,
  change: TrainingChange,
  gold: ReadonlyMap<number, Instance>,
): Cell[] {
  const scores = results.runs(system, change).map((record) => {
    const suggestions = [...gold.keys()].map((place) => record.suggestions[place]!);
    return results.score({ ...record, suggestions }, [...gold.values()]);
  });
  return SHOWN.map((metric) => {
    const { mean, deviation } = meanAndDeviation(scores.map((each) => corpusFigure(each[metric])));
    return percentCell(mean, deviation);
  });
}

function list({ dataset, options }: Study, { leftOut }: Findings): TablePart {
  const postsWith = (posts: readonly Instance[], key: string) =>
    posts.filter(({ hashtags }) => hashtags.some((tag) => hashtagKey(tag) === key)).length;
  return {
    kind: "table",
    caption: `Hashtags without a topic${leftOut.size > MOST_LISTED ? `, the first ${MOST_LISTED}` : ""}.`,
    groups: [{ label: "", columns: ["topicality", "training posts", `${options.split} posts`] }],
    rows: [...leftOut].slice(0, MOST_LISTED).map(([label, value]) => ({
      label,
      cells: [
        { text: value.toFixed(3), value },
        ...[dataset.train, dataset[options.split]].map((posts) => {
          const count = postsWith(posts, label);
          return { text: decimal(count, 0), value: count };
        }),
      ],
    })),
  };
}
