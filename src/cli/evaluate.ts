import type { Command } from "commander";
import { readDataset, readDatasetInfo } from "../dataset/folder.js";
import { SPLITS, type Split } from "../dataset/instance.js";
import { type EvaluationResult, evaluatePredictions } from "../evaluation/evaluate.js";
import { readHashtagLines } from "../evaluation/lines.js";
import { renderEvaluation } from "../evaluation/report.js";
import { type SemanticFigures, semanticScores } from "../evaluation/semantic.js";
import { learnSimilarity } from "../evaluation/semantic-similarity.js";
import { openSuggester } from "../suggesters/open.js";
import { UserError } from "../support/errors.js";
import { writeAtomically } from "../support/files.js";
import type { Io } from "./io.js";
import { choice } from "./options.js";
import { suggestAll } from "./suggesting.js";

interface EvaluateFlags {
  split?: Split;
  predictions?: string;
  gold?: string;
  language?: "en" | "zh";
  save?: string;
  json?: boolean;
}

/** Hashtags per post that the figures look at. */
const COUNT = 5;

const EXAMPLES = `
"released" counts as the script that came with the paper does; "standard" is
the usual definition. "semantic" is recall at 1 and at 5 where a near miss
counts by how near it is in words and training posts; files have no such posts.
Files of hashtags hold one line per post, hashtags separated by ";", words by
spaces.

Examples:
  $ threadtag evaluate models/weibo data/weibo --split valid
  $ threadtag evaluate models/weibo data/weibo --save predictions.txt --json
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
  const result =
    flags.predictions || flags.gold
      ? scoreFiles(flags)
      : await scoreModel(model, dataset, flags, io);
  io.out.write(
    flags.json ? `${JSON.stringify(result, null, 2)}\n` : `${renderEvaluation(result)}\n`,
  );
}

function scoreFiles({ predictions, gold, language = "en" }: EvaluateFlags): EvaluationResult {
  if (!predictions || !gold)
    throw new UserError("--predictions and --gold go together: give both.");
  return evaluatePredictions(readHashtagLines(gold), readHashtagLines(predictions), { language });
}

async function scoreModel(
  model: string | undefined,
  folder: string | undefined,
  { split = "test", save }: EvaluateFlags,
  io: Io,
): Promise<EvaluationResult & Partial<SemanticFigures>> {
  if (!model || !folder) {
    throw new UserError("give MODEL and DATASET, or --predictions FILE with --gold FILE.");
  }
  const { language, counts } = readDatasetInfo(folder);
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
  return {
    ...evaluatePredictions(gold, predictions, { language }),
    ...(hasTraining && semanticScores(gold, predictions, learnSimilarity(dataset.train))),
  };
}
