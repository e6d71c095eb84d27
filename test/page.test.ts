import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { readDataset } from "../src/dataset/folder.js";
import { trainSuggester } from "../src/suggesters/train.js";
import { assessModel } from "../src/tagger/assess-model.js";
import { train } from "../src/training/train.js";
import { launchChromium } from "./chromium.js";
import {
  HAS_PAGE,
  inserts,
  LIMITS,
  type OpenedPage,
  openPage,
  postField,
  type ServedPage,
  servePage,
  stopClock,
  suggested,
} from "./served-page.js";
import { tinyOptions } from "./tiny-training.js";

const SAMPLE = fileURLToPath(new URL("../examples/sample", import.meta.url));
const MOON = "The red moon over the roofs";
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };

let root: string;
let browser: Browser;
/** Services of a model that finds similar posts, and of one with bi-attention that learnt next to nothing. */
let retrieval: ServedPage;
let attention: ServedPage;

beforeAll(async () => {
  if (!HAS_PAGE) return;
  root = mkdtempSync(join(tmpdir(), "page-"));
  const sample = readDataset(SAMPLE, ["train", "valid"]);
  const some = { ...sample, train: sample.train.slice(0, 200), valid: sample.valid.slice(0, 50) };
  await (await trainSuggester("retrieval", sample, join(root, "retrieval"))).close();
  await train(some, join(root, "attention"), tinyOptions({ model: "bi-attention", batch: 32 }));
  // Takes down the losses, among others.
  await assessModel(join(root, "attention"), some.valid);
  [browser, retrieval, attention] = await Promise.all([
    launchChromium(),
    servePage(join(root, "retrieval")),
    servePage(join(root, "attention")),
  ]);
});
afterAll(async () => {
  if (!HAS_PAGE) return;
  await Promise.all([browser.close(), retrieval.stop(), attention.stop()]);
  rmSync(root, { recursive: true });
});

/** Opens a page for a test, which fails where the page does what no page must do. */
async function open(service: ServedPage, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const opened = await openPage(browser, service.url, options);
  onTestFinished(async () => {
    await opened.context.close();
    expect(opened.complaints).toEqual([]);
  });
  return opened;
}

/** What axe finds wrong. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Lets everything be shown, however little the model thinks of it. */
async function showAll(page: Page): Promise<void> {
  await page.getByRole("slider", { name: "Confidence at least" }).fill("0");
}

describe.skipIf(!HAS_PAGE)("the page (needs npm run build, and Chromium)", LIMITS, () => {
  it("suggests while one types, and more with a reply", async () => {
    const { page } = await open(retrieval);
    await postField(page).pressSequentially(MOON);
    await expect.poll(() => suggested(page).first().textContent()).toBe("#LunarEclipse");

    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => suggested(page).count()).toBe(0);
    await postField(page).fill("I can't stop looking");
    await postField(page).press("Control+Enter");
    await page.keyboard.type("the red moon, the shadow of the moon");
    await expect.poll(() => suggested(page).first().textContent()).toBe("#LunarEclipse");
  });

  it("never lets a late answer take the place of a newer one", async () => {
    const { page } = await open(retrieval);
    // Older requests are also ended, which must not be all that helps.
    await page.evaluate("AbortController.prototype.abort = () => {}");
    let letGo = () => {};
    const late = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let isLate = false;
    await page.route("**/v1/suggest", async (route) => {
      const response = await route.fetch();
      if (route.request().postDataJSON().post.includes("noodle")) await late;
      await route.fulfill({ response });
      isLate ||= route.request().postDataJSON().post.includes("noodle");
    });
    const asked = page.waitForRequest((request) => request.postData()?.includes("noodle") ?? false);
    await postField(page).fill("the noodle chef at the noodle counter");
    await asked;
    await postField(page).fill(MOON);
    await expect.poll(() => suggested(page).first().textContent()).toBe("#LunarEclipse");
    letGo();
    await expect.poll(() => isLate).toBe(true);
    await page.evaluate("new Promise(requestAnimationFrame)");
    expect(await suggested(page).first().textContent()).toBe("#LunarEclipse");
  });

  it("asks once for what is typed in one go, and not while a character is put together", async () => {
    const { page, context } = await open(retrieval);
    const posts: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/v1/suggest")) posts.push(request.postDataJSON().post);
    });
    await stopClock(page);
    await postField(page).pressSequentially(MOON);
    expect(posts).toEqual([]);
    await page.clock.runFor(1000);
    await expect.poll(() => posts).toEqual([MOON]);
    await postField(page).fill("");
    const keyboard = await context.newCDPSession(page);
    await postField(page).focus();
    await keyboard.send("Input.imeSetComposition", {
      text: "liu xing",
      selectionStart: 8,
      selectionEnd: 8,
    });
    await page.clock.runFor(1000);
    expect(posts).toEqual([MOON]);
    await keyboard.send("Input.insertText", { text: "流星" });
    await page.clock.runFor(1000);
    await expect.poll(() => posts).toEqual([MOON, "流星"]);
  });

  it("inserts where the writer is, once, and copies", async () => {
    const options = { permissions: ["clipboard-read", "clipboard-write"] };
    const { page } = await open(retrieval, options);
    await postField(page).fill(`${MOON}, wow`);
    for (let i = 0; i < ", wow".length; i++) await postField(page).press("ArrowLeft");
    await page.getByRole("button", { name: "Copy #LunarEclipse" }).click();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("#LunarEclipse");

    await inserts(page, "#LunarEclipse").click();
    expect(await postField(page).inputValue()).toBe(`${MOON} #LunarEclipse , wow`);
    await expect.poll(() => inserts(page, "#LunarEclipse").count()).toBe(0);
    await postField(page).press("End");
    await postField(page).pressSequentially("!");
    await expect.poll(() => page.locator("[aria-busy=true], .asking").count()).toBe(0);
    expect(await inserts(page, "#LunarEclipse").count()).toBe(0);
  });

  it("tells why: words that count, and similar posts", async () => {
    const { page } = await open(retrieval);
    await postField(page).fill("Look at that");
    await page.getByRole("button", { name: "Add a reply" }).click();
    await page.keyboard.type("so red, the moon tonight");
    await page.getByRole("button", { name: "Why #LunarEclipse?" }).click();
    const why = page.getByRole("region", { name: "Why #LunarEclipse?" });
    await expect.poll(() => why.locator("mark").allTextContents()).toContain("moon");
    expect(await why.locator("dt").allTextContents()).toContain("Reply 1");
    expect(await why.locator(".posts .same").first().textContent()).toBe("#LunarEclipse");
    await page.getByRole("button", { name: "Why #LunarEclipse?" }).click();
    expect(await why.count()).toBe(0);
  });

  it("shows how post and replies attend to each other, in words and colours", async () => {
    const { page } = await open(attention);
    await showAll(page);
    await page.getByRole("button", { name: "许愿" }).click();
    await page.locator("button.why").first().click();
    await expect.poll(() => page.locator(".heat-map .cell").count()).toBeGreaterThan(20);
    expect(await page.locator(".heat-map svg").textContent()).toContain("流星");
    await page.locator(".heat-map .target").hover({ position: { x: 5, y: 5 } });
    const hint = page.locator(".heat-map .note");
    expect(await hint.textContent()).toMatch(/^躺 → 我.*: \d+\.\d%$/u);
    await page.getByText("Strongest for each word").click();
    expect(await page.locator(".heat-map tbody tr").count()).toBeGreaterThan(5);
  });

  it("heeds the settings and keeps them", async () => {
    const { page } = await open(attention);
    await postField(page).fill(MOON);
    await showAll(page);
    await page.getByRole("slider", { name: "Number" }).fill("8");
    await expect.poll(() => suggested(page).count()).toBe(8);
    await page.getByRole("slider", { name: "Number" }).fill("2");
    await expect.poll(() => suggested(page).count()).toBe(2);
    await page.reload();
    expect(await postField(page).inputValue()).toBe(MOON);
    await expect.poll(() => suggested(page).count()).toBe(2);
    const asked = page.waitForRequest("**/v1/suggest");
    await page.getByLabel("Only hashtags in use").check();
    expect((await asked).postDataJSON()).toMatchObject({ only: "existing", limit: 2 });
  });

  it("puts examples in place and takes them back", async () => {
    const { page } = await open(retrieval);
    await postField(page).fill("My own words");
    await page.getByRole("button", { name: "A dark moon" }).click();
    expect(await page.locator(".reply textarea").count()).toBe(3);
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await postField(page).inputValue()).toBe("My own words");
    expect(await page.locator(".reply textarea").count()).toBe(0);
  });

  it("can be used without a mouse", async () => {
    const { page } = await open(attention);
    const focused = (selector: string) => page.locator(`${selector}:focus`).count();
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 40 && (await focused(selector)) === 0; i++)
        await page.keyboard.press("Tab");
      expect(await focused(selector)).toBe(1);
    };
    await tabTo("#post");
    await page.keyboard.type(MOON);
    await page.keyboard.press("Control+Enter");
    expect(await focused(".reply textarea")).toBe(1);
    await page.keyboard.type("x");
    await page.keyboard.press("Control+Enter");
    expect(await page.locator(".reply textarea").count()).toBe(2);
    await page.keyboard.press("Backspace");
    expect(await page.locator(".reply textarea").count()).toBe(1);
    expect(await focused(".reply textarea")).toBe(1);

    await showAll(page);
    await expect.poll(() => suggested(page).count()).toBe(5);
    await postField(page).focus();
    await tabTo(".insert");
    const first = await suggested(page).first().textContent();
    await page.keyboard.press("Enter");
    expect(await postField(page).inputValue()).toBe(`${MOON} ${first}`);
    // The next one has the place, and the focus.
    await expect.poll(() => focused(".row:first-child .insert")).toBe(1);
    await tabTo(".why");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".evidence").count()).toBe(1);
  });

  it("tells screen readers of new suggestions", async () => {
    const { page } = await open(retrieval);
    await postField(page).fill(MOON);
    const said = page.locator(".panel > [role=status]");
    await expect.poll(() => said.textContent()).toMatch(/^\d+ suggestions?: #LunarEclipse/);
  });

  it("shows the model: card, scores and training curve", async () => {
    const { page } = await open(attention);
    await page.getByRole("link", { name: "Model" }).click();
    await page.getByRole("heading", { name: "bi-attention, trained on sample" }).waitFor();
    expect(await page.title()).toBe("Model · threadtag");
    const epoch = page.getByRole("slider", { name: "Epoch" });
    await epoch.press("Home");
    expect(await epoch.getAttribute("aria-valuetext")).toMatch(/^Epoch 1: training loss \d/);
    await page.locator(".curve svg").hover({ position: { x: 600, y: 100 } });
    expect(await page.locator("figcaption").textContent()).toMatch(/^Epoch 3: /);
    await page.goBack();
    expect(await postField(page).isVisible()).toBe(true);
  });

  it("runs the model in this browser, and sends no text", async () => {
    const { page } = await open(attention);
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") sent.push(request.url());
    });
    await showAll(page);
    await page.getByLabel("Run in this browser").check();
    await postField(page).fill("躺在山顶的草地上");
    await page.getByRole("button", { name: "Add a reply" }).click();
    await page.keyboard.type("好多流星啊");
    await page.getByText("No text leaves this machine.", { exact: true }).waitFor();
    await expect.poll(() => suggested(page).count()).toBe(5);
    const here = await suggested(page).allTextContents();
    await page.locator("button.why").first().click();
    await expect.poll(() => page.locator(".heat-map .cell").count()).toBeGreaterThan(5);
    expect(sent).toEqual([]);

    await page.locator("button.why").first().click();
    await page.getByLabel("Run in this browser").uncheck();
    await expect.poll(() => sent.length).toBeGreaterThan(0);
    await expect.poll(() => suggested(page).allTextContents()).toEqual(here);
  });

  it.each<[string, BrowserContextOptions]>([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["on a phone", PHONE],
  ])("has nothing that axe finds wrong, %s", async (_, options) => {
    const { page } = await open(attention, options);
    expect(await violations(page)).toEqual([]);
    await showAll(page);
    await page.getByRole("button", { name: "A dark moon" }).click();
    await page.locator("button.why").first().click();
    await page.locator(".heat-map details summary").click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "Model" }).click();
    await page.locator(".curve").waitFor();
    expect(await violations(page)).toEqual([]);
    const width = "document.documentElement.scrollWidth <= innerWidth";
    expect(await page.evaluate(width)).toBe(true);
  });

  it("takes other colours than the system's when it is told to", async () => {
    const { page } = await open(retrieval, { colorScheme: "light" });
    const colour = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await colour();
    await page.getByRole("button", { name: "Switch to dark colours" }).click();
    const dark = await colour();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await colour()).toBe(dark);
    await page.getByRole("button", { name: "Switch to light colours" }).click();
    expect(await colour()).toBe(light);
  });
});
