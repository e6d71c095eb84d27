import { join } from "node:path";
import type { Command } from "commander";
import { MAX_HASHTAG_WORDS } from "../dataset/encode.js";
import { readDataset } from "../dataset/folder.js";
import { familyOf, LOSS_PER, NEURAL, type NeuralName } from "../model/config.js";
import { isSystem, SUGGESTERS, type SuggesterName } from "../suggesters/systems.js";
import { UserError } from "../support/errors.js";
import { createProgress } from "../support/progress.js";
import type { EpochRecord } from "../training/history.js";
import {
  parseTrainingOptions,
  readTrainingConfig,
  type TrainingOptions,
} from "../training/options.js";
import {
  type TrainingHooks,
  type TrainingPlan,
  type TrainingResult,
  train as trainModel,
} from "../training/train.js";
import { assess } from "./assessing.js";
import { catchInterrupt } from "./interrupt.js";
import type { Io } from "./io.js";
import { choice, wholeNumber } from "./options.js";
import { describeSystems, learnSystem, readSystemConfig } from "./train-system.js";
import { wrap } from "./wrap.js";

interface TrainFlags extends Partial<Pick<TrainingOptions, "epochs" | "seed" | "threads">> {
  model?: SuggesterName;
  out: string;
  config?: string;
  resume?: boolean;
  json?: boolean;
}

/** The options for a model that is trained epoch by epoch. */
type TrainerFlags = TrainFlags & { model?: NeuralName };

/** What is trained unless told otherwise: the best. */
const DEFAULT: SuggesterName = "fusion";

const EXAMPLES = `
Models that are trained epoch by epoch:
${wrap(NEURAL.join(", "), 2)}

MODEL then holds the network as ONNX graphs, vocabulary.json, manifest.json, a
model card (README.md), history.json and curve.svg; assessment.json says how it
does on the validation posts, which makes its confidences true. The model of
the epoch with the lowest validation loss is kept. Ctrl-C saves a checkpoint
first; --resume goes on to the same result as without the pause.

--config takes a JSON file with any of: model, seed, epochs, batch,
learningRate, clip, patience, dropout, wordDropout, embedding, hidden, layers,
vocabulary, postWords, conversationWords, threads. Options win over the file.

Models that are learnt in one go, from the training posts alone; they take no
--epochs, --threads and --resume, and other settings in --config:
${describeSystems()}
Examples:
  $ threadtag train data/weibo --out models/weibo
  $ threadtag train data/weibo --model bi-attention --seed 2 --out models/bi-2
  $ threadtag train data/weibo --model bi-attention --out models/bi --resume
`;

/** Adds `threadtag train`: trains a model. */
export function train(program: Command, io: Io): void {
  program
    .command("train")
    .description("Train a model on a dataset.")
    .argument("<dataset>", "dataset folder")
    .requiredOption("--out <model>", "model folder to write")
    .option("--model <name>", `what to train (default: ${DEFAULT})`, choice(SUGGESTERS))
    .option("--epochs <n>", "most epochs; training usually ends earlier", wholeNumber)
    .option("--seed <n>", "seed of all randomness", wholeNumber)
    .option("--threads <n>", "threads that train together (default: cores, at most 4)", wholeNumber)
    .option("--config <file>", "settings from a JSON file")
    .option("--resume", "go on with a run that was interrupted")
    .option("--json", "print the result and every epoch as JSON")
    .addHelpText("after", EXAMPLES)
    .action((dataset: string, flags: TrainFlags) => runTrain(dataset, flags, io));
}

async function runTrain(folder: string, flags: TrainFlags, io: Io): Promise<void> {
  const configured = flags.config === undefined ? {} : readSystemConfig(flags.config);
  const model = flags.model ?? configured.model ?? DEFAULT;
  if (isSystem(model)) await learnSystem(model, folder, flags, io);
  else await runTrainer(folder, { ...flags, model }, io);
}

async function runTrainer(folder: string, flags: TrainerFlags, io: Io): Promise<void> {
  const options = optionsOf(flags);
  const dataset = readDataset(folder, ["train", "valid"]);
  const interrupt = catchInterrupt(io, "Stopping: saving a checkpoint.");
  const display = new TrainingDisplay(options, io, interrupt.signal);
  try {
    const result = await trainModel(dataset, flags.out, options, display.hooks, flags.resume);
    display.stop();
    if (result.outcome !== "stopped" && result.bestEpoch > 0)
      await assess(flags.out, dataset.valid, io);
    report(result, options.model, flags, folder, io);
  } finally {
    display.stop();
    interrupt.release();
  }
}

function optionsOf({ model, epochs, seed, threads, config }: TrainerFlags): TrainingOptions {
  const given = Object.entries({ model, epochs, seed, threads }).filter(([, v]) => v !== undefined);
  return parseTrainingOptions({
    ...(config === undefined ? {} : readTrainingConfig(config)),
    ...Object.fromEntries(given),
  });
}

/** What the user sees while a model is trained: a bar for the epoch under way, a line per epoch. */
class TrainingDisplay {
  private progress: ReturnType<typeof createProgress> | undefined;
  private plan: TrainingPlan | undefined;

  constructor(
    private readonly options: TrainingOptions,
    private readonly io: Io,
    private readonly interrupt: AbortSignal,
  ) {}

  readonly hooks: TrainingHooks = {
    shouldStop: () => this.interrupt.aborted,
    onPlan: (plan) => {
      this.plan = plan;
      this.describe(plan);
    },
    onStep: ({ epoch, posts, lossSum, words }) => {
      this.progress ??= this.startBar(posts);
      this.progress.update(posts, { epoch, loss: (lossSum / words).toFixed(3) });
    },
    onEpoch: (record, isBest) => {
      this.stop();
      this.io.err.write(`${epochLine(record)}${isBest ? "  best" : ""}\n`);
    },
  };

  stop(): void {
    this.progress?.stop();
    this.progress = undefined;
  }

  private startBar(start: number) {
    return createProgress({
      label: "Training",
      unit: "posts",
      total: this.plan?.examples ?? start,
      start,
      stream: this.io.err,
    });
  }

  private describe({ config, examples, tooLong, parameters, resumed }: TrainingPlan): void {
    const count = (n: number): string => n.toLocaleString("en");
    const lines = [
      `${config.model}: ${count(parameters)} parameters, ${count(examples)} training ${familyOf(config.model) === "extractor" ? "posts" : "hashtags"}, ${count(config.vocabulary)} words${OUTPUTS[familyOf(config.model)](config.outputs)}, seed ${this.options.seed}, ${this.options.threads} threads`,
      tooLong > 0 &&
        `${count(tooLong)} training hashtags of more than ${MAX_HASHTAG_WORDS} words are left out`,
      resumed && `going on in epoch ${resumed.epoch} after ${count(resumed.posts)} posts`,
    ];
    for (const line of lines) if (line) this.io.err.write(`${line}\n`);
  }
}

/** What the output layer of a family covers, as the plan says it. */
const OUTPUTS = {
  generator: (outputs: number) => ` (${(outputs - 1).toLocaleString("en")} in hashtags)`,
  classifier: (outputs: number) => `, ${outputs.toLocaleString("en")} distinct hashtags`,
  extractor: () => "",
} as const;

function epochLine(record: EpochRecord): string {
  const { epoch, trainingLoss, validationLoss, learningRate, seconds, postsPerSecond } = record;
  return [
    `epoch ${String(epoch).padStart(2)}`,
    `training ${trainingLoss.toFixed(4)}`,
    `validation ${validationLoss.toFixed(4)}`,
    `rate ${learningRate}`,
    `${seconds.toFixed(0)} s`,
    `${postsPerSecond.toFixed(0)} posts/s`,
  ].join("  ");
}

function report(
  result: TrainingResult,
  model: NeuralName,
  { out, json }: TrainFlags,
  dataset: string,
  io: Io,
): void {
  const { outcome, history, bestEpoch } = result;
  if (json) io.out.write(`${JSON.stringify({ model: out, ...result }, null, 2)}\n`);
  const again = `threadtag train ${dataset} --model ${model} --out ${out} --resume`;
  if (outcome === "stopped") {
    throw new UserError(`stopped; go on with the same options and --resume:\n  ${again}`, 1);
  }
  if (outcome === "diverged") throw new UserError(divergence(out, bestEpoch), 1);
  if (json) return;
  const best = history[bestEpoch - 1] as EpochRecord;
  io.out.write(
    `Best epoch ${bestEpoch} of ${history.length}: validation loss ${best.validationLoss.toFixed(4)} per ${LOSS_PER[familyOf(model)]}.\n` +
      `Model: ${out}  curve: ${join(out, "curve.svg")}\n`,
  );
}

function divergence(out: string, bestEpoch: number): string {
  const kept =
    bestEpoch > 0 ? `the model of epoch ${bestEpoch} is kept in ${out}` : "no model was made";
  return `the loss is no longer a number; ${kept}. Train again into a new folder with a lower learningRate (see --config).`;
}
