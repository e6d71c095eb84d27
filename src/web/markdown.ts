/** A piece of running text. */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly content: readonly Inline[] }
  | { readonly kind: "link"; readonly url: string; readonly content: readonly Inline[] };

/** What stands in a paragraph, an item or a cell. */
export type Content = readonly Inline[];

/** A part of a document. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly content: Content }
  | { readonly kind: "paragraph"; readonly content: Content }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Content[] }
  | {
      readonly kind: "table";
      readonly header: readonly Content[];
      readonly rows: readonly (readonly Content[])[];
    }
  | { readonly kind: "code"; readonly text: string };

const FENCE = /^```/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;

/** Code, bold, italic, and links, whichever begins first. */
const INLINE =
  /(`+)(?<code>.+?)\1|\*\*(?<strong>.+?)\*\*|(?<![\w*])[*_](?=\S)(?<emphasis>[^*_]+)(?<=\S)[*_](?![\w*])|\[(?<label>[^\]]+)\]\((?<url>(?:[^()\s]|\([^()\s]*\))+)\)/;

/**
 * Reads the part of Markdown that model cards are written in: headings, paragraphs, lists of one level, tables,
 * fenced code; bold, italic, code and links in them. Anything else, HTML too, is text.
 */
export function parseMarkdown(source: string): Block[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  while (lines.length > 0) {
    const block = nextBlock(lines);
    if (block) blocks.push(block);
  }
  return blocks;
}

/** Takes a block from the front of the lines; undefined for an empty line. */
function nextBlock(lines: string[]): Block | undefined {
  const line = lines[0]!;
  if (FENCE.test(line)) return codeBlock(lines);
  if (ROW.test(line) && RULE.test(lines[1] ?? "")) return table(lines);
  if (ITEM.test(line)) return list(lines);
  lines.shift();
  if (line.trim() === "") return undefined;
  const heading = HEADING.exec(line);
  if (heading) {
    return { kind: "heading", level: heading[1]!.length, content: parseInline(heading[2]!) };
  }
  const rest = takeWhile(lines, (next) => next.trim() !== "" && !beginsBlock(next));
  return { kind: "paragraph", content: parseInline([line, ...rest].join(" ").trim()) };
}

function beginsBlock(line: string): boolean {
  return [FENCE, HEADING, ITEM, ROW].some((pattern) => pattern.test(line));
}

function codeBlock(lines: string[]): Block {
  lines.shift();
  const text = takeWhile(lines, (line) => !FENCE.test(line)).join("\n");
  lines.shift();
  return { kind: "code", text };
}

function table(lines: string[]): Block {
  const [header, , ...rows] = takeWhile(lines, (line) => ROW.test(line)).map(cells);
  return { kind: "table", header: header!, rows };
}

function cells(row: string): Content[] {
  return row
    .trim()
    .slice(1, -1)
    .split("|")
    .map((cell) => parseInline(cell.trim()));
}

function list(lines: string[]): Block {
  const ordered = ITEM.exec(lines[0]!)![1] !== undefined;
  const items: string[] = [];
  for (const line of takeWhile(lines, (next) => ITEM.test(next) || /^\s+\S/.test(next))) {
    const item = ITEM.exec(line);
    if (item) items.push(item[2]!);
    else items.push(`${items.pop()} ${line.trim()}`);
  }
  return { kind: "list", ordered, items: items.map(parseInline) };
}

/** Takes lines from the front as long as they fit. */
function takeWhile(lines: string[], fits: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !fits(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

function parseInline(text: string): Inline[] {
  const match = INLINE.exec(text);
  if (!match) return text === "" ? [] : [{ kind: "text", text }];
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return [...parseInline(before), inlineOf(match), ...parseInline(after)];
}

function inlineOf({ 0: source, groups = {} }: RegExpExecArray): Inline {
  const { code, strong, emphasis, label, url } = groups;
  if (code !== undefined) return { kind: "code", text: code };
  if (strong !== undefined) return { kind: "strong", content: parseInline(strong) };
  if (emphasis !== undefined) return { kind: "emphasis", content: parseInline(emphasis) };
  // Others could run a script, or lead to files that the page does not have.
  if (!/^https?:\/\//i.test(url!)) return { kind: "text", text: label ?? source };
  return { kind: "link", url: url!, content: parseInline(label!) };
}
