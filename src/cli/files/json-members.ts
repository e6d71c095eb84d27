/**
 * The members of a JSON object as they stand in its text: parsing would round numbers of more digits
 * than JavaScript's have, as the ids of some platforms are.
 * @param text a valid JSON object
 * @returns the text of each value by its name
 */
export function membersOf(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = skipSpace(text, text.indexOf("{") + 1);
  while (text[at] === '"') {
    const nameEnd = endOfString(text, at);
    const start = skipSpace(text, text.indexOf(":", nameEnd) + 1);
    const end = endOfValue(text, start);
    members.set(JSON.parse(text.slice(at, nameEnd)), oneLine(text.slice(start, end)));
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return members;
}

/** JSON without line ends: in valid JSON none stands inside a string. */
export function oneLine(json: string): string {
  return json.includes("\n") || json.includes("\r") ? json.replace(/\s*[\n\r]\s*/g, "") : json;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (" \t\n\r".includes(text[at] ?? "end")) at++;
  return at;
}

/** @param start of a string, its first quote */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

function endOfValue(text: string, start: number): number {
  let at = start;
  let depth = 0;
  do {
    const sign = text[at] as string;
    if (sign === '"') at = endOfString(text, at);
    else if (sign === "{" || sign === "[") [depth, at] = [depth + 1, at + 1];
    else if (sign === "}" || sign === "]") [depth, at] = [depth - 1, at + 1];
    else at = depth > 0 ? at + 1 : endOfWord(text, at);
  } while (depth > 0);
  return at;
}

/** The end of a number, `true`, `false` or `null`. */
function endOfWord(text: string, start: number): number {
  let at = start;
  while (/[\w.+-]/.test(text[at] ?? "")) at++;
  return at;
}
