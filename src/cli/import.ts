import { dirname, join } from "node:path";
import { type Command, Option } from "commander";
import type { Format } from "../corpus/format.js";
import { FORMATS } from "../corpus/formats/index.js";
import { mastodonOf } from "../corpus/formats/mastodon.js";
import { type ColumnMap, parseMap, TABLE_FIELDS, tableFormat } from "../corpus/formats/table.js";
import { PLATFORMS, type Platform } from "../corpus/post.js";
import { type SourceFiles, sourceFiles } from "../corpus/source-files.js";
import type { ImportRecord } from "../corpus/store.js";
import { UserError } from "../support/errors.js";
import { parseAddress } from "../support/http.js";
import { createProgress } from "../support/progress.js";
import type { Io } from "./io.js";
import { openStore } from "./open-store.js";
import { choice } from "./options.js";
import { table } from "./table.js";

const NAMES = ["auto", ...FORMATS.map(({ name }) => name), "csv"] as const;

interface ImportFlags {
  store: string;
  format: string;
  map?: string[];
  author?: string;
  separator?: string;
  platform?: Platform;
  server?: string;
  strict?: boolean;
  rejected?: string;
  json?: boolean;
}

const EXAMPLES = `
SOURCE is a file (also gzip), a folder, a pattern in quotes, or - for standard
input. Formats:
${FORMATS.map(({ name, description }) => `  ${name.padEnd(11)} ${description}`).join("\n")}
  csv         any CSV or TSV file, with --map

In folders and among the files of a pattern, those of no known format are passed
over with a warning.

Posts that the store already has are not added again, and replies that come
later extend their conversations. Records that cannot be read are skipped,
counted, and listed with file, line and reason.

--map says what a column of a table holds: ${TABLE_FIELDS.slice(0, 4).join(", ")},
${TABLE_FIELDS.slice(4).join(", ")}.
"replies" holds several replies, see --separator; "oldestFirst" or "newestFirst"
a running number of the author's posts, for tables without ids and dates. A
column without a name is mapped by --map =FIELD.

Examples:
  $ threadtag import tweets/ --store corpus.duckdb
  $ threadtag import "dump/*.jsonl.gz" --format twitter-v2 --store corpus.duckdb
  $ threadtag import posts.csv --map caption=text --map user=author \\
      --map comments=replies --store corpus.duckdb
  $ threadtag import statuses/ --server https://mastodon.social --store m.duckdb
  $ zcat posts.gz | threadtag import - --format jsonl --store corpus.duckdb
`;

/** Adds `threadtag import`: files of posts into a store. */
export function importPosts(program: Command, io: Io): void {
  program
    .command("import")
    .description("Read exported posts into a store.")
    .argument("<source...>", "files, folders, patterns, or -")
    .requiredOption("--store <file>", "store to add to; made if it is not there")
    .addOption(
      new Option("--format <name>", "format of all files; auto: each file's records tell")
        .default("auto")
        .argParser(choice(NAMES)),
    )
    .option("--map <column=field>", "what a column holds; for each column", collect)
    .option("--author <name>", "author of every row, where no column names it")
    .option("--separator <text>", "what is between replies in one cell", "|")
    .option("--platform <name>", "platform of the rows", choice(PLATFORMS))
    .option("--server <url>", "Mastodon server that gave the files")
    .option("--strict", "stop at the first file or record that cannot be read")
    .option("--rejected <file>", "list of skipped records (default: rejected.jsonl by the store)")
    .option("--json", "print what each file held as JSON")
    .addHelpText("after", EXAMPLES)
    .action((sources: string[], flags: ImportFlags) => runImport(sources, flags, io));
}

function collect(value: string, values: string[] = []): string[] {
  return [...values, value];
}

async function runImport(sources: string[], flags: ImportFlags, io: Io): Promise<void> {
  const columns = flags.map && parseMap(flags.map);
  const format = formatOf(flags, columns);
  const files = sourceFiles(sources);
  const rejected = flags.rejected ?? join(dirname(flags.store), "rejected.jsonl");
  const store = await openStore(flags.store);
  const progress = createProgress({ label: "Importing", unit: "records", stream: io.err });
  try {
    // Loaded here, as the database takes its time to load and other commands do without.
    const { importFiles } = await import("../corpus/import.js");
    const results = await importFiles(store, files.paths, {
      rejected,
      ...(format && { format }),
      ...(columns && { columns }),
      ...(flags.strict && { strict: true }),
      onFile: (path, { name }) => {
        if (!format) io.err.write(`${path}: ${name}\n`);
      },
      ...(!flags.strict && { onSkipped: warning(files, io) }),
      onProgress: (records, fraction) => progress.update(records, {}, fraction),
    });
    progress.stop();
    io.out.write(
      flags.json ? `${JSON.stringify(results, null, 2)}\n` : summary(results, flags, rejected),
    );
  } finally {
    progress.stop();
    store.close();
  }
}

/** Says that a file is passed over, unless the user named it or nothing else is there. */
function warning({ paths, named }: SourceFiles, io: Io) {
  let skipped = 0;
  return (path: string, reason: string): void => {
    if (named.has(path) || ++skipped === paths.length) throw new UserError(`${path}: ${reason}`);
    io.err.write(`${path}: skipped, ${reason}\n`);
  };
}

/** The format that the flags name; undefined: each file's records tell. */
function formatOf(flags: ImportFlags, columns: ColumnMap | undefined): Format | undefined {
  const { format, author, separator, platform, server } = flags;
  if (server !== undefined) {
    if (columns || (format !== "auto" && format !== "mastodon")) {
      throw new UserError("--server is for --format mastodon. Leave one of the options out.");
    }
    return mastodonOf(parseAddress(server, "--server"));
  }
  if (columns) {
    if (format !== "auto" && format !== "csv") {
      throw new UserError(
        `--map is for tables, not for --format ${format}. Leave one of them out.`,
      );
    }
    return tableFormat(columns, {
      ...(author !== undefined && { author }),
      ...(separator !== undefined && { separator }),
      ...(platform !== undefined && { source: platform }),
    });
  }
  if (format === "csv") {
    throw new UserError("--format csv needs --map, for example --map caption=text.");
  }
  return FORMATS.find(({ name }) => name === format);
}

function summary(
  results: readonly ImportRecord[],
  { store }: ImportFlags,
  rejected: string,
): string {
  const count = (value: number): string => value.toLocaleString("en");
  const row = (label: string, each: readonly ImportRecord[]) => {
    const sum = (key: "records" | "posts" | "added" | "duplicates" | "rejected"): string =>
      count(each.reduce((total, result) => total + result[key], 0));
    return [label, sum("records"), sum("posts"), sum("added"), sum("duplicates"), sum("rejected")];
  };
  const formats = [...new Set(results.map(({ format }) => format))];
  const lines = [
    table([
      ["", "records", "posts", "new", "known", "rejected"],
      ...formats.map((format) =>
        row(
          format,
          results.filter((each) => each.format === format),
        ),
      ),
      ...(formats.length > 1 ? [row("all", results)] : []),
    ]),
  ];
  const skipped = results.reduce((total, each) => total + each.rejected, 0);
  if (skipped > 0) lines.push(`${count(skipped)} records were skipped; why: ${rejected}\n`);
  const future = results.reduce((total, each) => total + each.future, 0);
  if (future > 0) lines.push(`${count(future)} dates in the future were set aside.\n`);
  lines.push(`Next: threadtag prepare --store ${store} --out DATASET\n`);
  return lines.join("");
}
