import { UserError } from "../support/errors.js";
import { readText } from "../support/files.js";

/**
 * Reads hashtags in the aligned-lines format of the paper's released data: one post per line, its hashtags
 * separated by `;`, the words of a hashtag by spaces. A blank line is a post without hashtags.
 * @returns posts x hashtags (in the order of the line) x words
 * @throws UserError naming the file, and the line where it is not text of this format
 */
export function readHashtagLines(path: string): string[][][] {
  const lines = readText(path).split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  for (const [index, line] of lines.entries()) {
    const complaint = complaintAbout(line);
    if (complaint) throw new UserError(`${path}: line ${index + 1} ${complaint}`);
  }
  return lines.map(hashtagsOf);
}

function hashtagsOf(line: string): string[][] {
  const hashtags = line.split(";").map((tag) => tag.split(/\s+/).filter((word) => word !== ""));
  return hashtags.filter((words) => words.length > 0);
}

/** What is wrong with a line and how to mend it, for the files most easily mistaken for this format. */
function complaintAbout(line: string): string | undefined {
  if (line.includes("\0")) return "holds a NUL character. Save the file as UTF-8 text.";
  if (/^\s*[[{]\s*["[]/.test(line)) {
    return "looks like JSON. Give one post per line, its hashtags separated by ';' and their words by spaces.";
  }
  return undefined;
}
