// Builds the page of the service, src/web, into a folder: by default where the service looks for it.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ROOT } from "./tools.mjs";

const SOURCE = join(ROOT, "src", "web");
const OUT = process.argv[2] ?? join(ROOT, "dist", "src", "page");

/** What runs models in a browser, unchanged from its packages. */
const RUNTIME = [
  packaged("onnxruntime-web/ort-wasm-simd-threaded.mjs"),
  packaged("onnxruntime-web/ort-wasm-simd-threaded.wasm"),
  join(dirname(packaged("jieba-wasm/web")), "jieba_rs_wasm_bg.wasm"),
];

/** A namespace that is imported as a whole loses what nobody uses of it; a member of a package does not. */
const zodInParts = {
  name: "zod in parts",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace('import { z } from "zod"', 'import * as z from "zod"');
      return { contents, loader: "ts" };
    });
  },
};

const options = {
  bundle: true,
  minify: true,
  outdir: OUT,
  target: ["chrome123", "firefox120", "safari17.5"],
  logLevel: "warning",
};

rmSync(OUT, { recursive: true, force: true });
mkdirSync(join(OUT, "runtime"), { recursive: true });
await build({
  ...options,
  entryPoints: {
    page: join(SOURCE, "main.tsx"),
    "tagger-worker": join(SOURCE, "tagger-worker.ts"),
  },
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  jsx: "automatic",
  jsxImportSource: "preact",
  // ONNX Runtime without the script that is in `runtime` already.
  conditions: ["module", "onnxruntime-web-use-extern-wasm"],
  plugins: [zodInParts],
});
await build({
  ...options,
  entryPoints: { theme: join(SOURCE, "theme.ts"), page: join(SOURCE, "styles", "page.css") },
});
for (const name of ["index.html", "icon.svg"]) cpSync(join(SOURCE, name), join(OUT, name));
for (const file of RUNTIME) cpSync(file, join(OUT, "runtime", basename(file)));

/** Where a file of a package lies. */
function packaged(specifier) {
  return fileURLToPath(import.meta.resolve(specifier));
}
