import { UserError } from "../../support/errors.js";
import { Download, type DownloadOptions } from "./download.js";
import { FileCache, sha256 } from "./file-cache.js";
import { damaged, MANIFEST_FILE, ModelFiles, ModelManifest, type Place } from "./model-files.js";

/** A file that the manifest names, with its SHA-256. */
type NamedFile = readonly [file: string, hash: string];

/**
 * Fetches a model: its manifest, and those of its files that this browser does not have yet.
 * @param folder the address of the model folder, ending in `/`
 * @throws UserError when a file cannot be had or is damaged; what the signal's abort says when it was ended
 */
export async function fetchModel(folder: URL, options: DownloadOptions = {}): Promise<ModelFiles> {
  requireSecureContext();
  const place: Place = (file) => new URL(encodeURIComponent(file), folder).href;
  const { onProgress: _, ...untold } = options;
  const described = await new Download(1, untold).fetch(place(MANIFEST_FILE), "no-cache");
  const manifest = new ModelManifest(described, place);
  const cache = await FileCache.open();
  const files = new Map<string, Uint8Array>();
  const missing: NamedFile[] = [];
  for (const [file, hash] of Object.entries(manifest.hashes)) {
    const bytes = await cache.find(hash);
    if (bytes) files.set(file, bytes);
    else missing.push([file, hash]);
  }
  for (const [file, bytes] of await fetchAll(missing, place, cache, options))
    files.set(file, bytes);
  await cache.tidy(folder.href, Object.values(manifest.hashes));
  return new ModelFiles(manifest, files);
}

/** Fetches files and keeps them; none is fetched on once one has failed. */
async function fetchAll(
  files: readonly NamedFile[],
  place: Place,
  cache: FileCache,
  options: DownloadOptions,
): Promise<[file: string, bytes: Uint8Array][]> {
  const failed = new AbortController();
  const signals = [failed.signal, ...(options.signal ? [options.signal] : [])];
  const download = new Download(files.length, { ...options, signal: AbortSignal.any(signals) });
  const fetchOne = async ([file, hash]: NamedFile): Promise<[string, Uint8Array]> => {
    // The cache of files keeps it: the browser's own would keep it twice.
    const bytes = await download.fetch(place(file), "no-store");
    if ((await sha256(bytes)) !== hash) throw damaged(place(file));
    await cache.keep(hash, bytes);
    return [file, bytes];
  };
  try {
    return await Promise.all(files.map(fetchOne));
  } catch (error) {
    failed.abort(error);
    throw error;
  }
}

function requireSecureContext(): void {
  // Browsers give pages neither hashes nor a cache where others could change what they fetch.
  if (globalThis.crypto?.subtle) return;
  throw new UserError(
    "Models run in a browser only on pages that came over https, or from this machine (localhost).",
  );
}
