import { hashtagKey } from "../../dataset/instance.js";
import type { Experiment } from "../experiment.js";
import type { Section } from "../report/section.js";
import type { Results } from "../results.js";
import type { Study } from "../study.js";
import { attentionMap } from "./attention-map.js";
import { casePost } from "./case-post.js";
import { caseSystems } from "./table7.js";

const SYSTEM = "bi-attention";

/** Figure 4: what the words of a post attend to in its conversation. */
export const figure4: Experiment = {
  title: "Figure 4: what the words of a post attend to",
  runs: (study) => runOf(study),
  models: (study) => runOf(study),
  async section(results, store): Promise<Section> {
    const { study } = results;
    if (runOf(study).length === 0) return notAmongSystems();
    const place = casePost(results, shownSystems(results));
    const { id, hashtags } = results.posts[place]!;
    const run = results.runs(SYSTEM)[0]!;
    const map = await attentionMap(store.modelFolder(run.spec), results.posts[place]!);
    const first = run.suggestions[place]?.[0];
    return {
      id: "figure4",
      title: figure4.title,
      notes: [
        `Bi-attention weights of ${SYSTEM}, trained with seed 1, for post ${id}: how much each word of the post (down the side) takes in of each word of the conversation (across the top). Each row adds up to 1. First suggestion: ${first ? hashtagKey(first.words) : "none"}; its author’s: ${hashtags.map(hashtagKey).join("; ")}.`,
        ...(map.conversation.length === 0 ? [noConversation(study)] : []),
      ],
      parts: [
        {
          kind: "heatmap",
          caption: "Weights, in percent.",
          rows: map.post,
          columns: map.conversation,
          weights: map.weights,
        },
      ],
    };
  },
};

function notAmongSystems(): Section {
  const note = `${SYSTEM} is not among the systems of this study.`;
  return { id: "figure4", title: figure4.title, notes: [note], parts: [] };
}

function noConversation({ options }: Study): string {
  return `This post has no conversation, so there is nothing to attend to. Choose another one of the ${options.split} split with --post-id.`;
}

function runOf(study: Study) {
  return study.systems([SYSTEM]).flatMap((system) => study.specs(system).slice(0, 1));
}

/** The post is that of Table 7 where its runs were made, too. */
function shownSystems(results: Results): string[] {
  const systems = caseSystems(results.study);
  return systems.every((system) => results.has(system)) ? systems : [SYSTEM];
}
