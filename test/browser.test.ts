import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readDataset } from "../src/dataset/folder.js";
import { quantiseModel } from "../src/suggesters/neural/quantise-model.js";
import { trainSuggester } from "../src/suggesters/train.js";
import { sha256 } from "../src/support/files.js";
import type { HashtagSuggestion, SuggestionRequest } from "../src/tagger/suggestion.js";
import { Threadtag } from "../src/tagger/threadtag.js";
import type { WebOptions } from "../src/tagger/web-threadtag.js";
import { train } from "../src/training/train.js";
import type {} from "./browser-page.js";
import { browserPosts, expectAlike } from "./browser-posts.js";
import { type BrowserSite, browserSite } from "./browser-site.js";
import { CHROMIUM, launchChromium } from "./chromium.js";
import { tinyOptions } from "./tiny-training.js";

const SAMPLE = fileURLToPath(new URL("../examples/sample", import.meta.url));
const NEURAL = ["bi-attention", "seq2seq-copy"] as const;

let root: string;
/** The folder of the models, which the site serves. */
let models: string;
let site: BrowserSite;
let browser: Browser;
let page: Page;
/** What the page complained of: errors, and what the security policy forbade. */
const complaints: string[] = [];

/** Small models of the sample corpus: what they learn does not matter here, where they run does. */
async function makeModels(): Promise<void> {
  const sample = readDataset(SAMPLE, ["train", "valid"]);
  const some = { ...sample, train: sample.train.slice(0, 200), valid: sample.valid.slice(0, 50) };
  for (const model of NEURAL) {
    const options = tinyOptions({ model, epochs: 2, batch: 32, embedding: 16, hidden: 16 });
    await train(some, join(models, model), options);
  }
  quantiseModel(join(models, "bi-attention"), join(models, "bi-attention-int8"));
  await (await trainSuggester("fusion", some, join(models, "fusion"))).close();
}

async function newPage(): Promise<Page> {
  const opened = await browser.newPage();
  opened.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await visit(opened, site.url);
  return opened;
}

/** A page that was left forgets all but what the browser keeps. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => "threadtag" in globalThis);
}

/** Opens a model in the page. @returns the message of the error; undefined where there is none */
function failure(folder: string, options: WebOptions = {}): Promise<string | undefined> {
  return page.evaluate(
    async ([folder, options]) => {
      const { Threadtag, UserError } = threadtag;
      try {
        await (await Threadtag.open(folder, { runtime: "runtime", ...options })).close();
        return undefined;
      } catch (error) {
        return error instanceof UserError ? error.message : `no UserError: ${error}`;
      }
    },
    [folder, options] as const,
  );
}

/** What a model suggests in the page. */
function suggestInPage(
  model: string,
  requests: readonly SuggestionRequest[],
  options: WebOptions = {},
): Promise<HashtagSuggestion[][]> {
  const call = [model, requests, { runtime: "runtime", ...options }] as const;
  return page.evaluate(async ([model, requests, options]) => {
    const tagger = await threadtag.Threadtag.open(`files/${model}`, options);
    const lists = await tagger.suggestAll(requests);
    await tagger.close();
    return lists;
  }, call);
}

/** Files of models that were asked for since the last time. */
function filesAsked(): string[] {
  return site.asked.splice(0).flatMap((path) => path.match(/^\/files\/[^/]+\/(.+)/)?.[1] ?? []);
}

function filesOf(model: string): string[] {
  return Object.keys(JSON.parse(readFileSync(join(models, model, "manifest.json"), "utf8")).files);
}

let copies = 0;

/** A copy of a model. @returns its name */
function copy(model: string): string {
  const name = `${model}-copy-${copies++}`;
  cpSync(join(models, model), join(models, name), { recursive: true });
  return name;
}

/** Replaces a file of a model; the manifest vouches for it if told to. */
function replace(model: string, file: string, content: string, vouched: boolean): void {
  writeFileSync(join(models, model, file), content);
  if (!vouched) return;
  const path = join(models, model, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  manifest.files[file] = sha256(Buffer.from(content));
  writeFileSync(path, JSON.stringify(manifest));
}

describe.skipIf(!CHROMIUM)("threadtag/browser (needs Chromium)", () => {
  const requests = browserPosts();
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "browser-"));
    models = join(root, "files");
    await makeModels();
    site = await browserSite(root);
    browser = await launchChromium(["--host-resolver-rules=MAP elsewhere.test 127.0.0.1"]);
    page = await newPage();
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    rmSync(root, { recursive: true });
  });
  beforeEach(async () => {
    complaints.length = 0;
    await page.evaluate(() => caches.delete("threadtag"));
    filesAsked();
  });

  it.each([
    ["bi-attention", undefined],
    ["bi-attention-int8", undefined],
    ["seq2seq-copy", 2],
  ])("suggests what Node does: %s, %s threads", async (model, threads) => {
    const tagger = await Threadtag.open(join(models, model), { threads: 1 });
    const expected = await tagger.suggestAll(requests);
    await tagger.close();
    // A page has as many threads as its first model asked for.
    if (threads) await visit(page, site.url);
    const found = await suggestInPage(model, requests, threads ? { threads } : {});
    const same = found.filter((list, i) => expectAlike(list, expected[i]));
    expect(same.length).toBeGreaterThan(0.98 * requests.length);
    expect(found.some((list) => list.some(({ words }) => /\p{Script=Han}/u.test(words[0])))).toBe(
      true,
    );
    expect(complaints).toEqual([]);
  });

  it("suggests what Node does, and why: fusion", async () => {
    const some = requests.map((request, i) => ({ ...request, evidence: i % 20 === 0 }));
    const tagger = await Threadtag.open(join(models, "fusion"));
    const expected = await tagger.suggestAll(some);
    await tagger.close();
    const found = await suggestInPage("fusion", some);
    const same = found.filter((list, i) => expectAlike(list, expected[i]));
    expect(same).toHaveLength(requests.length);
    const reasons = (lists: HashtagSuggestion[][]): unknown[] =>
      lists
        .flat()
        .map(({ source, known, evidence }) => [
          source,
          known,
          evidence?.words.map(({ text, start, end }) => [text, start, end]),
        ]);
    expect(reasons(found)).toEqual(reasons(expected));
    expect(complaints).toEqual([]);
  });

  it("fetches no file twice, and of a changed model what has changed, in the place of what was", async () => {
    const model = copy("fusion");
    const files = filesOf(model);
    expect(await failure(`files/${model}`)).toBeUndefined();
    expect(filesAsked().sort()).toEqual(["manifest.json", ...files].sort());
    await visit(page, site.url);
    expect(await failure(`files/${model}/`)).toBeUndefined();
    expect(filesAsked()).toEqual(["manifest.json"]);
    const words = readFileSync(join(models, model, "words.json"), "utf8");
    replace(model, "words.json", `${words} `, true);
    expect(await failure(`files/${model}`)).toBeUndefined();
    expect(filesAsked()).toEqual(["manifest.json", "words.json"]);
    const kept = await page.evaluate(async () => {
      const cache = await caches.open("threadtag");
      return (await cache.keys()).filter(({ url }) => url.includes("/files/")).length;
    });
    expect(kept).toBe(new Set(Object.values(files)).size);
  });

  it("loads Jieba for Chinese texts, and ONNX Runtime for neural models, and no sooner", async () => {
    await visit(page, site.url);
    const runtime = () => site.asked.splice(0).filter((path) => path.startsWith("/runtime/"));
    const [english, chinese] = [requests[0], requests[100]];
    await suggestInPage("fusion", [english]);
    expect(runtime()).toEqual([]);
    await suggestInPage("fusion", [english, chinese, chinese]);
    expect(runtime()).toEqual(["/runtime/jieba_rs_wasm_bg.wasm"]);
    await suggestInPage("bi-attention", [english]);
    expect(runtime()).toEqual([
      "/runtime/ort-wasm-simd-threaded.mjs",
      "/runtime/ort-wasm-simd-threaded.wasm",
    ]);
  });

  it("tells how far the download is", async () => {
    const told = await page.evaluate(async () => {
      const told: { received: number; total: number | undefined }[] = [];
      const onProgress = (progress: (typeof told)[number]) => told.push(progress);
      await (await threadtag.Threadtag.open("files/fusion", { onProgress })).close();
      return told;
    });
    const received = told.map((each) => each.received);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    const size = filesOf("fusion").reduce(
      (sum, file) => sum + statSync(join(models, "fusion", file)).size,
      0,
    );
    expect(told.at(-1)).toEqual({ received: size, total: size });
  });

  it("ends when it is told to", async () => {
    const error = await page.evaluate(async () => {
      const stop = new AbortController();
      const options = { signal: stop.signal, onProgress: () => stop.abort() };
      return threadtag.Threadtag.open("files/fusion", options).catch(({ name }) => name);
    });
    expect(error).toBe("AbortError");
  });

  it("names a file that is damaged, and fetches it again the next time", async () => {
    const model = copy("bi-attention");
    const vocabulary = readFileSync(join(models, model, "vocabulary.json"), "utf8");
    replace(model, "vocabulary.json", "{}", false);
    expect(await failure(`files/${model}`)).toMatch(
      /files\/bi-attention-copy-\d\/vocabulary\.json: damaged .*Copy the model/,
    );
    replace(model, "vocabulary.json", vocabulary, false);
    expect(await failure(`files/${model}`)).toBeUndefined();
  });

  it.each([
    ["files/none", /files\/none\/manifest\.json: not found\. Check the address/],
    ["page", /page\/manifest\.json: not found/],
    ["http://localhost:1/model", /localhost:1\/model\/manifest\.json: cannot be reached/],
  ])("says what is wrong with %s", async (folder, message) => {
    expect(await failure(folder)).toMatch(message);
  });

  it("says that the connection is gone", async () => {
    await page.context().setOffline(true);
    expect(await failure("files/fusion")).toMatch(/cannot be reached.*Check the connection/);
    await page.context().setOffline(false);
  });

  it("says that what runs models is not there", async () => {
    await visit(page, site.url);
    const options = { runtime: "nowhere" };
    expect(await failure("files/bi-attention", options)).toMatch(
      /^ONNX Runtime cannot be loaded .*are served where `runtime` says/,
    );
    const chinese = suggestInPage("fusion", [{ post: "元宵灯会" }], options);
    await expect(chinese).rejects.toThrow(/nowhere\/jieba_rs_wasm_bg\.wasm: cannot be loaded/);
  });

  it("says that a page that others can change runs no model", async () => {
    await visit(page, site.url.replace("localhost", "elsewhere.test"));
    expect(await failure("files/fusion")).toMatch(/only on pages that came over https/);
  });
});
