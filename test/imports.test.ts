import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cycles, nodeGlobals, nodeViolations, orderViolations } from "./import-rules.js";
import { importsOf, readSources } from "./source-imports.js";

describe("imports of src/", () => {
  const sources = readSources(fileURLToPath(new URL("../src", import.meta.url)));
  const imports = importsOf(sources);

  it("are found", () => {
    expect(imports).toContainEqual({
      from: "dataset/vocabulary.ts",
      specifier: "./instance.js",
      to: "dataset/instance.ts",
      typeOnly: true,
    });
  });

  it("point only to earlier stages", () => {
    expect(orderViolations(imports)).toEqual([]);
  });

  it("have no cycles", () => {
    expect(cycles(imports)).toEqual([]);
  });

  it("load nothing of Node's where code must run in a browser", () => {
    expect(nodeViolations(imports)).toEqual([]);
    expect(nodeGlobals(sources)).toEqual([]);
  });
});

describe("importsOf", () => {
  const specifiers = (text: string) => importsOf({ "a/b.ts": text }).map((each) => each.specifier);

  it.each([
    ['import x from "x";', "x"],
    ['import x, { y as z } from "x";', "x"],
    ['import * as x from "x";', "x"],
    ['import {\n  a,\n  type B,\n} from "x";', "x"],
    ['import type { A } from "x";', "x"],
    ['import "x";', "x"],
    ['export * from "x";', "x"],
    ['export * as all from "x";', "x"],
    ['export { a, type B } from "x";', "x"],
    ['export type { A } from "x";', "x"],
    ['const x = await import("x");', "x"],
  ])("finds %j", (text, specifier) => {
    expect(specifiers(text)).toEqual([specifier]);
  });

  it.each([
    'export const x = "from y";',
    'export type Side = "left" | "right";',
    '/**\n * import x from "x";\n */',
  ])("passes over %j", (text) => {
    expect(specifiers(text)).toEqual([]);
  });

  it("finds each of several", () => {
    const text =
      'import a from "a";\nimport {\n  b,\n} from "b";\n\nexport class C {}\nexport * from "d";';
    expect(specifiers(text)).toEqual(["a", "b", "d"]);
  });

  it("resolves files and tells imports of types", () => {
    const text = 'import type { A } from "../graph/graph.js";\nimport { b } from "./b.js";';
    expect(importsOf({ "model/gru.ts": text })).toMatchObject([
      { to: "graph/graph.ts", typeOnly: true },
      { to: "model/b.ts", typeOnly: false },
    ]);
  });
});

describe("importsOf files with JSX", () => {
  it("tells them from those without", () => {
    const text = 'import { b } from "./b.js";\nimport { c } from "./c.js";';
    const imports = importsOf({ "web/a.tsx": text, "web/b.tsx": "", "web/c.ts": "" });
    expect(imports.map(({ to }) => to)).toEqual(["web/b.tsx", "web/c.ts"]);
  });
});

describe("orderViolations", () => {
  const violations = (from: string, specifier: string) =>
    orderViolations(importsOf({ [from]: `import type { X } from "${specifier}";` }));

  it.each([
    ["dataset/encode.ts", "../cli/io.js", "dataset/ comes before cli/"],
    ["graph/operators/layout.ts", "../../dataset/split.js", "graph/ may import support/ alone"],
    ["evaluation/rouge.ts", "../model/gru.js", "evaluation/ may import support/ alone"],
    ["cli/main.ts", "../index.js", "nothing imports the entry src/index.ts"],
    ["misc/a.ts", "../support/errors.js", "src/misc has no place in STAGES"],
  ])("names %s, %s and the rule", (from, specifier, rule) => {
    expect(violations(from, specifier)).toEqual([
      expect.stringContaining(`src/${from}: imports "${specifier}", but ${rule}`),
    ]);
  });

  it.each([
    ["cli/main.ts", "../support/errors.js"],
    ["evaluation/rouge.ts", "./porter.js"],
    ["index.ts", "./cli/main.js"],
    ["model/gru.ts", "zod"],
  ])("allows %s to import %s", (from, specifier) => {
    expect(violations(from, specifier)).toEqual([]);
  });
});

describe("cycles", () => {
  it("finds one through an import of types", () => {
    const sources = {
      "text/a.ts": 'import { b } from "./b.js";',
      "text/b.ts": 'export type { C } from "./c.js";',
      "text/c.ts": 'import type { A } from "./a.js";',
    };
    expect(cycles(importsOf(sources))).toEqual([
      expect.stringContaining("src/text/a.ts -> src/text/b.ts -> src/text/c.ts -> src/text/a.ts"),
    ]);
  });

  it("finds none where two ways lead to one file", () => {
    const sources = {
      "text/a.ts": 'import "./b.js";\nimport "./c.js";',
      "text/b.ts": 'import "./c.js";',
      "text/c.ts": "",
    };
    expect(cycles(importsOf(sources))).toEqual([]);
  });
});

describe("nodeViolations", () => {
  const files = { "support/files.ts": 'import { readFileSync } from "node:fs";' };
  const violations = (sources: Record<string, string>) =>
    nodeViolations(importsOf({ ...files, ...sources }));

  it.each([
    ["decoding/beam.ts", "fs", "fs"],
    ["text/words.ts", "../support/files.js", "node:fs"],
    ["graph/onnx.ts", "onnxruntime-node", "onnxruntime-node"],
    ["browser.ts", "./support/files.js", "node:fs"],
  ])("names %s, %s and what it loads", (from, specifier, module) => {
    expect(violations({ [from]: `import { x } from "${specifier}";` })).toEqual([
      `src/${from}: imports "${specifier}" (loads ${module}), but it must run in a browser`,
    ]);
  });

  it("allows types, and everything at the edges", () => {
    const sources = {
      "text/words.ts": 'import type { x } from "../support/files.js";',
      "graph/session.ts": 'import { Tensor } from "onnxruntime-node";',
      "corpus/store.ts": 'import { DuckDBInstance } from "@duckdb/node-api";',
    };
    expect(violations(sources)).toEqual([]);
  });
});

describe("nodeGlobals", () => {
  it("names what browser code uses, and nothing at the edges", () => {
    const text = "const bytes = Buffer.from(process.argv[2]); const own = this.process.id;";
    expect(nodeGlobals({ "text/words.ts": text, "cli/main.ts": text })).toEqual([
      "src/text/words.ts: uses Buffer.from, but it must run in a browser",
      "src/text/words.ts: uses process.argv, but it must run in a browser",
    ]);
  });
});
