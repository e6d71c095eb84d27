import { UserError } from "../support/errors.js";
import type { Evidence, HashtagSuggestion, SuggestionRequest } from "../tagger/suggestion.js";
import { Threadtag } from "../tagger/threadtag.js";
import { toJson } from "./files/tag.js";
import type { Io } from "./io.js";

/** What of an earlier post is shown, in characters. */
const EXCERPT = 60;

/** Suggests hashtags for one post and prints them. */
export async function generateForPost(
  model: string,
  request: SuggestionRequest,
  json: boolean,
  io: Io,
): Promise<void> {
  if (request.post.trim() === "") {
    throw new UserError("--post: the text holds no word. Give the post's text.");
  }
  const tagger = await Threadtag.open(model);
  try {
    const found = await tagger.suggest(request);
    if (json) io.out.write(`${toJson(found, 2)}\n`);
    else if (found.length > 0) io.out.write(found.map((each) => lines(each, request)).join(""));
    else io.err.write("No hashtag fits.\n");
  } finally {
    await tagger.close();
  }
}

/** A suggestion with its confidence in percent, and why it is one. */
function lines(suggestion: HashtagSuggestion, request: SuggestionRequest): string {
  const { hashtag, confidence, evidence } = suggestion;
  const line = `${(confidence * 100).toFixed(1).padStart(5)} %  ${hashtag}\n`;
  if (!evidence) return line;
  return (
    line +
    reasons(evidence, request)
      .map((reason) => `         ${reason}\n`)
      .join("")
  );
}

function reasons({ words, posts }: Evidence, { post, replies = [] }: SuggestionRequest): string[] {
  const texts = [post, ...replies];
  const spoken = words.map(({ text, start, end }) => texts[text].slice(start, end));
  const similar = posts.map(({ text, hashtags }) => `like: ${excerpt(text)} ${hashtags.join(" ")}`);
  return spoken.length > 0 ? [`because of: ${spoken.join(", ")}`, ...similar] : similar;
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const signs = [...line];
  return signs.length > EXCERPT ? `${signs.slice(0, EXCERPT).join("")}...` : line;
}
