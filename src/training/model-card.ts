import { MAX_HASHTAG_WORDS } from "../dataset/encode.js";
import {
  type Family,
  familyOf,
  LOSS_PER,
  type ModelConfig,
  type Source,
  sourcesOf,
} from "../model/config.js";
import type { Manifest } from "../model/manifest.js";

const READS: Record<Source, string> = {
  post: "the post",
  conversation: "the replies",
  concatenation: "the post and the replies, one after the other",
};

/** What a model can suggest, as a row of the table. */
const SUGGESTS: Record<Family, (outputs: number) => string> = {
  generator: (outputs) => `words it can generate | ${count(outputs - 1)}`,
  classifier: (outputs) => `hashtags it can choose | ${count(outputs)}, those of its training data`,
  extractor: () => `hashtags it can mark | up to ${MAX_HASHTAG_WORDS} words of the post in a row`,
};

const GRAPHS: Record<Family, string> = {
  generator: "`encoder.onnx` and `decoder.onnx` (inputs and outputs are named in the graphs)",
  classifier:
    "`model.onnx` (inputs and outputs are named in the graph), `hashtags.json` (the hashtags by number)",
  extractor: "`model.onnx` (inputs and outputs are named in the graph)",
};

/** The row of the table that a quantised model has more. */
const ROUNDED =
  "\n| numbers | large matrices rounded to 8 bits after training; the losses are from before |";

function sizes({ embedding, hidden, layers, dropout }: ModelConfig): string {
  const recurrent = layers > 0 ? `layers ${layers}, ` : "";
  return `embedding ${embedding}, hidden ${hidden}, ${recurrent}dropout ${dropout}`;
}

function count(n: number): string {
  return n.toLocaleString("en");
}

/** The README of a model folder: what the model is, what it was trained on, how to use it. */
export function modelCard({ config, truncation, dataset, training, precision }: Manifest): string {
  const family = familyOf(config.model);
  const reads = sourcesOf(config.model).map((source) => READS[source]);
  return `# ${config.model}, trained on ${dataset.name}

A model of threadtag that suggests hashtags for a
microblog post. It reads ${reads.join(" and ")}.

| | |
|---|---|
| language | ${dataset.language} |
| words it knows | ${count(config.vocabulary)} |
| words it reads | first ${truncation.postWords} of the post, first ${truncation.conversationWords} of the replies |
| ${SUGGESTS[family](config.outputs)} |
| sizes | ${sizes(config)} |${precision === "int8" ? ROUNDED : ""}
| trained | seed ${training.seed}, ${training.threads} threads, numbers of epoch ${training.epoch} |
| loss per ${LOSS_PER[family]} | training ${training.trainingLoss.toFixed(4)}, validation ${training.validationLoss.toFixed(4)} |
| dataset | SHA-256 ${dataset.hash.slice(0, 16)}... |

\`\`\`
threadtag generate . --post "the words of a post" --reply "the words of a reply"
\`\`\`

It suggests what its training data made likely: tags of other topics, times or languages it does not
know, and what was one-sided in the data is one-sided in its suggestions.

Files: ${GRAPHS[family]},
\`vocabulary.json\`, \`words.json\` (how texts are split and hashtags spelt),
\`known-hashtags.json\` (the hashtags of its training posts), \`manifest.json\`, \`history.json\` and \`curve.svg\` (losses by epoch).
`;
}
