import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { loadJieba } from "./jieba-wasm.js";
import { nodeResources } from "./node-resources.js";
import { TextReader } from "./text-reader.js";
import { webResources } from "./web-resources.js";

const script = createRequire(import.meta.url).resolve("jieba-wasm/web");
const nowhere = new URL("http://localhost:1/jieba_rs_wasm_bg.wasm");

it("reads texts as Node does, and loads Jieba for Chinese ones alone", async () => {
  const reader = new TextReader(await webResources(nowhere));
  const texts = [
    "No Chinese here &#x1F642; #NewYorkCity",
    "日本",
    "&#20013;&#x56fd; #南京市长江大桥",
  ];

  await reader.prepare(texts.slice(0, 1));
  expect(() => reader.words({ text: "中国" })).toThrow(/not prepared for/);
  for (const text of texts.slice(1)) {
    const prepared = reader.prepare([texts[0], text]);
    await expect(prepared).rejects.toThrow(UserError);
    await expect(prepared).rejects.toThrow(`${nowhere}: cannot be loaded`);
  }

  await loadJieba(readFileSync(script.replace(/\.js$/, "_bg.wasm")));
  await reader.prepare(texts);
  const expected = new TextReader(await nodeResources());
  await expected.prepare(texts);
  for (const text of texts) expect(reader.words({ text })).toEqual(expected.words({ text }));
});
