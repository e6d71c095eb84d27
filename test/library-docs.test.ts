import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { writeDataset } from "../src/dataset/dataset-writer.js";
import { readDataset } from "../src/dataset/folder.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The blocks of code of a page, with the headings that they stand under. */
function blocksOf(page: string): [heading: string, code: string][] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => {
    const before = text.slice(0, match.index);
    return [before.slice(before.lastIndexOf("\n## ") + 4).split("\n")[0], match[1]];
  });
}

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "library-docs-"));
  mkdirSync(join(root, "data"));
  const { info, train, valid } = readDataset(join(ROOT, "examples/sample"), ["train", "valid"]);
  const some = { train: train.slice(0, 200), valid: valid.slice(0, 40) };
  writeDataset(join(root, "data/mine"), { ...info, name: "mine" }, some);
});
afterAll(() => rmSync(root, { recursive: true }));

/** Runs a block as a program of a user who stands in the folder. @returns what it printed */
async function run(code: string, place: number): Promise<unknown[][]> {
  const module = join(root, `block-${place}.ts`);
  const here = code
    .replaceAll(/"((?:data|models)\/[^"]*)"/g, (_, path) => JSON.stringify(join(root, path)))
    .replaceAll('from "threadtag"', `from ${JSON.stringify(join(ROOT, "src/index.ts"))}`);
  writeFileSync(module, here);
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    await import(/* @vite-ignore */ module);
    return log.mock.calls;
  } finally {
    log.mockRestore();
  }
}

describe("the programs of docs/library.md", () => {
  const blocks = blocksOf("docs/library.md");

  it("are found", () => expect(blocks.length).toBeGreaterThan(6));

  it.each(blocks.map(([heading, code], i) => ({ heading, code, place: i + 1 })))(
    "the one under $heading that is number $place runs",
    async ({ heading, code, place }) => {
      const printed = await run(code, place);
      if (heading === "Suggestions") expect(printed[0][0]).toMatch(/^#/);
      if (heading === "New posts") expect(printed).toEqual([["#ZeppelinNight"]]);
      if (heading === "Many posts") expect(printed[1][0]).toBeGreaterThan(30);
      if (code.includes("console.log")) expect(printed.length).toBeGreaterThan(0);
    },
  );
});
