import type { Command } from "commander";
import { instanceSchema } from "../dataset/instance.js";
import { readJsonLines } from "../dataset/jsonl.js";
import { LearntModel } from "../suggesters/learnt-model.js";
import { openSuggester } from "../suggesters/open.js";
import { counted } from "../support/counted.js";
import { UserError } from "../support/errors.js";
import type { Io } from "./io.js";

interface LearnFlags {
  input: string;
  json?: boolean;
}

const EXAMPLES = `
FILE holds one {"id", "post": [words], "conversation": [words],
"hashtags": [[words], ...]} per line, as in a dataset folder; "surface" may hold
the hashtags as they were spelt. What was learnt stays in MODEL: its hashtags
can be suggested from then on. Learn a file once: twice counts twice.

Only fusion and retrieval learn so; other models are trained again.

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
  const model = await openSuggester(folder);
  try {
    if (!(model instanceof LearntModel) || !model.learn) throw cannotLearn(folder, model.name);
    const instances = [...readJsonLines(input, instanceSchema)];
    if (instances.length === 0) throw new UserError(`${input}: holds no post to learn from.`);
    const before = model.hashtags ?? 0;
    await model.learn(instances);
    model.save(folder);
    const result = { posts: instances.length, newHashtags: (model.hashtags ?? 0) - before };
    io.out.write(
      json
        ? `${JSON.stringify(result, null, 2)}\n`
        : `Learnt from ${counted(result.posts, "post")}, with ${counted(result.newHashtags, "hashtag")} new to ${folder}.\n`,
    );
  } finally {
    await model.close();
  }
}

function cannotLearn(folder: string, name: string): UserError {
  return new UserError(
    `${folder}: ${name} cannot learn from single posts. Add them to the dataset and train again, or use a model that learns: threadtag train DATASET --out MODEL`,
  );
}
