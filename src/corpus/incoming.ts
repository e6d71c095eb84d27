import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { StreamedFile } from "../support/streamed-file.js";
import type { Post } from "./post.js";
import { MAX_LINE_BYTES } from "./records/lines.js";
import { COLUMN_DEFINITIONS, selectLines, toLine } from "./store-columns.js";

/** The longest line of a post: that of the longest record, with a mark before each character. */
const MOST_BYTES = 2 * MAX_LINE_BYTES + (1 << 20);

/**
 * Adds the incoming posts that the store lacks, each once: of copies that come together the one that
 * says most, whatever their order. Only copies are sorted.
 */
const MERGE = `
  WITH repeated AS (SELECT source, id FROM incoming GROUP BY ALL HAVING count(*) > 1),
  fresh AS (
    FROM incoming ANTI JOIN repeated USING (source, id)
    UNION ALL
    FROM (FROM incoming SEMI JOIN repeated USING (source, id))
    QUALIFY row_number() OVER (
      PARTITION BY source, id
      ORDER BY in_reply_to IS NULL, created_at IS NULL, length(text) DESC, text, author
    ) = 1
  )
  INSERT INTO posts FROM fresh ANTI JOIN posts USING (source, id)`;

/**
 * Posts on their way into the store. They wait in a file, which the database reads on its own while
 * the next posts are collected: handing it value by value takes three times as long.
 */
export class Incoming {
  /** Posts that wait. */
  count = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), "threadtag-import-"));
  private file: StreamedFile | undefined;
  private files = 0;

  constructor(private readonly connection: DuckDBConnection) {}

  /** @throws UserError when the disk is full */
  add(posts: readonly Post[]): void {
    this.file ??= new StreamedFile(join(this.folder, `${this.files++}.tsv`));
    for (const post of posts) this.file.write(toLine(post));
    this.count += posts.length;
  }

  /** Ends the portion. @returns moves what is new of it into the store, and says how many those are */
  take(): () => Promise<number> {
    const { file } = this;
    this.file = undefined;
    this.count = 0;
    if (!file) return async () => 0;
    file.finish();
    file.rename();
    return () => this.merge(file.path);
  }

  /** Forgets what was not merged. */
  close(): void {
    this.file?.discard();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** In one transaction. */
  private async merge(path: string): Promise<number> {
    const { connection } = this;
    await connection.run(`CREATE TEMP TABLE IF NOT EXISTS incoming (${COLUMN_DEFINITIONS})`);
    await connection.run(`INSERT INTO incoming ${selectLines(path, MOST_BYTES)}`);
    rmSync(path);
    const { rowsChanged } = await connection.run(MERGE);
    await connection.run("TRUNCATE incoming");
    return rowsChanged;
  }
}
