import { RecordError } from "../../corpus/format.js";
import { fields, isFields } from "../../corpus/formats/fields.js";
import type { SourceRecord } from "../../corpus/records/record.js";
import { UserError } from "../../support/errors.js";
import { membersOf, oneLine } from "./json-members.js";
import type { RecordFile } from "./record-file.js";
import { confidenceOf, type Tag, toJson } from "./tag.js";

/** How results are laid out. */
export interface Layout {
  /** What stands before the first line. */
  readonly head: string;
  /** @throws RecordError when nothing could be told of a record's suggestions */
  check(record: SourceRecord): void;
  /** A record that was checked, with its suggestions. */
  line(record: SourceRecord, tags: readonly Tag[]): string;
}

/** What results hold. */
export interface LayoutOptions {
  readonly format: "jsonl" | "csv" | "tsv";
  /** Fields of the record to keep; all of them without it. */
  readonly keep?: readonly string[] | undefined;
  /** The name of the suggestions. */
  readonly as: string;
  /** What stands between the hashtags in a cell. */
  readonly separator: string;
  readonly evidence: boolean;
}

/**
 * The layout of the results for a file.
 * @param first a record of it
 * @throws UserError when a field that is to be kept is missing, or has the name of the suggestions
 */
export function layoutOf(
  file: Pick<RecordFile, "path" | "columns">,
  first: SourceRecord | undefined,
  options: LayoutOptions,
): Layout {
  const { path, columns } = file;
  const { keep, format } = options;
  const known = columns ?? (isFields(first?.value) ? Object.keys(first.value) : []);
  const kept = keep ?? known;
  const added = addedNames(options);
  const lost = columns && kept.find((name) => !columns.includes(name));
  if (lost !== undefined) {
    throw new UserError(
      `${path}: has no column "${lost}" to keep. Its columns are ${quoted(known)}.`,
    );
  }
  checkNames(path, kept, added);
  if (format === "jsonl") return new JsonLayout(keep, options.as, columns !== undefined);
  return new TableLayout(kept, keep !== undefined, options, added);
}

function addedNames({ format, as, evidence }: LayoutOptions): string[] {
  if (format === "jsonl") return [as];
  return evidence ? [as, "confidences", "evidence"] : [as, "confidences"];
}

function checkNames(path: string, kept: readonly string[], added: readonly string[]): void {
  const twice = kept.find((name, i) => kept.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new UserError(`${path}: two columns are called "${twice}". Rename one of them.`);
  }
  const taken = added.find((name) => kept.includes(name));
  if (taken === undefined) return;
  throw new UserError(
    `${path}: already has "${taken}". Give the suggestions another name with --as, or leave it out with --keep.`,
  );
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

/** A JSON object per line: the record as it came, and its suggestions. */
class JsonLayout implements Layout {
  readonly head = "";

  constructor(
    private readonly keep: readonly string[] | undefined,
    private readonly as: string,
    private readonly isTable: boolean,
  ) {}

  check({ value }: SourceRecord): void {
    if (!this.keep && Object.hasOwn(fields(value), this.as)) {
      throw new RecordError(`field "${this.as}": is there already, in the place of suggestions`);
    }
  }

  line(record: SourceRecord, tags: readonly Tag[]): string {
    const kept = this.kept(record);
    return `{${kept}${kept && ","}${JSON.stringify(this.as)}:${toJson(tags)}}\n`;
  }

  /** The inside of the record, without what is left out. */
  private kept({ value, text }: SourceRecord): string {
    if (this.isTable) {
      const cells = fields(value);
      const row = this.keep
        ? Object.fromEntries(this.keep.map((name) => [name, cells[name]]))
        : cells;
      return JSON.stringify(row).slice(1, -1);
    }
    if (!this.keep) return oneLine(text.trim().slice(1, -1)).trim();
    const members = membersOf(text);
    const kept = this.keep.filter((name) => members.has(name));
    return kept.map((name) => `${JSON.stringify(name)}:${members.get(name)}`).join(",");
  }
}

/** A table with a row per record. */
class TableLayout implements Layout {
  readonly head: string;
  private readonly delimiter: string;

  constructor(
    private readonly columns: readonly string[],
    private readonly isChosen: boolean,
    private readonly options: LayoutOptions,
    added: readonly string[],
  ) {
    this.delimiter = options.format === "tsv" ? "\t" : ",";
    this.head = this.row([...columns, ...added]);
  }

  check({ value }: SourceRecord): void {
    if (this.isChosen) return;
    const further = Object.keys(fields(value)).find((name) => !this.columns.includes(name));
    if (further === undefined) return;
    throw new RecordError(
      `field "${further}": the first record has none, so the table has no column for it; name the columns with --keep`,
    );
  }

  line(record: SourceRecord, tags: readonly Tag[]): string {
    const { separator, evidence } = this.options;
    const cells = [
      ...this.kept(record),
      tags.map(({ hashtag }) => hashtag).join(separator),
      tags.map((tag) => confidenceOf(tag)).join(separator),
    ];
    if (evidence) cells.push(toJson(tags.map((tag) => ("evidence" in tag ? tag.evidence : null))));
    return this.row(cells);
  }

  private kept({ value, text }: SourceRecord): string[] {
    const cells = fields(value);
    // A number is copied as it is written.
    const members = this.columns.some(
      (name) => typeof cells[name] !== "string" && cells[name] != null,
    )
      ? membersOf(text)
      : undefined;
    return this.columns.map((name) => {
      const cell = cells[name] ?? "";
      return typeof cell === "string" ? cell : (members?.get(name) ?? "");
    });
  }

  private row(cells: readonly string[]): string {
    return `${cells.map((cell) => this.quote(cell)).join(this.delimiter)}\n`;
  }

  private quote(cell: string): string {
    const isPlain = !/["\n\r]/.test(cell) && !cell.includes(this.delimiter);
    return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
  }
}
