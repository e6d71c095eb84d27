import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { writingError } from "../support/writing.js";
import type { EncodedPosts } from "./post-lines.js";
import { selectLines } from "./store-columns.js";

/**
 * Adds posts that the store lacks, each once: of copies that come together the one that says most,
 * whatever their order. Only copies are sorted.
 * @param lines a query for the posts
 */
const merge = (lines: string): string => `
  WITH incoming AS MATERIALIZED (${lines}),
  repeated AS (SELECT source, id FROM incoming GROUP BY ALL HAVING count(*) > 1),
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
  private readonly folder = mkdtempSync(join(tmpdir(), "threadtag-import-"));
  private file: WaitingFile | undefined;
  private files = 0;

  constructor(private readonly connection: DuckDBConnection) {}

  /** Posts that wait. */
  get count(): number {
    return this.file?.count ?? 0;
  }

  /** @throws UserError when the disk is full */
  add(posts: EncodedPosts): void {
    if (posts.count === 0) return;
    this.file ??= new WaitingFile(join(this.folder, `${this.files++}.tsv`));
    this.file.add(posts);
  }

  /** Ends the portion. @returns moves what is new of it into the store, and says how many those are */
  take(): () => Promise<number> {
    const { file } = this;
    this.file = undefined;
    if (!file) return async () => 0;
    file.close();
    return () => this.merge(file);
  }

  /** Forgets what was not merged. */
  close(): void {
    this.file?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** In one transaction. */
  private async merge({ path, longest }: WaitingFile): Promise<number> {
    const { rowsChanged } = await this.connection.run(merge(selectLines(path, longest)));
    rmSync(path);
    return rowsChanged;
  }
}

/** A file of posts that is read soon by this process, so that it need not outlast a crash. */
class WaitingFile {
  count = 0;
  /** Bytes of the longest line. */
  longest = 0;
  private readonly file: number;

  constructor(readonly path: string) {
    this.file = openSync(path, "w");
  }

  add({ bytes, count, longest }: EncodedPosts): void {
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at);
    } catch (error) {
      throw writingError(this.path, error);
    }
    this.count += count;
    this.longest = Math.max(this.longest, longest);
  }

  close(): void {
    closeSync(this.file);
  }
}
