import type { Command } from "commander";
import { UserError } from "../support/errors.js";
import { addFileOptions, type FileFlags, generateForFile } from "./generate-file.js";
import { generateForPost } from "./generate-post.js";
import { addWishes, type WishFlags, wishesOf } from "./generate-wishes.js";
import type { Io } from "./io.js";

interface GenerateFlags extends WishFlags, Omit<FileFlags, "output"> {
  post?: string;
  reply: string[];
  input?: string;
  output?: string;
}

const EXAMPLES = `
A file holds one record per post. As JSON: {"post": "text", "replies": ["text",
...], ...}; as a table: a column "post", and "replies" with "|" between them, or
one column for each. Other fields are copied; "hashtags" is added, in tables
"hashtags" and "confidences". A dataset folder's files have words for texts,
{"id", "post": [words], "conversation": [words]}: of those the id is copied.

Results come in the order of the file. Until they are whole they lie in
OUTPUT.partial. After Ctrl-C, a crash or a kill, the same command goes on there;
no record is lost, and none comes twice. Records that cannot be read are
skipped, counted, and listed with file, line and reason.

Examples:
  $ threadtag generate models/demo --post "that last minute!" \\
      --reply "what a penalty" -k 3 --evidence
  $ threadtag generate models/demo --post "那个进球太精彩了" --json
  $ threadtag generate models/demo --input posts.jsonl --output tagged.jsonl.gz
  $ threadtag generate models/demo --input posts.csv --output tagged.csv \\
      --post-column caption --reply-column reply1 reply2 --block @bad.txt
  $ zcat posts.jsonl.gz | threadtag generate models/demo --input - --output - \\
      --min-confidence 0.3 --only existing --keep id > tagged.jsonl
`;

/** Adds `threadtag generate`: suggests hashtags. */
export function generate(program: Command, io: Io): void {
  const command = program
    .command("generate")
    .description("Suggest hashtags for a post, or for a file of posts.")
    .argument("<model>", "model folder")
    .option("--json", "print JSON")
    .optionsGroup("One post:")
    .option("--post <text>", "the post")
    .option("--reply <text...>", "a reply below it; give one or more, in their order", []);
  addFileOptions(addWishes(command))
    .addHelpText("after", EXAMPLES)
    .action((model: string, flags: GenerateFlags) => runGenerate(model, flags, io));
}

async function runGenerate(model: string, flags: GenerateFlags, io: Io): Promise<void> {
  const { post, reply, input, output } = flags;
  if (
    (post === undefined) === (input === undefined) ||
    (input !== undefined) !== (output !== undefined)
  ) {
    throw new UserError("give either --post TEXT, or --input FILE with --output FILE.");
  }
  if (input !== undefined && reply.length > 0) {
    throw new UserError("--reply goes with --post; the posts of --input have their own replies.");
  }
  if (post !== undefined) {
    const request = { post, replies: reply, ...wishesOf(flags) };
    await generateForPost(model, request, flags.json === true, io);
  } else {
    await generateForFile(model, input as string, { ...flags, output: output as string }, io);
  }
}
