import { join } from "node:path";
import type { Command } from "commander";
import { instanceSchema } from "../dataset/instance.js";
import { readJsonLines } from "../dataset/jsonl.js";
import { LearntModel } from "../suggesters/model-folder/learnt-model.js";
import { readModelFolder } from "../suggesters/model-folder/model-folder.js";
import { saveLearntModel } from "../suggesters/model-folder/save-learnt-model.js";
import { openSuggester } from "../suggesters/open.js";
import { counted } from "../support/counted.js";
import { UserError } from "../support/errors.js";
import { ProcessLock } from "../support/process-lock.js";
import type { Io } from "./io.js";

interface LearnFlags {
  input: string;
  json?: boolean;
}

const EXAMPLES = `
FILE holds one {"id", "post": [words], "conversation": [words],
"hashtags": [[words], ...]} per line, as in a dataset folder; "surface" may hold
the hashtags as they were spelt. What was learnt stays in MODEL: its hashtags
can be suggested from then on. A post that MODEL has learnt from, known by its
id and words, is passed over.

fusion, linear and retrieval learn so; other models are trained again.

Examples:
  $ threadtag train data/mine --out models/mine
  $ threadtag learn models/mine --input today.jsonl
`;

/** Adds `threadtag learn`: adds posts to a model that learns without being trained again. */
export function learn(program: Command, io: Io): void {
  program
    .command("learn")
    .description("Add posts with their hashtags to a model, without training it again.")
    .argument("<model>", "model folder")
    .requiredOption("--input <file>", "posts with their hashtags as JSON lines")
    .option("--json", "print what was learnt as JSON")
    .addHelpText("after", EXAMPLES)
    .action((model: string, flags: LearnFlags) => runLearn(model, flags, io));
}

async function runLearn(folder: string, { input, json }: LearnFlags, io: Io): Promise<void> {
  const lock = takeLock(folder);
  try {
    const result = await learnFrom(input, folder);
    io.out.write(json ? `${JSON.stringify(result, null, 2)}\n` : describe(result, folder));
  } finally {
    lock.release();
  }
}

/** @throws UserError while another process learns */
function takeLock(folder: string): ProcessLock {
  readModelFolder(folder);
  const path = join(folder, "learn.lock");
  const lock = ProcessLock.take(path);
  if (lock) return lock;
  throw new UserError(
    `${folder}: another process is adding posts to this model. Wait until it has ended and run again; if there is none, remove ${path}.`,
  );
}

/** What was learnt. */
interface Learnt {
  readonly posts: number;
  /** How many of them the model did not know. */
  readonly newPosts: number;
  readonly newHashtags: number;
}

async function learnFrom(input: string, folder: string): Promise<Learnt> {
  const model = await openSuggester(folder);
  try {
    if (!(model instanceof LearntModel) || !model.learn) throw cannotLearn(folder, model.name);
    const instances = [...readJsonLines(input, instanceSchema)];
    if (instances.length === 0) throw new UserError(`${input}: holds no post to learn from.`);
    const before = { posts: model.manifest.training.added, hashtags: model.hashtags ?? 0 };
    await model.learn(instances);
    const newPosts = model.manifest.training.added - before.posts;
    if (newPosts > 0) saveLearntModel(model, folder);
    const newHashtags = (model.hashtags ?? 0) - before.hashtags;
    return { posts: instances.length, newPosts, newHashtags };
  } finally {
    await model.close();
  }
}

function describe({ posts, newPosts, newHashtags }: Learnt, folder: string): string {
  const known = posts - newPosts;
  if (newPosts === 0)
    return `Nothing to learn: ${folder} knows ${counted(known, "post")} already.\n`;
  const passed = known > 0 ? ` (${counted(known, "other")} known already)` : "";
  return `Learnt from ${counted(newPosts, "post")}${passed}, with ${counted(newHashtags, "hashtag")} new to ${folder}.\n`;
}

function cannotLearn(folder: string, name: string): UserError {
  return new UserError(
    `${folder}: ${name} cannot learn from single posts. Add them to the dataset and train again, or use a model that learns: threadtag train DATASET --out MODEL`,
  );
}
