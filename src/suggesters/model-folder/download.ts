import { joinBytes } from "../../support/bytes.js";
import { messageOf, UserError } from "../../support/errors.js";

/** How far a download is. */
export interface DownloadProgress {
  /** Bytes that came so far. */
  readonly received: number;
  /** Bytes of all files that are fetched; undefined as long as it is not known, or where the server does not tell. */
  readonly total: number | undefined;
}

/** How files are downloaded. */
export interface DownloadOptions {
  /** Sent with every request, such as the key of a service. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Told how far it is, now and then. */
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** Fetches files that belong together, and tells how far they are. */
export class Download {
  private received = 0;
  /** The size of each file; NaN where it is not known. */
  private readonly sizes: number[] = [];

  /** @param files how many there will be */
  constructor(
    private readonly files: number,
    private readonly options: DownloadOptions,
  ) {}

  /**
   * Fetches a file.
   * @param cache whether the browser's own cache asks the server if a file has changed, or does without the file
   * @throws UserError when it cannot be had; what the signal's abort says when it was ended
   */
  async fetch(url: string, cache: "no-cache" | "no-store"): Promise<Uint8Array<ArrayBuffer>> {
    const { headers = {}, signal } = this.options;
    const request = { cache, headers, ...(signal && { signal }) };
    try {
      const response = await fetch(url, request);
      if (!response.ok) throw refusal(url, response);
      return await this.read(response);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof UserError) throw error;
      throw new UserError(
        `${url}: cannot be reached (${messageOf(error)}). Check the connection and the address.`,
        1,
        { cause: error },
      );
    }
  }

  private async read(response: Response): Promise<Uint8Array<ArrayBuffer>> {
    this.sizes.push(sizeOf(response));
    const parts: Uint8Array[] = [];
    for (const reader = response.body?.getReader(); ; ) {
      const { value } = (await reader?.read()) ?? {};
      if (!value) return joinBytes(parts);
      parts.push(value);
      this.received += value.length;
      this.report();
    }
  }

  private report(): void {
    const sum = this.sizes.reduce((total, size) => total + size, 0);
    const isKnown = this.sizes.length === this.files && !Number.isNaN(sum);
    this.options.onProgress?.({ received: this.received, total: isKnown ? sum : undefined });
  }
}

/** The length of a compressed answer says nothing of the file's. */
function sizeOf({ headers }: Response): number {
  const length = headers.get("content-length");
  return length === null || headers.has("content-encoding") ? Number.NaN : Number(length);
}

function refusal(url: string, { status }: Response): UserError {
  const remedy =
    status === 404
      ? "not found. Check the address: it is that of a folder that `threadtag train` made."
      : `the server answered ${status}. Try again later.`;
  return new UserError(`${url}: ${remedy}`, 1);
}
