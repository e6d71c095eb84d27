import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf, UserError } from "../../support/errors.js";
import { writeAtomically } from "../../support/files.js";
import { connectionFailure, passingStatus, USER_AGENT } from "../../support/http.js";
import { Random } from "../../support/random.js";
import { type Clock, PassingFailure, retry, systemClock } from "../../support/retry.js";
import { gitBlobHash } from "./git-blob.js";

const TRIES = 6;

/** A file to fetch. */
export interface RemoteFile {
  url: URL;
  /** Where it goes. */
  path: string;
  /** What it must hold: the SHA-1 of its git blob. */
  hash: string;
}

/** How a file is fetched. */
export interface DownloadOptions {
  clock?: Clock;
  /** Told the bytes there are, and how many there will be where the server says so. */
  onProgress?: (bytes: number, total: number | undefined) => void;
  /** Told before each wait. */
  onWait?: (milliseconds: number, why: string) => void;
}

/** Whether a file is there and holds what it must. */
export function isComplete({ path, hash }: RemoteFile): boolean {
  return existsSync(path) && gitBlobHash(path) === hash;
}

/**
 * Fetches a file. What has arrived is kept as PATH.part until all of it is there and right; a later
 * call goes on with that.
 * @throws UserError when the server refuses, does not answer on any try, or has other content
 */
export async function downloadFile(file: RemoteFile, options: DownloadOptions = {}): Promise<void> {
  const { clock = systemClock, onWait } = options;
  try {
    mkdirSync(dirname(file.path), { recursive: true });
    const random = new Random(0);
    await retry(() => new Download(file, options).run(), { tries: TRIES, clock, random, onWait });
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof PassingFailure) {
      throw new UserError(
        `${file.url}: ${error.message}. Run the same command again; it goes on with what has arrived.`,
        1,
      );
    }
    throw new UserError(
      `${file.path}: could not be written (${messageOf(error)}). Free some space or choose another folder, then run again.`,
      1,
    );
  }
}

/** One try. */
class Download {
  private readonly part: string;
  /** Holds the ETag of the version that the part is of. */
  private readonly tag: string;

  constructor(
    private readonly file: RemoteFile,
    private readonly options: DownloadOptions,
  ) {
    this.part = `${file.path}.part`;
    this.tag = `${this.part}.etag`;
  }

  async run(): Promise<void> {
    // A run may have been killed after the last byte.
    if (isComplete({ ...this.file, path: this.part })) {
      this.finish();
      return;
    }
    const start = existsSync(this.part) ? statSync(this.part).size : 0;
    const response = await this.request(start);
    const isRest = response.status === 206 && rangeStart(response) === start;
    if (response.status === 416 || (response.status === 206 && !isRest)) {
      this.discard();
      throw new PassingFailure("the server does not go on where the part ends");
    }
    if (!response.ok) throw this.refusal(response.status);
    await this.receive(response, isRest ? start : 0);
    this.verify(isRest);
  }

  private async request(start: number): Promise<Response> {
    // Encoded, the lengths and positions would be those of the encoded content.
    const headers: Record<string, string> = {
      "accept-encoding": "identity",
      "user-agent": USER_AGENT,
    };
    if (start > 0) {
      headers.range = `bytes=${start}-`;
      const etag = existsSync(this.tag) ? readFileSync(this.tag, "utf8") : "";
      if (etag) headers["if-range"] = etag;
    }
    let response: Response;
    try {
      response = await fetch(this.file.url, { headers });
    } catch (error) {
      throw connectionFailure(error);
    }
    const failure = passingStatus(response, (this.options.clock ?? systemClock).now());
    if (failure) throw failure;
    return response;
  }

  /** @param start where in the file the answer begins */
  private async receive(response: Response, start: number): Promise<void> {
    const total = totalSize(response, start);
    const etag = response.headers.get("etag");
    // Only a strong ETag stands for the very same bytes.
    if (start === 0) writeAtomically(this.tag, etag?.startsWith('"') ? etag : "");
    const part = await open(this.part, start > 0 ? "a" : "w");
    let bytes = start;
    try {
      for await (const chunk of chunks(response)) {
        await part.appendFile(chunk);
        bytes += chunk.length;
        this.options.onProgress?.(bytes, total);
      }
    } finally {
      await part.close();
    }
    if (total !== undefined && bytes < total) {
      throw new PassingFailure(`only ${bytes} of ${total} bytes have arrived`);
    }
  }

  private verify(isResumed: boolean): void {
    const { path, url, hash } = this.file;
    const found = gitBlobHash(this.part);
    if (found === hash) {
      this.finish();
      return;
    }
    this.discard();
    // The earlier part may have been of another version, or damaged.
    if (isResumed) throw new PassingFailure("the parts do not belong together");
    throw new UserError(
      `${path}: what ${url} holds is not the file that was published: expected the git blob ${hash}, found ${found}. Nothing was kept; give another address of the data with --from.`,
      1,
    );
  }

  private finish(): void {
    renameSync(this.part, this.file.path);
    this.discard();
  }

  private refusal(status: number): UserError {
    return new UserError(
      `${this.file.url}: the server answers ${status}. Check the address, or give another with --from; what has been fetched is kept.`,
      1,
    );
  }

  private discard(): void {
    rmSync(this.part, { force: true });
    rmSync(this.tag, { force: true });
  }
}

/** The body of an answer as it comes; a connection that breaks is a passing failure. */
async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  try {
    yield* response.body ?? [];
  } catch (error) {
    throw connectionFailure(error);
  }
}

function rangeStart(response: Response): number | undefined {
  const range = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "");
  return range ? Number(range[1]) : undefined;
}

/** How long the whole file is, where the server says so. */
function totalSize(response: Response, start: number): number | undefined {
  const length = response.headers.get("content-length");
  const isEncoded = response.headers.has("content-encoding");
  return length === null || isEncoded ? undefined : start + Number(length);
}
