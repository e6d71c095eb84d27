import type { Experiment } from "../experiment.js";
import { TABLE6_SYSTEMS } from "../line-up.js";
import type { Metric } from "../metrics.js";
import { paperCells, paperGroup } from "../report/paper-columns.js";
import { PAPER_TABLE6, paperData } from "../report/paper-figures.js";
import { metricGroups, scoreRows } from "../report/score-table.js";
import { specsOf } from "../study.js";

const SHOWN: readonly Metric[] = ["released.f1@1", "released.map@5", "standard.f1@1", "rouge1"];

/** Table 6: what the generators make of the conversation. */
export const table6: Experiment = {
  title: "Table 6: what the generators make of the conversation",
  runs: (study) => specsOf(study, TABLE6_SYSTEMS),
  section(results) {
    const { study } = results;
    const systems = study.systems(TABLE6_SYSTEMS);
    const data = paperData(study.dataset.info.language);
    const rows = scoreRows(results, systems, { metrics: SHOWN });
    return {
      id: "table6",
      title: table6.title,
      notes: [
        "Variants that read the post, the conversation, or both; and bi-attention with one half of its memory.",
      ],
      parts: [
        {
          kind: "table",
          caption: "In percent.",
          groups: [...metricGroups(SHOWN), paperGroup(data, ["F1@1"])],
          rows: rows.map((row, i) => {
            const paper = paperCells(systems[i]!, [PAPER_TABLE6[systems[i]!]?.[data]], 1);
            return { ...row, cells: [...row.cells, ...paper] };
          }),
        },
      ],
    };
  },
};
