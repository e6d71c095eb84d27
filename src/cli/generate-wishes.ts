import { type Command, InvalidArgumentError } from "commander";
import { PLATFORMS, type Platform } from "../corpus/post.js";
import { UserError } from "../support/errors.js";
import { readText } from "../support/files.js";
import type { ThreadText, Wishes } from "../tagger/suggestion.js";
import { choice, positiveNumber } from "./options.js";

/** The options that tell which hashtags are wished for. */
export interface WishFlags {
  count: number;
  minConfidence?: number;
  only?: "existing" | "any";
  language?: "post" | "any";
  block?: string[];
  allow?: string[];
  platform?: Platform;
  evidence?: boolean;
}

/** Adds the options that tell which hashtags are wished for. */
export function addWishes(command: Command): Command {
  return command
    .optionsGroup("Which hashtags:")
    .option("-k, --count <n>", "most hashtags per post", positiveNumber, 5)
    .option("--min-confidence <c>", "leave out less confident ones, 0 to 1", confidence)
    .option("--only <which>", "existing: none but training posts have", choice(["existing", "any"]))
    .option("--language <which>", "post: none in another script", choice(["post", "any"]))
    .option("--block <hashtag...>", "never suggest these; *: any characters; @FILE: a list")
    .option("--allow <hashtag...>", "suggest these alone, in the same form")
    .option("--platform <name>", "where the posts are; decides the signs", choice(PLATFORMS))
    .option("--evidence", "tell why: words and earlier posts; takes longer");
}

/**
 * The wishes that options tell.
 * @throws UserError when a list of hashtags cannot be read
 */
export function wishesOf(flags: WishFlags): Wishes & Pick<ThreadText, "platform"> {
  const { count, minConfidence, only, language, block, allow, platform, evidence } = flags;
  return {
    limit: count,
    ...(minConfidence !== undefined && { minConfidence }),
    ...(only && { only }),
    ...(language && { language }),
    ...(block && { block: patternsOf(block, "--block") }),
    ...(allow && { allow: patternsOf(allow, "--allow") }),
    ...(platform && { platform }),
    ...(evidence && { evidence }),
  };
}

function confidence(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("Give a number from 0 to 1, for example 0.2.");
}

/** The hashtags of an option, and those of the files that it names, one per line. */
function patternsOf(given: readonly string[], option: string): string[] {
  const patterns = given.flatMap((each) => {
    if (!each.startsWith("@")) return each;
    return readText(each.slice(1)).split(/\r\n|\n|\r/);
  });
  const filled = patterns.map((each) => each.trim()).filter((each) => each !== "");
  if (filled.length > 0) return filled;
  throw new UserError(`${option}: holds no hashtag. Give one, or leave the option away.`);
}
