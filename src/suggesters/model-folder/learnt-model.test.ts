import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../../test/instances.js";
import { UserError } from "../../support/errors.js";
import { sha256 } from "../../support/files.js";
import { openSuggester } from "../open.js";
import { SYSTEM_NAMES, type SystemName } from "../systems.js";
import { trainSuggester } from "../train.js";
import type { LearntModel } from "./learnt-model.js";
import { saveLearntModel } from "./save-learnt-model.js";

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "learnt-model-"));
  const dataset = datasetOf(randomInstances(20, 1), []);
  for (const name of SYSTEM_NAMES) {
    const settings = name === "lda" ? { topics: 2, sweeps: 2 } : {};
    await (await trainSuggester(name, dataset, join(root, name), { settings })).close();
  }
});
afterAll(() => rmSync(root, { recursive: true }));

let copies = 0;

/** A copy of a model folder with one file changed; undefined removes it. */
function damaged(
  name: SystemName,
  file: string,
  change: (bytes: Buffer) => Uint8Array | string | undefined,
): string {
  const copy = join(root, String(copies++));
  cpSync(join(root, name), copy, { recursive: true });
  const path = join(copy, file);
  const content = change(readFileSync(path));
  if (content === undefined) rmSync(path);
  else writeFileSync(path, content);
  return copy;
}

/** The files that the manifest of a system names. */
function filesOf(name: SystemName): string[] {
  return filesIn(join(root, name));
}

function filesIn(folder: string): string[] {
  return Object.keys(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).files);
}

async function expectRefused(folder: string, message: RegExp): Promise<void> {
  const opened = openSuggester(folder);
  await expect(opened).rejects.toThrow(UserError);
  await expect(opened).rejects.toThrow(message);
  await expect(opened).rejects.toThrow(folder);
  await expect(opened).rejects.toThrow(/Copy the model folder again, or train the model again/);
}

describe.each(SYSTEM_NAMES)("the folder of %s is refused", (name) => {
  it("when a file is missing, damaged or cut short", async () => {
    expect(filesOf(name)).toContain("words.json");
    for (const file of filesOf(name)) {
      await expectRefused(
        damaged(name, file, () => undefined),
        new RegExp(`${file}: missing`),
      );
      const flip = (bytes: Buffer) => {
        bytes[bytes.length >> 1] ^= 4;
        return bytes;
      };
      await expectRefused(damaged(name, file, flip), new RegExp(`${file}: damaged`));
      const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
      await expectRefused(damaged(name, file, cut), new RegExp(`${file}: damaged`));
    }
  });

  it("when its own files are not what threadtag writes, though the manifest vouches for them", async () => {
    for (const file of filesOf(name).filter((each) => each.endsWith(".json"))) {
      const folder = damaged(name, file, () => '{"seed":"x"');
      const path = join(folder, "manifest.json");
      const manifest = JSON.parse(readFileSync(path, "utf8"));
      manifest.files[file] = sha256(readFileSync(join(folder, file)));
      writeFileSync(path, JSON.stringify(manifest));
      await expectRefused(folder, /not valid JSON|the files are no model of/);
    }
  });
});

describe("a manifest is refused", () => {
  type Manifest = Record<string, unknown> & { config: object };
  it.each<[string, (manifest: Manifest) => unknown, RegExp]>([
    [
      "of another version",
      (all) => ({ ...all, version: 2 }),
      /field "version": written by another/,
    ],
    ["of no system", (all) => ({ ...all, config: { model: "gpt" } }), /field "config\.model"/],
    [
      "with a setting of another system",
      ({ config, ...others }) => ({ ...others, config: { ...config, topics: 3 } }),
      /manifest\.json: config: .*topics/,
    ],
    [
      "with a setting out of range",
      ({ config, ...others }) => ({ ...others, config: { ...config, neighbours: 0 } }),
      /manifest\.json: config: field "neighbours"/,
    ],
    [
      "that does not name a file of the system",
      ({ files, ...others }) => {
        const { "posts.json": _, ...rest } = files as Record<string, string>;
        return { ...others, files: rest };
      },
      /does not name posts\.json/,
    ],
  ])("%s", async (_, change, message) => {
    const folder = damaged("retrieval", "manifest.json", (bytes) =>
      JSON.stringify(change(JSON.parse(bytes.toString()))),
    );
    await expectRefused(folder, message);
  });
});

describe("a model that learns", () => {
  const today = {
    id: "today",
    post: ["unheard", "news"],
    conversation: [],
    hashtags: [["born", "today"]],
    text: "Unheard news!",
  };

  it.each(["fusion", "retrieval"] as const)("keeps hashtags and posts of %s", async (name) => {
    const folder = join(root, `${name}-grown`);
    const model = (await openSuggester(join(root, name))) as LearntModel;
    const hashtags = model.companions.known?.size ?? 0;
    await model.learn?.([today]);
    saveLearntModel(model, folder);
    const { companions, similarPosts } = await openSuggester(folder);
    expect(companions.known?.size).toBe(hashtags + 1);
    expect(companions.known?.has(["born", "today"])).toBe(true);
    expect(companions.posts?.size).toBe(21);
    const [nearest] = similarPosts?.({ post: today.post, conversation: [] }, 3) ?? [];
    expect(nearest).toMatchObject({ text: today.text, hashtags: today.hashtags });
    expect(nearest.similarity).toBeGreaterThan(0.9);
    expect(nearest.similarity).toBeLessThanOrEqual(1);
  });

  it("keeps no posts where it is told so", async () => {
    const folder = join(root, "secret");
    const dataset = datasetOf(randomInstances(20, 1), []);
    const options = { settings: { keepPosts: false } };
    const model = await trainSuggester("retrieval", dataset, folder, options);
    expect(model.similarPosts).toBeUndefined();
    expect(filesIn(folder)).not.toContain("earlier-posts.json");
    expect(filesIn(join(root, "retrieval"))).toContain("earlier-posts.json");
    const opened = await openSuggester(folder);
    expect(opened.similarPosts).toBeUndefined();
    expect(opened.companions.known?.size).toBeGreaterThan(0);
  });
});
