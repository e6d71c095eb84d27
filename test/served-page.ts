import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { startBuilt } from "./built-program.js";
import { CHROMIUM } from "./chromium.js";

const PAGE = fileURLToPath(new URL("../dist/src/page/index.html", import.meta.url));

/** Whether the page can be tested: it is built, and there is a browser. */
export const HAS_PAGE = existsSync(PAGE) && CHROMIUM !== undefined;

/** Milliseconds for tests of the page: a browser and a service share a slow machine with them. */
export const LIMITS = { timeout: 300_000 };

/** A service in a process of its own. */
export interface ServedPage {
  /** Where its page is. */
  readonly url: string;
  /** Ends it. */
  stop(): Promise<void>;
}

/** Serves a model with the built program on a free port. @param flags of `threadtag serve` */
export async function servePage(model: string, ...flags: string[]): Promise<ServedPage> {
  const settings = ["--port", "0", "--workers", "1", "--timeout", "300"];
  const run = startBuilt(["serve", model, ...settings, ...flags]);
  let log = "";
  run.child.stdout.on("data", (data: string) => {
    log += data;
  });
  const stop = async () => {
    run.child.kill("SIGKILL");
    await run.ended;
  };
  for (;;) {
    const ready = log.split("\n").find((line) => line.includes('"msg":"ready"'));
    if (ready) return { url: `${JSON.parse(ready).url}/`, stop };
    if (run.child.exitCode !== null) throw new Error(`it ended: ${(await run.ended).err}`);
    await setTimeout(20);
  }
}

/** A page that is looked at in a browser. */
export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What must not happen: errors of scripts, what the security policy forbids, requests to others. */
  readonly complaints: string[];
}

/** Opens a page in a window of its own, without anything that an earlier one has stored. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext(options);
  const complaints: string[] = [];
  await context.exposeFunction("complain", (text: string) => complaints.push(text));
  await context.addInitScript(
    `addEventListener("securitypolicyviolation", (event) =>
      complain("forbidden: " + event.violatedDirective + " " + event.blockedURI));`,
  );
  context.on("request", (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asked ${request.url()}`);
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  return { page, context, complaints };
}

/** The post's field. */
export const postField = (page: Page) => page.getByLabel("Post", { exact: true });

/** The hashtags that are suggested, in their order. */
export const suggested = (page: Page) => page.locator(".row .hashtag");

/** The button that inserts a hashtag. */
export const inserts = (page: Page, hashtag: string) =>
  page.getByRole("button", { name: `Insert ${hashtag}` });

/** Lets time stand still in the page, until `page.clock` is told how much of it goes by. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
}
