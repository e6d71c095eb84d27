import { bytesOf, hexOf, textOf } from "../../support/bytes.js";

/** The part of the Cache API that is used; it is absent outside of secure contexts. */
interface CacheLike {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
  delete(key: string): Promise<boolean>;
  keys(): Promise<readonly Request[]>;
}

declare const caches: { open(name: string): Promise<CacheLike> } | undefined;

const NAME = "threadtag";
/** Keys are URLs that nothing is ever fetched from. */
const FILES = "https://threadtag.invalid/files/";
const MODELS = "https://threadtag.invalid/models/";

/** The files of models that this browser keeps, by their SHA-256, so that none is fetched twice. */
export class FileCache {
  private constructor(private readonly cache: CacheLike | undefined) {}

  /** A browser that keeps nothing (a private window, a full disk) has a cache that is always empty. */
  static async open(): Promise<FileCache> {
    const isThere = typeof caches !== "undefined";
    return new FileCache(isThere ? await caches?.open(NAME).catch(() => undefined) : undefined);
  }

  /** The file of a hash, if it is here and undamaged. */
  async find(hash: string): Promise<Uint8Array | undefined> {
    const bytes = await this.read(FILES + hash);
    return bytes && (await sha256(bytes)) === hash ? bytes : undefined;
  }

  /** Keeps a file if there is room. */
  async keep(hash: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.write(FILES + hash, bytes);
  }

  /**
   * Notes which files a model has now, and removes those that no model has any more.
   * @param model its address
   */
  async tidy(model: string, hashes: readonly string[]): Promise<void> {
    await this.write(MODELS + encodeURIComponent(model), bytesOf(hashes.join(" ")));
    const keys = ((await this.cache?.keys()) ?? []).map(({ url }) => url);
    const models = keys.filter((key) => key.startsWith(MODELS));
    const lists = await Promise.all(models.map((key) => this.read(key)));
    const needed = new Set(lists.flatMap((list) => (list ? textOf(list).split(" ") : [])));
    const files = keys.filter((key) => key.startsWith(FILES));
    const unneeded = files.filter((key) => !needed.has(key.slice(FILES.length)));
    await Promise.all(unneeded.map((key) => this.cache?.delete(key)));
  }

  private async read(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const response = await this.cache?.match(key);
    return response && new Uint8Array(await response.arrayBuffer());
  }

  private async write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    // A full disk must not keep a model from being used.
    await this.cache?.put(key, new Response(bytes)).catch(() => {});
  }
}

/** The SHA-256 of bytes, in hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
