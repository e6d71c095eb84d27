import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Instance } from "../src/dataset/instance.js";
import { trainSuggester } from "../src/suggesters/train.js";
import { WordCounts } from "../src/text/word-counts.js";
import { launchChromium } from "./chromium.js";
import { datasetOf, randomInstances } from "./instances.js";
import {
  HAS_PAGE,
  LIMITS,
  type OpenedPage,
  openPage,
  postField,
  type ServedPage,
  servePage,
  stopClock,
  suggested,
} from "./served-page.js";

const PAGE = fileURLToPath(new URL("../dist/src/page", import.meta.url));
const ATTACK = "<img/src=x/onerror=alert(1)>";
const KEY = "tt_for-this-test-alone";

/** A post whose hashtag and text are attacks. */
const SCRIPTED: Instance = {
  id: "script",
  post: ["scripted"],
  conversation: ["injected"],
  hashtags: [[ATTACK]],
  text: `scripted ${ATTACK} <script>alert(2)</script>`,
  replies: ["injected"],
  surface: [ATTACK],
};

let root: string;
let browser: Browser;
let service: ServedPage;

beforeAll(async () => {
  if (!HAS_PAGE) return;
  root = mkdtempSync(join(tmpdir(), "page-faults-"));
  const dataset = {
    ...datasetOf([...randomInstances(30, 1), SCRIPTED], []),
    // On other platforms no such signs can stand in a hashtag.
    knowledge: {
      platform: "weibo" as const,
      counts: new WordCounts().toJSON(),
      spellings: [],
      surfaces: [],
    },
  };
  await (await trainSuggester("retrieval", dataset, join(root, "model"))).close();
  [browser, service] = await Promise.all([launchChromium(), servePage(join(root, "model"))]);
});
afterAll(async () => {
  if (!HAS_PAGE) return;
  await Promise.all([browser.close(), service.stop()]);
  rmSync(root, { recursive: true });
});

/** Opens a page for a test, with everything shown; the test fails where the page does what no page must do. */
async function open(served = service): Promise<OpenedPage> {
  const opened = await openPage(browser, served.url);
  onTestFinished(async () => {
    await opened.context.close();
    expect(opened.complaints).toEqual([]);
  });
  await opened.page.getByRole("slider", { name: "Confidence at least" }).fill("0");
  return opened;
}

const problem = ({ page }: OpenedPage) => page.locator(".problem-title:visible").textContent();

describe.skipIf(!HAS_PAGE)(
  "the page in trouble (needs npm run build, and Chromium)",
  LIMITS,
  () => {
    it("shows attacks in texts and hashtags as what they are", async () => {
      const { page } = await open();
      await postField(page).fill(`scripted ${ATTACK}`);
      await page.getByRole("button", { name: "Add a reply" }).click();
      await page.keyboard.type(`injected ${ATTACK}`);
      await expect.poll(() => suggested(page).first().textContent()).toBe(`#${ATTACK}#`);
      await page.locator("button.why").first().click();
      await expect.poll(() => page.locator(".posts").textContent()).toContain("<script>");
      expect(await page.locator(".evidence img, .row img, .row script").count()).toBe(0);
      await page.locator("button.insert").first().click();
      expect(await postField(page).inputValue()).toContain(`#${ATTACK}#`);
    });

    it("keeps what was typed while the service is away, and goes on by itself", async () => {
      const opened = await open();
      const { page, context } = opened;
      await page.getByRole("button", { name: "Add a reply" }).click();
      await page.keyboard.type("wb");
      await context.setOffline(true);
      await postField(page).fill("wa");
      await expect.poll(() => problem(opened)).toBe("The service does not answer.");
      await postField(page).pressSequentially(" wc");
      expect(await postField(page).inputValue()).toBe("wa wc");
      expect(await page.locator(".reply textarea").inputValue()).toBe("wb");
      await context.setOffline(false);
      await expect.poll(() => suggested(page).count()).toBe(5);
      expect(await page.locator(".problem").count()).toBe(0);
    });

    it("waits as long as a busy service says", async () => {
      const opened = await open();
      const { page } = opened;
      const body = JSON.stringify({ error: { code: "overloaded", message: "Too many." } });
      await page.route(
        "**/v1/suggest",
        (route) => route.fulfill({ status: 503, headers: { "retry-after": "1" }, body }),
        { times: 1 },
      );
      await postField(page).fill("wa");
      await expect.poll(() => problem(opened)).toBe("The service is busy.");
      await expect.poll(() => suggested(page).count()).toBe(5);
    });

    it("says what to do about a thread that is too long", async () => {
      const opened = await open();
      await postField(opened.page).fill("wa ".repeat(40_000));
      await expect.poll(() => problem(opened)).toBe("The thread is too long for this service.");
      await postField(opened.page).fill("wa");
      await expect.poll(() => suggested(opened.page).count()).toBe(5);
    });

    it("asks again when it is told to after an answer that makes no sense", async () => {
      const opened = await open();
      const { page } = opened;
      await page.route("**/v1/suggest", (route) => route.fulfill({ body: "<html>" }), { times: 1 });
      await postField(page).fill("wa");
      await expect.poll(() => problem(opened)).toBe("The service could not answer.");
      await page.getByRole("button", { name: "Ask again" }).click();
      await expect.poll(() => suggested(page).count()).toBe(5);
    });

    it("asks for the API key, and keeps it for the tab alone", async () => {
      const keys = join(root, "keys.txt");
      writeFileSync(keys, `${createHash("sha256").update(KEY).digest("hex")}  test\n`);
      const served = await servePage(join(root, "model"), "--api-key-file", keys);
      onTestFinished(() => served.stop());
      const opened = await open(served);
      const { page, context } = opened;
      await postField(page).fill("wa");
      await expect.poll(() => problem(opened)).toBe("The service asks for an API key.");
      await page.getByLabel("API key").fill("wrong");
      await page.getByRole("button", { name: "Use this key" }).click();
      await expect.poll(() => problem(opened)).toBe("The service does not know this key.");
      await page.getByLabel("API key").fill(KEY);
      await page.keyboard.press("Enter");
      await expect.poll(() => suggested(page).count()).toBe(5);
      await page.reload();
      await expect.poll(() => suggested(page).count()).toBe(5);
      expect(JSON.stringify((await context.storageState()).origins)).not.toContain(KEY);
      await page.goto(`${served.url}#model`);
      await page.getByRole("button", { name: "Forget the API key" }).click();
      await expect.poll(() => problem(opened)).toBe("The service asks for an API key.");
    });

    it("says why the model does not run in the browser, and sends nothing all the same", async () => {
      const opened = await open();
      const { page } = opened;
      await page.route("**/v1/model/files/*", (route) => route.fulfill({ status: 404 }));
      await page.getByLabel("Run in this browser").check();
      await expect.poll(() => problem(opened)).toBe("The model does not run in this browser.");
      let sent = 0;
      page.on("request", (request) => {
        sent += Number(request.method() === "POST");
      });
      await stopClock(page);
      await postField(page).fill("wa");
      await page.clock.runFor(10_000);
      expect(sent).toBe(0);
      await page.clock.resume();
      await page.getByLabel("Run in this browser").uncheck();
      await expect.poll(() => suggested(page).count()).toBe(5);
    });

    it("is small", () => {
      const packed = (name: string) => gzipSync(readFileSync(join(PAGE, name))).length;
      const scripts = readdirSync(PAGE).filter((name) => name.endsWith(".js"));
      // The word list is data, and ONNX Runtime and Jieba are what runs the model.
      const own = scripts.filter((name) => !/^(?:ort|jieba|subtlex)/.test(name));
      const sum = own.reduce((total, name) => total + packed(name), 0);
      expect(packed("page.js") + packed("theme.js")).toBeLessThan(30_000);
      expect(sum).toBeLessThan(150_000);
    });
  },
);
