import { SYSTEMS } from "../systems.js";
import type { LearntManifest } from "./learnt-manifest.js";

/** The README of the folder of a learnt system: what it is, what it was learnt from, how to use it. */
export function learntModelCard(
  manifest: LearntManifest & { files: Readonly<Record<string, string>> },
): string {
  const { config, dataset, training, files } = manifest;
  const { model, ...settings } = config;
  const count = (n: number): string => n.toLocaleString("en");
  const rows = Object.entries(settings).map(([name, value]) => `| ${name} | ${value} |\n`);
  const added = training.added > 0 ? `, and ${count(training.added)} that were added since` : "";
  return `# ${model}, learnt from ${dataset.name}

A model of threadtag that suggests hashtags for a microblog post: it ${SYSTEMS[model].description}.

| | |
|---|---|
| language | ${dataset.language} |
| learnt from | ${count(training.posts)} posts${added} |
${rows.join("")}| seed | ${training.seed} |
| dataset | SHA-256 ${dataset.hash.slice(0, 16)}... |

\`\`\`
threadtag generate . --post "the words of a post" --reply "the words of a reply"
\`\`\`

It suggests what was used before: what was one-sided in the posts is one-sided in its suggestions.

Files: ${Object.keys(files)
    .map((file) => `\`${file}\``)
    .join(", ")} and \`manifest.json\`.
`;
}
