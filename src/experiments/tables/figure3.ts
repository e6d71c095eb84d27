import { hashtagKey } from "../../dataset/instance.js";
import { decimal } from "../../dataset/statistics-figures.js";
import { countHashtags } from "../../dataset/statistics-hashtags.js";
import { normaliseTags } from "../../evaluation/ranking.js";
import type { Experiment } from "../experiment.js";
import { CONTRASTED } from "../line-up.js";
import { meanAndDeviation } from "../report/score-table.js";
import type { BarsPart } from "../report/section.js";
import type { Results } from "../results.js";
import { specsOf } from "../study.js";

/** Bins of five up to 50, as in the paper's Figure 2. */
const BIN_WIDTH = 5;
const LAST_BIN_END = 50;

/** Figure 3: F1@1 by how often the gold hashtag occurs in training. */
export const figure3: Experiment = {
  title: "Figure 3: F1@1 by how often the hashtag occurs in training",
  runs: (study) => specsOf(study, CONTRASTED),
  section(results) {
    const systems = results.study.systems(CONTRASTED);
    return {
      id: "figure3",
      title: figure3.title,
      notes: [
        "Every gold hashtag counts as a case of its own, as in training; F1@1 is then the share of cases in which it is the first suggestion. The paper shows this figure without numbers, and without hashtags that training never showed.",
      ],
      parts: [bars(results, systems)],
    };
  },
};

/** A bin of gold hashtags by the number of training posts that have them. */
interface Bin {
  readonly from: number;
  readonly to: number;
}

function bars(results: Results, systems: readonly string[]): BarsPart {
  const cases = goldCases(results);
  const bins = frequencyBins();
  const inBin = bins.map((bin) =>
    cases.filter(({ frequency }) => frequency >= bin.from && frequency <= bin.to),
  );
  return {
    kind: "bars",
    caption: "F1@1 in percent; means over trainings.",
    binName: "Training posts with the hashtag",
    valueName: "F1@1",
    bins: bins.map((bin, i) => ({
      label: labelOf(bin),
      note: `${decimal(inBin[i]!.length, 0)} of the gold hashtags`,
    })),
    series: systems.map((system) => {
      const firsts = results.runs(system).map((run) => run.suggestions.map(firstOf));
      return {
        label: system,
        values: inBin.map((members) => {
          if (members.length === 0) return null;
          const shares = firsts.map(
            (first) => members.filter(({ post, tag }) => first[post] === tag).length,
          );
          return (100 * meanAndDeviation(shares).mean) / members.length;
        }),
      };
    }),
  };
}

/** Every gold hashtag of every post, and how many training posts have it. */
function goldCases({ posts, study }: Results) {
  const counts = new Map(
    countHashtags(study.dataset.train).map(({ words, posts }) => [hashtagKey(words), posts]),
  );
  return posts.flatMap(({ hashtags }, post) =>
    hashtags.map((words) => {
      const key = hashtagKey(words);
      return { post, tag: normaliseTags([key])[0], frequency: counts.get(key) ?? 0 };
    }),
  );
}

function firstOf(suggestions: readonly { words: string[] }[]): string | undefined {
  return normaliseTags(suggestions.slice(0, 1).map(({ words }) => hashtagKey(words)))[0];
}

function frequencyBins(): Bin[] {
  const bins: Bin[] = [{ from: 0, to: 0 }];
  for (let from = 1; from < LAST_BIN_END; from += BIN_WIDTH) {
    bins.push({ from, to: from + BIN_WIDTH - 1 });
  }
  return [...bins, { from: LAST_BIN_END + 1, to: Number.POSITIVE_INFINITY }];
}

function labelOf({ from, to }: Bin): string {
  if (from === to) return String(from);
  return Number.isFinite(to) ? `${from}-${to}` : `${from}+`;
}
