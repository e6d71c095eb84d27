import { type Command, InvalidArgumentError } from "commander";
import { instanceSchema } from "../dataset/instance.js";
import { readJsonLines } from "../dataset/jsonl.js";
import { openSuggester } from "../suggesters/open.js";
import type { OpenSuggester } from "../suggesters/open-suggester.js";
import type { Suggestion, Thread } from "../suggesters/suggester.js";
import { UserError } from "../support/errors.js";
import { writeAtomically } from "../support/files.js";
import type { TextReader } from "../text/text-reader.js";
import type { Io } from "./io.js";
import { wholeNumber } from "./options.js";
import { suggestAll } from "./suggesting.js";

interface GenerateFlags {
  post?: string;
  reply: string[];
  count: number;
  batch?: number;
  input?: string;
  output?: string;
  json?: boolean;
}

const EXAMPLES = `
Texts are split into words as the posts were that the model was trained on:
lower case; links, mentions and numbers replaced; hashtags and Chinese split.
FILE holds one {"id", "post": [words], "conversation":
[words], ...} per line, as in a dataset folder.

Examples:
  $ threadtag generate models/demo --post "that last minute!" \\
      --reply "what a penalty" -k 3
  $ threadtag generate models/demo --post "那个进球太精彩了" --json
  $ threadtag generate models/demo --input posts.jsonl --output hashtags.jsonl
`;

/** Adds `threadtag generate`: suggests hashtags. */
export function generate(program: Command, io: Io): void {
  program
    .command("generate")
    .description("Suggest hashtags for a post, or for a file of posts.")
    .argument("<model>", "model folder")
    .option("--post <text>", "the post")
    .option("--reply <text...>", "a reply below it; give one or more, in their order", [])
    .option("-k, --count <n>", "hashtags per post", countOption, 5)
    .option("--batch <n>", "posts worked on together", countOption)
    .option("--input <file>", "posts as JSON lines, instead of --post")
    .option("--output <file>", "where to write the JSON lines with suggestions")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((model: string, flags: GenerateFlags) => runGenerate(model, flags, io));
}

function countOption(text: string): number {
  const value = wholeNumber(text);
  if (value >= 1) return value;
  throw new InvalidArgumentError("Give a whole number, 1 or more.");
}

async function runGenerate(folder: string, flags: GenerateFlags, io: Io): Promise<void> {
  const { post, input, output } = flags;
  if (
    (post === undefined) === (input === undefined) ||
    (input !== undefined) !== (output !== undefined)
  ) {
    throw new UserError("give either --post TEXT, or --input FILE with --output FILE.");
  }
  if (input !== undefined && flags.reply.length > 0) {
    throw new UserError("--reply goes with --post; the posts of --input have their own replies.");
  }
  const suggester = await openSuggester(folder);
  try {
    if (post !== undefined) await suggestForPost(suggester, post, flags, io);
    else await suggestForFile(suggester, input as string, output as string, flags, io);
  } finally {
    await suggester.close();
  }
}

async function suggestForPost(
  suggester: OpenSuggester,
  text: string,
  flags: GenerateFlags,
  io: Io,
) {
  const reader = await suggester.openReader();
  const post = reader.words({ text });
  if (post.length === 0)
    throw new UserError("--post: the text holds no word. Give the post's text.");
  const conversation = flags.reply.flatMap((reply) => reader.words({ text: reply }));
  const found = await suggester.suggest([{ post, conversation }], { count: flags.count });
  const suggestions = (found[0] ?? []).map((suggestion) => shown(suggestion, reader));
  io.out.write(flags.json ? `${JSON.stringify(suggestions, null, 2)}\n` : lines(suggestions));
}

async function suggestForFile(
  suggester: OpenSuggester,
  input: string,
  output: string,
  flags: GenerateFlags,
  io: Io,
): Promise<void> {
  const schema = instanceSchema.pick({ id: true, post: true, conversation: true });
  const posts: (Thread & { id: string })[] = [...readJsonLines(input, schema)];
  const { count, batch } = flags;
  const options = { count, ...(batch === undefined ? {} : { batch }) };
  const found = await suggestAll(suggester, posts, options, io);
  const reader = await suggester.openReader();
  const json = posts.map(({ id }, i) => {
    const hashtags = (found[i] as Suggestion[]).map((each) => shown(each, reader));
    return `${JSON.stringify({ id, hashtags })}\n`;
  });
  writeAtomically(output, json.join(""));
  io.out.write(`Wrote ${output}: suggestions for ${posts.length.toLocaleString("en")} posts.\n`);
}

/** A suggestion as it is shown: as people write it, and its score with enough digits to rank by. */
interface Shown {
  readonly hashtag: string;
  readonly words: readonly string[];
  readonly score: number;
}

function shown({ words, score }: Suggestion, reader: TextReader): Shown {
  const hashtag = reader.hashtag(words);
  return { hashtag, words, score: Number(score.toPrecision(6)) };
}

/** One suggestion per line, with its score in percent. */
function lines(suggestions: readonly Shown[]): string {
  return suggestions
    .map(({ hashtag, score }) => `${(score * 100).toFixed(1).padStart(5)} %  ${hashtag}\n`)
    .join("");
}
