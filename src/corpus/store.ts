import { existsSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { messageOf, UserError } from "../support/errors.js";
import { Incoming } from "./incoming.js";
import type { Post } from "./post.js";
import { cutPosts, type EncodedPosts, PostLines } from "./post-lines.js";
import { COLUMN_DEFINITIONS } from "./store-columns.js";

/** The version of the tables below; a store of a later one is refused. */
const VERSION = 1;

/**
 * Posts that are merged at once: as many rows as the database compresses together, since groups that
 * are not full have to be taken up again. A killed import loses two such portions, and has to read
 * them again.
 */
const PORTION_POSTS = 122_880;

/** Threads for queries of the stages that read a store. */
const THREADS = "2";

/** How many posts a commit found to be new, and how many the store already had. */
export interface Added {
  readonly added: number;
  readonly duplicates: number;
}

/** What an import did, as the store remembers it. */
export interface ImportRecord {
  /** Where the records came from. */
  readonly source: string;
  readonly format: string;
  readonly records: number;
  /** Records that could not be read. */
  readonly rejected: number;
  /** Posts in the records, embedded ones included. */
  readonly posts: number;
  readonly added: number;
  readonly duplicates: number;
  /** Posts whose date lay in the future and was set aside. */
  readonly future: number;
}

/**
 * The posts of a corpus in a DuckDB file. Posts that were added become part of it with `commit`, all
 * or none; a post that it already holds (same platform and id) is not added again.
 */
export class Store {
  private incoming: Incoming | undefined;
  private merging: Promise<void> = Promise.resolve();
  private sinceCommit: Added = { added: 0, duplicates: 0 };

  private constructor(
    private readonly instance: DuckDBInstance,
    /** For queries of the stages that read the store. */
    readonly connection: DuckDBConnection,
  ) {}

  /**
   * Opens a store.
   * @param memory how much memory DuckDB may take before it uses the disk, e.g. "400MB"
   * @throws UserError when the file is missing (`mustExist`), locked, damaged or of a later version
   */
  static async open(path: string, { mustExist = false, memory = "400MB" } = {}): Promise<Store> {
    if (mustExist && !existsSync(path)) {
      throw new UserError(
        `${path}: no such store. Make one with: threadtag import SOURCE --store ${path}`,
      );
    }
    let instance: DuckDBInstance;
    try {
      instance = await DuckDBInstance.create(path, {
        memory_limit: memory,
        threads: THREADS,
        preserve_insertion_order: "false",
      });
    } catch (error) {
      throw openingError(path, messageOf(error));
    }
    const connection = await instance.connect();
    const store = new Store(instance, connection);
    try {
      await store.prepareTables(path);
    } catch (error) {
      store.release();
      throw error;
    }
    return store;
  }

  /** Adds posts to those of the next commit; commits by itself when many wait. */
  async add(posts: readonly Post[]): Promise<void> {
    const lines = new PostLines();
    for (const post of posts) lines.add(post);
    await this.addEncoded(lines.take());
  }

  /** The same with posts that are lines already. */
  async addEncoded(posts: EncodedPosts): Promise<void> {
    for (let rest = posts; rest.count > 0; ) {
      this.incoming ??= new Incoming(this.connection);
      const [first, others] = cutPosts(rest, PORTION_POSTS - this.incoming.count);
      this.incoming.add(first);
      if (this.incoming.count >= PORTION_POSTS) await this.startMerge();
      rest = others;
    }
  }

  /**
   * Makes the added posts part of the store.
   * @returns what has become of the posts since the last call
   */
  async commit(): Promise<Added> {
    await this.startMerge();
    await this.merging;
    const result = this.sinceCommit;
    this.sinceCommit = { added: 0, duplicates: 0 };
    return result;
  }

  /** Remembers what an import did. */
  async remember(record: ImportRecord): Promise<void> {
    const { source, format, records, rejected, posts, added, duplicates, future } = record;
    await this.connection.run(
      "INSERT INTO imports VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      [source, format, records, rejected, posts, added, duplicates, future].map((value) =>
        typeof value === "number" ? BigInt(value) : value,
      ),
    );
  }

  /** All imports, in their order. */
  async imports(): Promise<ImportRecord[]> {
    const rows = await this.rowsOf("SELECT * FROM imports ORDER BY rowid");
    return rows as unknown as ImportRecord[];
  }

  /** The rows of a small result, whole numbers as `number`. */
  async rowsOf(sql: string): Promise<Record<string, string | number | null>[]> {
    const result = await this.connection.runAndReadAll(sql);
    return result
      .getRowObjects()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === "bigint" ? Number(value) : (value as string | number | null),
          ]),
        ),
      );
  }

  /** Ends the use of the store; what was not committed is lost. */
  close(): void {
    this.incoming?.close();
    this.release();
  }

  private release(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private async prepareTables(path: string): Promise<void> {
    await this.checkVersion(path);
    await this.connection.run(`
      -- Takes a fifth of the time of a merge, and saves a fourth of the space.
      SET disabled_compression_methods = 'dictionary';
      CREATE TABLE IF NOT EXISTS threadtag (version INTEGER);
      INSERT INTO threadtag SELECT ${VERSION} WHERE NOT EXISTS (FROM threadtag);
      CREATE TABLE IF NOT EXISTS posts (${COLUMN_DEFINITIONS});
      CREATE TABLE IF NOT EXISTS imports (source VARCHAR, format VARCHAR, records BIGINT,
        rejected BIGINT, posts BIGINT, added BIGINT, duplicates BIGINT, future BIGINT);`);
  }

  /** Refuses what is no store, or one of a later version, before anything is changed. */
  private async checkVersion(path: string): Promise<void> {
    // DuckDB takes a CSV or JSON file for a database in memory with a view of it.
    const tables = await this.rowsOf(
      "SELECT table_name AS name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal",
    );
    if (tables.length === 0) return;
    if (!tables.some(({ name }) => name === "threadtag")) {
      throw new UserError(`${path}: holds something else than a store. Choose another file.`);
    }
    const [row] = await this.rowsOf("SELECT max(version) AS version FROM threadtag");
    if (row?.version === VERSION) return;
    throw new UserError(
      `${path}: written by a later version of threadtag (store version ${row?.version}, this one reads ${VERSION}). Update threadtag.`,
    );
  }

  /** Merges what was added while more may be added; one merge after the other. */
  private async startMerge(): Promise<void> {
    await this.merging;
    const { incoming } = this;
    if (!incoming) return;
    const { count } = incoming;
    this.merging = this.merge(count, incoming.take());
    // Who awaits it next gets the error; until then it is not an unhandled one.
    this.merging.catch(() => {});
  }

  private async merge(count: number, work: () => Promise<number>): Promise<void> {
    // Several threads would write a group of rows each, none of them full.
    await this.connection.run("SET threads = 1");
    const added = await work();
    await this.connection.run(`SET threads = ${THREADS}`);
    this.sinceCommit = {
      added: this.sinceCommit.added + added,
      duplicates: this.sinceCommit.duplicates + count - added,
    };
  }
}

/** Says what DuckDB's error means for the user. */
function openingError(path: string, reason: string): UserError {
  const why = /Could not set lock/i.test(reason)
    ? "is in use by another process. Wait for it to end, or choose another store"
    : /newer|version/i.test(reason)
      ? "was written by a later version of the software. Update threadtag"
      : /not a valid|serialize|corrupt|checksum/i.test(reason)
        ? "is not a store, or is damaged. Choose another file, or import again into a new one"
        : "cannot be opened. Check the path and its permissions";
  return new UserError(`${path}: ${why} (${reason.split("\n")[0]}).`);
}
