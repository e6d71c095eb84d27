import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { resolve } = createRequire(import.meta.url);

/** What a browser loads beside scripts. */
const RUNTIME = [
  resolve("onnxruntime-web/ort-wasm-simd-threaded.mjs"),
  resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm"),
  resolve("jieba-wasm/web").replace(/\.js$/, "_bg.wasm"),
];

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** A policy that allows no more than WebAssembly beside the site's own files, and memory shared by threads. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** A site with a page that has the library, and files beside it. */
export interface BrowserSite {
  readonly url: string;
  /** Paths that were asked for since it was last emptied. */
  readonly asked: string[];
  close(): void;
}

/**
 * Serves the page of `browser-page.ts`.
 * @param folder what else is served, under `/files/`
 */
export async function browserSite(folder: string): Promise<BrowserSite> {
  const out = join(folder, "page");
  await bundle(out);
  const asked: string[] = [];
  const server = createServer(({ url = "/" }, response) => {
    const path = decodeURIComponent(new URL(url, "http://site").pathname);
    asked.push(path);
    const content = contentOf(path, folder);
    const type = TYPES[extname(path)] ?? (path === "/" ? "text/html" : "application/octet-stream");
    response.writeHead(content === undefined ? 404 : 200, {
      ...HEADERS,
      "content-type": type,
      "content-length": content?.length ?? 0,
    });
    response.end(content);
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${port}/`, asked, close };
}

async function bundle(outdir: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL("browser-page.ts", import.meta.url))],
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    conditions: ["onnxruntime-web-use-extern-wasm"],
  });
}

function contentOf(path: string, folder: string): Buffer | undefined {
  if (path === "/")
    return Buffer.from('<script type="module" src="page/browser-page.js"></script>');
  const runtime = RUNTIME.find((file) => path === `/runtime/${file.split("/").at(-1)}`);
  try {
    return readFileSync(runtime ?? join(folder, path));
  } catch {
    return undefined;
  }
}
