import { type Source, sourcesOf } from "../model/config.js";
import type { Manifest } from "../model/manifest.js";

const READS: Record<Source, string> = {
  post: "the post",
  conversation: "the replies",
  concatenation: "the post and the replies, one after the other",
};

/** The README of a model folder: what the model is, what it was trained on, how to use it. */
export function modelCard({ config, truncation, dataset, training }: Manifest): string {
  const reads = sourcesOf(config.model).map((source) => READS[source]);
  return `# ${config.model}, trained on ${dataset.name}

A model of threadtag that suggests hashtags for a
microblog post. It reads ${reads.join(" and ")}.

| | |
|---|---|
| language | ${dataset.language} |
| words it knows | ${config.vocabulary.toLocaleString("en")} |
| words it can generate | ${(config.outputs - 1).toLocaleString("en")} |
| words it reads | first ${truncation.postWords} of the post, first ${truncation.conversationWords} of the replies |
| sizes | embedding ${config.embedding}, hidden ${config.hidden}, layers ${config.layers}, dropout ${config.dropout} |
| trained | seed ${training.seed}, ${training.threads} threads, numbers of epoch ${training.epoch} |
| loss per word | training ${training.trainingLoss.toFixed(4)}, validation ${training.validationLoss.toFixed(4)} |
| dataset | SHA-256 ${dataset.hash.slice(0, 16)}... |

\`\`\`
threadtag generate . --post "the words of a post" --reply "the words of a reply"
\`\`\`

It suggests what its training data made likely: tags of other topics, times or languages it does not
know, and what was one-sided in the data is one-sided in its suggestions.

Files: \`encoder.onnx\` and \`decoder.onnx\` (inputs and outputs are named in the graphs),
\`vocabulary.json\`, \`words.json\` (how texts are split and hashtags spelt), \`manifest.json\`, \`history.json\` and \`curve.svg\` (losses by epoch).
`;
}
