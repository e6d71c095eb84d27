import type { Command } from "commander";
import { readDataset, readDatasetInfo } from "../dataset/folder.js";
import { SPLITS, type Split } from "../dataset/instance.js";
import { type EvaluationResult, evaluatePredictions } from "../evaluation/evaluate.js";
import { readHashtagLines } from "../evaluation/lines.js";
import { type Judged, type Reliability, reliability } from "../evaluation/reliability.js";
import { renderEvaluation } from "../evaluation/report.js";
import { type SemanticFigures, semanticScores } from "../evaluation/semantic.js";
import { learnSimilarity } from "../evaluation/semantic-similarity.js";
import { reliabilityPage } from "../experiments/report/reliability-page.js";
import { openSuggester } from "../suggesters/open.js";
import type { OpenSuggester } from "../suggesters/open-suggester.js";
import type { Suggestion } from "../suggesters/suggester.js";
import { UserError } from "../support/errors.js";
import { writeAtomically } from "../support/files.js";
import { confidenceIn } from "../tagger/confidence.js";
import type { Io } from "./io.js";
import { choice } from "./options.js";
import { suggestAll } from "./suggesting.js";

interface EvaluateFlags {
  split?: Split;
  predictions?: string;
  gold?: string;
  language?: "en" | "zh";
  save?: string;
  reliability?: string;
  json?: boolean;
}

/** What is printed. */
type Scores = EvaluationResult & Partial<SemanticFigures> & { reliability?: Reliability };

/** Hashtags per post that the figures look at. */
const COUNT = 5;

const EXAMPLES = `
"released" counts as the script that came with the paper does; "standard" is
the usual definition. "semantic" is recall at 1 and at 5 where a near miss
counts by how near it is in words and training posts; files have no such posts.
Files of hashtags hold one line per post, hashtags separated by ";", words by
spaces. --reliability shows whether confidences are true: of the suggestions
with a confidence of 70 %, seven in ten should be right.

Examples:
  $ threadtag evaluate models/weibo data/weibo --split valid
  $ threadtag evaluate models/weibo data/weibo --save predictions.txt --json
  $ threadtag evaluate models/weibo data/weibo --reliability reliability.html
  $ threadtag evaluate --predictions predictions.txt --gold test_tag.txt \\
      --language zh
`;

/** Adds `threadtag evaluate`: F1, MAP and ROUGE of a model or of a file of predictions. */
export function evaluate(program: Command, io: Io): void {
  program
    .command("evaluate")
    .description("Score a model on a dataset, or a file of predictions against a file of hashtags.")
    .argument("[model]", "model folder")
    .argument("[dataset]", "dataset folder")
    .option(
      "--split <name>",
      `split to score on: ${SPLITS.join(", ")} (default: test)`,
      choice(SPLITS),
    )
    .option("--predictions <file>", "ranked hashtags, best first")
    .option("--gold <file>", "the authors' own hashtags")
    .option(
      "--language <language>",
      "of the files: en or zh (default: en)",
      choice(["en", "zh"] as const),
    )
    .option("--save <file>", "write the model's suggestions to a file")
    .option("--reliability <file>", "write a page on the model's confidences (HTML)")
    .option("--json", "print the figures as JSON, in percent")
    .addHelpText("after", EXAMPLES)
    .action((model: string | undefined, dataset: string | undefined, flags: EvaluateFlags) =>
      runEvaluate(model, dataset, flags, io),
    );
}

async function runEvaluate(
  model: string | undefined,
  dataset: string | undefined,
  flags: EvaluateFlags,
  io: Io,
): Promise<void> {
  const result: Scores =
    flags.predictions || flags.gold
      ? scoreFiles(flags)
      : await scoreModel(model, dataset, flags, io);
  io.out.write(flags.json ? `${JSON.stringify(result, null, 2)}\n` : `${report(result)}\n`);
}

function report(result: Scores): string {
  const error = result.reliability?.expectedCalibrationError;
  const figures = renderEvaluation(result);
  return error === undefined
    ? figures
    : `${figures}\n\nexpected calibration error: ${error.toFixed(2)} percentage points`;
}

function scoreFiles(flags: EvaluateFlags): EvaluationResult {
  const { predictions, gold, reliability: page, language = "en" } = flags;
  if (page !== undefined) {
    throw new UserError(
      "--reliability goes with a model: files hold no confidences. Leave it out.",
    );
  }
  if (!predictions || !gold)
    throw new UserError("--predictions and --gold go together: give both.");
  return evaluatePredictions(readHashtagLines(gold), readHashtagLines(predictions), { language });
}

async function scoreModel(
  model: string | undefined,
  folder: string | undefined,
  { split = "test", save, reliability: page }: EvaluateFlags,
  io: Io,
): Promise<Scores> {
  if (!model || !folder) {
    throw new UserError("give MODEL and DATASET, or --predictions FILE with --gold FILE.");
  }
  const { name, language, counts } = readDatasetInfo(folder);
  const hasTraining = counts.train > 0;
  const splits = SPLITS.filter((each) => each === split || (each === "train" && hasTraining));
  const dataset = readDataset(folder, splits);
  const instances = dataset[split];
  const suggester = await openSuggester(model);
  const suggestions = await suggestAll(suggester, instances, { count: COUNT }, io).finally(() =>
    suggester.close(),
  );
  const predictions = suggestions.map((list) => list.map(({ words }) => [...words]));
  if (save) {
    const lines = predictions.map((list) => list.map((words) => words.join(" ")).join(";"));
    writeAtomically(save, `${lines.join("\n")}\n`);
  }
  const gold = instances.map(({ hashtags }) => hashtags);
  const figures = reliability(judged(suggester, gold, suggestions));
  if (page !== undefined) {
    const scored = { model: suggester.name, dataset: name, split, count: COUNT };
    writeAtomically(page, reliabilityPage(scored, figures));
  }
  return {
    ...evaluatePredictions(gold, predictions, { language }),
    ...(hasTraining && semanticScores(gold, predictions, learnSimilarity(dataset.train))),
    ...(page !== undefined && { reliability: figures }),
  };
}

/** The confidence of each suggestion, and whether its post has it. */
function judged(
  suggester: OpenSuggester,
  gold: readonly string[][][],
  suggestions: readonly Suggestion[][],
): Judged[] {
  const confidence = confidenceIn(suggester);
  return suggestions.flatMap((list, post) => {
    const right = new Set(gold[post].map((words) => words.join("")));
    return list.map(({ words, score }) => ({
      confidence: confidence.of(score),
      isRight: right.has(words.join("")),
    }));
  });
}
