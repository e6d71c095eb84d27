import { readdirSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { readBytes, sha256 } from "../support/files.js";

const compress = promisify(gzip);

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** A file of the page. */
interface PageFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly tag: string;
  packed?: Promise<Buffer>;
}

/** The files of the page, read once: no request can name a file that was not there. */
export class PageFiles {
  private constructor(private readonly files: ReadonlyMap<string, PageFile>) {}

  /** @throws UserError when the folder cannot be read */
  static read(folder: string): PageFiles {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length)
          .replace(/^[\\/]/, ""),
      );
    return new PageFiles(
      new Map(names.map((name) => [`/${name.split(sep).join("/")}`, readFile(join(folder, name))])),
    );
  }

  /** @returns the answer to a request for a file; undefined where there is none */
  async answer({ method, url, headers }: Request): Promise<Response | undefined> {
    const path = new URL(url).pathname;
    const file = this.files.get(path.endsWith("/") ? `${path}index.html` : path);
    if (!file || !["GET", "HEAD"].includes(method)) return undefined;
    const common = { etag: file.tag, "cache-control": "no-cache", vary: "accept-encoding" };
    if (headers.get("if-none-match") === file.tag)
      return new Response(null, { status: 304, headers: common });
    const packs =
      !file.type.startsWith("image/png") && /\bgzip\b/.test(headers.get("accept-encoding") ?? "");
    const body = packs ? await (file.packed ??= compress(file.bytes)) : file.bytes;
    return new Response(new Uint8Array(body), {
      headers: {
        ...common,
        "content-type": file.type,
        ...(packs && { "content-encoding": "gzip" }),
      },
    });
  }
}

function readFile(path: string): PageFile {
  const bytes = readBytes(path);
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  return { bytes, type, tag: `"${sha256(bytes).slice(0, 32)}"` };
}
