import { hashtagKey, type Instance } from "../../dataset/instance.js";
import { normaliseTags } from "../../evaluation/ranking.js";
import type { Experiment } from "../experiment.js";
import type { Section, TablePart, TableRow } from "../report/section.js";
import type { Results } from "../results.js";
import type { Study } from "../study.js";
import { casePost } from "./case-post.js";

/** The systems of the paper's Table 7, what goes beyond it, and bi-attention, whose attention Figure 4 shows. */
export const CASE_SYSTEMS = [
  "lda",
  "tf-idf",
  "classifier",
  "seq2seq",
  "linear",
  "fusion",
  "bi-attention",
];

/** Table 7: what the systems suggest for one post. */
export const table7: Experiment = {
  title: "Table 7: suggestions for one post",
  runs: (study) => caseSystems(study).flatMap((system) => study.specs(system).slice(0, 1)),
  section(results): Section {
    const systems = caseSystems(results.study);
    const place = casePost(results, systems);
    const post = results.posts[place]!;
    const { postId } = results.study.options;
    return {
      id: "table7",
      title: table7.title,
      notes: [
        `Post ${post.id}${postId === undefined ? ", on which these systems differ most" : ""}. Five suggestions of each system, trained with seed 1; ✓ marks those that its author chose.`,
      ],
      parts: [thePost(post), suggestions(results, systems, place)],
    };
  },
};

/** Those of the case study that take part. */
export function caseSystems(study: Study): string[] {
  return study.systems(CASE_SYSTEMS);
}

function thePost({ post, conversation, hashtags, text, replies }: Instance): TablePart {
  const row = (label: string, text: string): TableRow => ({ label, cells: [{ text }] });
  return {
    kind: "table",
    caption: "The post.",
    texts: true,
    groups: [{ label: "", columns: [""] }],
    rows: [
      row("post", text ?? post.join(" ")),
      row("conversation", replies?.join(" / ") ?? conversation.join(" ")),
      row("author’s hashtags", hashtags.map(hashtagKey).join("; ")),
    ],
  };
}

function suggestions(results: Results, systems: readonly string[], place: number): TablePart {
  const gold = new Set(normaliseTags(results.posts[place]!.hashtags.map(hashtagKey)));
  const shown = (words: readonly string[]) => {
    const tag = hashtagKey(words);
    return normaliseTags([tag]).some((stem) => gold.has(stem)) ? `${tag} ✓` : tag;
  };
  return {
    kind: "table",
    caption: "Suggestions, best first.",
    texts: true,
    groups: [{ label: "", columns: ["hashtags"] }],
    rows: systems.map((system) => {
      const { suggestions } = results.runs(system)[0]!;
      const list = suggestions[place]!;
      return {
        label: system,
        cells: [{ text: list.map(({ words }) => shown(words)).join("; ") || "-" }],
      };
    }),
  };
}
