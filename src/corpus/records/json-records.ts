import { messageOf } from "../../support/errors.js";
import { type Line, readLines } from "./lines.js";
import type { RecordStream, SourceRecord } from "./record.js";

/** The largest JSON document over several lines; more does not fit into one string with room to parse it. */
const MAX_DOCUMENT_CHARACTERS = 256 * 1024 * 1024;

/**
 * The records of a JSON file: a value per line, or one document over many lines. What begins like a
 * document and is none is read line by line, so that one broken line does not cost the others.
 */
export async function* readJsonRecords(chunks: AsyncIterable<Buffer>): RecordStream {
  const portions = readLines(chunks)[Symbol.asyncIterator]();
  const head: Line[] = [];
  for (let step = await portions.next(); !step.done; step = await portions.next()) {
    head.push(...step.value);
    if (head.some(isFilled)) break;
  }
  const first = head.find(isFilled);
  if (first && parse(first.text).error === undefined) yield parseLines(head);
  else yield await readDocument(head, portions);
  for (let step = await portions.next(); !step.done; step = await portions.next()) {
    yield parseLines(step.value);
  }
}

/** The file as one document; as lines where that fails. */
async function readDocument(head: Line[], rest: AsyncIterator<Line[]>): Promise<SourceRecord[]> {
  const lines = [...head];
  let characters = 0;
  for (const { text } of head) characters += text.length;
  while (characters < MAX_DOCUMENT_CHARACTERS && beginsDocument(lines)) {
    const { value, done } = await rest.next();
    if (done) break;
    lines.push(...value);
    for (const { text } of value) characters += text.length;
  }
  const text = lines.map((line) => line.text).join("\n");
  const { value, error } = parse(text);
  return error === undefined ? [{ line: 1, value, text }] : parseLines(lines);
}

/** A document over several lines begins with a bracket and an unfinished line. */
function beginsDocument(lines: readonly Line[]): boolean {
  return /^\s*[[{]/.test(lines.find(isFilled)?.text ?? "");
}

function parseLines(lines: readonly Line[]): SourceRecord[] {
  return lines.filter(isFilled).map(({ number, text, error }) => {
    return { line: number, text, ...(error === undefined ? parse(text) : { error }) };
  });
}

function isFilled({ text, error }: Line): boolean {
  return error !== undefined || text.trim() !== "";
}

function parse(text: string): { value?: unknown; error?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const isCut = /end of JSON|Unterminated/.test(messageOf(error));
    return { error: isCut ? "ends in the middle of a JSON value" : "not valid JSON" };
  }
}
