/**
 * Trains a model on the bundled sample corpus, scores it, and shows what the replies add. Run by
 * `npm run demo`; everything it writes lies in the folder `demo`.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../src/cli/program.js";
import {
  evaluatePredictions,
  type Instance,
  openSuggester,
  readDataset,
  renderEvaluation,
  type Suggestion,
  type Thread,
} from "../src/index.js";
import { writeAtomically } from "../src/support/files.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SAMPLE = join(ROOT, "examples", "sample");
const SETTINGS = join(ROOT, "examples", "demo.json");
const OUT = "demo";
const MODEL = join(OUT, "model");
const REPORT = join(OUT, "report.md");

/** Posts that are shown. */
const SHOWN = 3;

/** A held-out post with what is suggested for it. */
interface Case {
  readonly instance: Instance;
  readonly alone: Suggestion[];
  readonly withReplies: Suggestion[];
}

async function demo(): Promise<number> {
  rmSync(MODEL, { recursive: true, force: true });
  const say = (text: string): unknown => process.stdout.write(`${text}\n`);
  say("Training on the sample corpus (about two minutes on two cores) ...");
  const io = { out: process.stdout, err: process.stderr };
  const failed = await run(["train", SAMPLE, "--out", MODEL, "--config", SETTINGS], io);
  if (failed) return failed;

  const { info, test } = readDataset(SAMPLE, ["test"]);
  const generator = await openSuggester(MODEL);
  const withReplies = await generator.suggest(test);
  const alone = await generator.suggest(
    test.map(({ post }): Thread => ({ post, conversation: [] })),
  );
  await generator.close();

  const gold = test.map(({ hashtags }) => hashtags);
  const score = (found: Suggestion[][]): string => {
    const predictions = found.map((list) => list.map(({ words }) => [...words]));
    const result = evaluatePredictions(gold, predictions, { language: info.language });
    // ROUGE needs to know one language, and the sample has two: only the ranking figures are shown.
    return renderEvaluation(result).split("\n\n")[0] as string;
  };
  const figures = `With the replies:\n${score(withReplies)}\n\nThe same model without them:\n${score(alone)}`;
  const cases = test.map((instance, i) => ({
    instance,
    alone: alone[i] as Suggestion[],
    withReplies: withReplies[i] as Suggestion[],
  }));
  const shown = choose(cases).map(describe).join("\n\n");
  writeAtomically(REPORT, report(shown, figures));
  say(`\n${shown}\n\nAll ${test.length} held-out posts:\n${figures}\n`);
  say(`Model:  ${MODEL}\nCurve:  ${join(MODEL, "curve.svg")}\nReport: ${REPORT}`);
  say(`\nTry your own: npx threadtag generate ${MODEL} --post "..." --reply "..."`);
  say(`In the browser: npx threadtag serve ${MODEL}, then open http://127.0.0.1:8080`);
  return 0;
}

/** One post that needs its replies, one that does not, and one in Chinese; the first of each kind. */
function choose(cases: readonly Case[]): Case[] {
  const isRight = ({ instance }: Case, [first]: Suggestion[]): boolean =>
    instance.hashtags.some((words) => words.join(" ") === first?.words.join(" "));
  const isChinese = ({ instance }: Case): boolean => /\p{Script=Han}/u.test(instance.text ?? "");
  const kinds: ((each: Case) => boolean)[] = [
    (each) => !isChinese(each) && isRight(each, each.withReplies) && !isRight(each, each.alone),
    (each) => !isChinese(each) && isRight(each, each.alone),
    (each) => isChinese(each) && isRight(each, each.withReplies) && !isRight(each, each.alone),
  ];
  const withThreads = cases.filter(({ instance }) => (instance.replies ?? []).length > 1);
  const chosen = kinds.flatMap((kind) => withThreads.find(kind) ?? []);
  const rest = cases.filter((each) => !chosen.includes(each));
  return [...chosen, ...rest].slice(0, SHOWN);
}

function describe({ instance, alone, withReplies }: Case): string {
  const { text, replies = [], surface = [] } = instance;
  return [
    `Post:    ${text}`,
    ...replies.map((reply, i) => `${i === 0 ? "Replies:" : "        "} ${reply}`),
    `Its author's hashtag: ${surface.map((tag) => `#${tag}`).join(" ")}`,
    `  suggested for the post alone:    ${list(alone)}`,
    `  suggested with its replies:      ${list(withReplies)}`,
  ].join("\n");
}

function list(suggestions: readonly Suggestion[]): string {
  return suggestions
    .slice(0, 3)
    .map(({ words, score }) => `${words.join(" ")} ${(score * 100).toFixed(0)}%`)
    .join(", ");
}

function report(shown: string, figures: string): string {
  return `# The demo's results

Figures in percent on the sample's held-out posts; the sample is made up, so they say that the
software works and nothing of how hard real posts are.

\`\`\`
${figures}
\`\`\`

Three of the posts:

\`\`\`
${shown}
\`\`\`

![Losses by epoch](model/curve.svg)
`;
}

process.exitCode = await demo();
