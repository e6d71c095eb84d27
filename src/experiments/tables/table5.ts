import { decimal } from "../../dataset/statistics-figures.js";
import type { Experiment } from "../experiment.js";
import { CONTRASTED } from "../line-up.js";
import type { Metric } from "../metrics.js";
import { paperCells, paperGroup } from "../report/paper-columns.js";
import { PAPER_TABLE5, paperData } from "../report/paper-figures.js";
import { metricGroups, scoreRows } from "../report/score-table.js";
import type { Results } from "../results.js";
import { hideHashtags, unseenPosts } from "../runs/unseen-hashtags.js";
import { type Study, specsOf } from "../study.js";

const SHOWN: readonly Metric[] = ["released.f1@1", "rouge1", "rougeSU4"];

/** Table 5: hashtags that training never showed. */
export const table5: Experiment = {
  title: "Table 5: hashtags that training never showed",
  runs(study) {
    // Fails here, before any run is made, where there is no such post.
    unseenPostsOf(study);
    return specsOf(study, CONTRASTED, { hidden: study.hiddenTags });
  },
  section(results) {
    const { study } = results;
    const systems = study.systems(CONTRASTED);
    const { places, training } = unseenPostsOf(study);
    const data = paperData(study.dataset.info.language);
    const rows = scoreRows(results, systems, {
      metrics: SHOWN,
      change: { hidden: study.hiddenTags },
      places,
    });
    return {
      id: "table5",
      title: table5.title,
      notes: [explanation(results, places.length, training)],
      parts: [
        {
          kind: "table",
          caption: "In percent, of the first suggestion.",
          groups: [...metricGroups(SHOWN), paperGroup(data, ["RG-1"])],
          rows: rows.map((row, i) => ({
            ...row,
            cells: [
              ...row.cells,
              ...paperCells(systems[i]!, [PAPER_TABLE5[systems[i]!]?.[data]], 1),
            ],
          })),
        },
      ],
    };
  },
};

function explanation({ study, posts }: Results, unseen: number, training: number): string {
  const { dataset, options } = study;
  const share = decimal(100 * study.hiddenTags.share, 0);
  return `The authors collected further posts for this; here, ${share}% of the distinct hashtags of the ${options.split} split were drawn and removed from the training posts, which leaves ${decimal(training, 0)} of ${decimal(dataset.train.length, 0)}, and all systems were trained again on those. Scored are the ${decimal(unseen, 0)} of ${decimal(posts.length, 0)} posts none of whose hashtags is left in training. A system that only chooses among training hashtags can share words with the gold here, but never be right.`;
}

function unseenPostsOf(study: Study): { places: number[]; training: number } {
  const { train } = hideHashtags(study.dataset, study.hiddenTags);
  const places = unseenPosts(study.dataset[study.options.split], train);
  return { places, training: train.length };
}
