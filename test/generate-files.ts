import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { trainSuggester } from "../src/suggesters/train.js";
import { Threadtag } from "../src/tagger/threadtag.js";
import { datasetOf, randomInstances } from "./instances.js";
import { threadtag } from "./run-cli.js";

/** A small model for the tests of a file, and an empty folder for each of them. */
export function useGenerate() {
  let model: string;
  beforeAll(async () => {
    model = mkdtempSync(join(tmpdir(), "cli-generate-model-"));
    await trainSuggester("retrieval", datasetOf(randomInstances(60, 1), []), model);
  });
  afterAll(() => rmSync(model, { recursive: true }));

  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "cli-generate-file-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const at = (name: string) => join(root, name);
  return {
    at,
    /** The folder of the model. */
    model: () => model,
    files: (input: string, output: string) => ["--input", at(input), "--output", at(output)],
    generate: (...args: string[]) => threadtag("generate", model, ...args),
    read: (name: string) => readFileSync(at(name), "utf8"),
    /** What the library suggests for the same posts, one by one. */
    async suggestions(records: ReturnType<typeof posts>, wishes: object = {}) {
      const tagger = await Threadtag.open(model);
      const lists = [];
      for (const { post, replies } of records) {
        const found = await tagger.suggest({ post, replies, ...wishes });
        lists.push(found.map((each) => ({ ...each, confidence: rounded(each.confidence) })));
      }
      await tagger.close();
      return lists;
    },
  };
}

/** Posts as texts. */
export function posts(count: number, seed = 2) {
  return randomInstances(count, seed).map(({ id, post, conversation }) => {
    const middle = conversation.length >> 1;
    const replies = [conversation.slice(0, middle), conversation.slice(middle)];
    return { id, post: post.join(" "), replies: replies.map((reply) => reply.join(" ")) };
  });
}

/** Records as lines of JSON. */
export const lines = (records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

/** The records of lines of JSON. */
export const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** A confidence as files have it. */
export const rounded = (value: number) => Number(value.toPrecision(6));
