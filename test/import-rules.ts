import { isBuiltin } from "node:module";
import type { Import, Sources } from "./source-imports.js";

/** The folders of `src/` in the order in which data flows through them. */
export const STAGES = [
  "support",
  "corpus",
  "text",
  "dataset",
  "graph",
  "model",
  "training",
  "decoding",
  "suggesters",
  "evaluation",
  "experiments",
  "tagger",
  "service",
  "web",
  "cli",
];

/** Stages that stand on their own: they could be packages. */
const SELF_CONTAINED = ["graph", "evaluation"];

/** The public API gathers all stages; nothing may import it. */
const ENTRIES = ["index.ts", "browser.ts"];

/** What runs in a browser too; exceptions are the files that touch Node's files or add-ons. */
const BROWSER = [
  /^browser\.ts$/,
  /^support\/(?:bytes|counted|errors|json-value|no-code-generation|number-map|random|turn)\.ts$/,
  /^(?:model|decoding)\//,
  /^corpus\/(?:entit|gold|hashtags|mentions|post\.|top-level|urls)/,
  /^text\/(?!(?:jieba|node-resources)\.ts$)/,
  /^graph\/(?!(?:onnx-runtime|session)\.ts$)/,
  /^suggesters\/(?!(?:(?:model-folder\/)?(?:model-folder|save-learnt-model)|neural\/quantise-model|node-runtime|open|train)\.ts$)/,
  /^tagger\/(?!(?:assess-model|threadtag)\.ts$)/,
  /^evaluation\/(?!lines\.ts$)/,
  /^web\//,
  /^dataset\/(?:batches|encode|instance|language|statistics|truncation|vocabulary)\.ts$/,
];

const NODE_PACKAGES = /^(?:onnxruntime-node$|@duckdb\/|@node-rs\/)/;

/** Imports of later stages, of entries, and from folders without a place in the order. */
export function orderViolations(imports: readonly Import[]): string[] {
  return imports.flatMap((each) => {
    const rule = brokenOrderRule(each);
    return rule ? [`src/${each.from}: imports "${each.specifier}", but ${rule}`] : [];
  });
}

function brokenOrderRule({ from, to }: Import): string | undefined {
  if (to === undefined || ENTRIES.includes(from)) return undefined;
  if (ENTRIES.includes(to)) return `nothing imports the entry src/${to}`;
  const [stage, imported] = [stageOf(from), stageOf(to)];
  for (const folder of [stage, imported]) {
    if (!STAGES.includes(folder)) return `src/${folder} has no place in STAGES`;
  }
  if (stage === imported) return undefined;
  if (STAGES.indexOf(stage) < STAGES.indexOf(imported)) {
    return `${stage}/ comes before ${imported}/: imports point only to earlier stages`;
  }
  if (SELF_CONTAINED.includes(stage) && imported !== "support") {
    return `${stage}/ may import support/ alone`;
  }
  return undefined;
}

function stageOf(path: string): string {
  return path.split("/")[0];
}

/** Every cycle that a depth-first search closes, type-only imports included: one message for each. */
export function cycles(imports: readonly Import[]): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push(`src/${[...path.slice(start), file].join(" -> src/")}`);
    if (start >= 0 || done.has(file)) return;
    for (const { to } of imports.filter(({ from }) => from === file)) {
      if (to !== undefined) visit(to, [...path, file]);
    }
    done.add(file);
  };
  for (const { from } of imports) visit(from, []);
  return found.map((cycle) => `${cycle}, but files must not import each other in a circle`);
}

const isBrowser = (file: string): boolean => BROWSER.some((pattern) => pattern.test(file));

/** Browser code that loads something that only Node has, itself or by what it imports. */
export function nodeViolations(imports: readonly Import[]): string[] {
  const loads = imports.filter(({ typeOnly }) => !typeOnly);
  return loads
    .filter(({ from, to }) => isBrowser(from) && !(to !== undefined && isBrowser(to)))
    .flatMap(({ from, specifier, to }) => {
      const reached = to === undefined ? nodeModule(specifier) : nodeModuleBehind(to, loads);
      return reached
        ? [`src/${from}: imports "${specifier}" (loads ${reached}), but it must run in a browser`]
        : [];
    });
}

/** Browser code that uses what only Node has without importing it. */
export function nodeGlobals(sources: Sources): string[] {
  return Object.entries(sources)
    .filter(([file]) => isBrowser(file))
    .flatMap(([file, text]) => {
      const uses = text.match(/(?<![\w.])(?:Buffer|process)\.\w+/g) ?? [];
      return uses.map((use) => `src/${file}: uses ${use}, but it must run in a browser`);
    });
}

/** A module that only Node has and that a file loads, itself or by what it imports. */
function nodeModuleBehind(
  file: string,
  loads: readonly Import[],
  seen = new Set<string>(),
): string | undefined {
  if (seen.has(file)) return undefined;
  seen.add(file);
  for (const { specifier, to } of loads.filter(({ from }) => from === file)) {
    const found = to === undefined ? nodeModule(specifier) : nodeModuleBehind(to, loads, seen);
    if (found) return found;
  }
  return undefined;
}

function nodeModule(specifier: string): string | undefined {
  return isBuiltin(specifier) || NODE_PACKAGES.test(specifier) ? specifier : undefined;
}
