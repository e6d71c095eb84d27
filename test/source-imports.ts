import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path/posix";

/** Sources, in TypeScript with or without JSX, by their path inside `src/`, with `/` on every system. */
export type Sources = Readonly<Record<string, string>>;

/** One import or re-export. */
export interface Import {
  /** The importing file, inside `src/`. */
  readonly from: string;
  /** As it is written. */
  readonly specifier: string;
  /** The imported file inside `src/`; undefined for a package. */
  readonly to?: string;
  /** Whether it leaves nothing behind at run time. */
  readonly typeOnly: boolean;
}

/** A statement at the start of a line; `from` and what stands before it may spread over lines. */
const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:[\w$*{},\s]*?\sfrom\s+)?["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** Reads every source file of a folder except tests. */
export function readSources(folder: string): Sources {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"))
    .sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

/** All imports of all sources, in the order of the files. */
export function importsOf(sources: Sources): Import[] {
  return Object.entries(sources).flatMap(([from, text]) => {
    const statements = [...text.matchAll(STATEMENT)].map(([, type, specifier]) =>
      describeImport(sources, from, specifier, type !== undefined),
    );
    const dynamic = [...text.matchAll(DYNAMIC)].map(([, specifier]) =>
      describeImport(sources, from, specifier, false),
    );
    return [...statements, ...dynamic];
  });
}

function describeImport(
  sources: Sources,
  from: string,
  specifier: string,
  typeOnly: boolean,
): Import {
  if (!specifier.startsWith(".")) return { from, specifier, typeOnly };
  const path = join(from, "..", specifier).replace(/\.js$/, ".ts");
  return { from, specifier, to: `${path}x` in sources ? `${path}x` : path, typeOnly };
}
