import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createKey } from "../../src/service/api-keys.js";
import { createApp } from "../../src/service/app.js";
import { AppServer } from "../../src/service/server.js";
import type { ServiceOptions } from "../../src/service/service.js";
import { CHROMIUM, launchChromium } from "../../test/chromium.js";
import { openService, temporaryFolder } from "../../test/service.js";
import { hashtagProxy } from "./proxy.js";

let browser: Browser;
beforeAll(async () => {
  if (CHROMIUM) browser = await launchChromium();
});
afterAll(() => browser?.close());

/** A service with a key, which has learnt of an eclipse and of a hashtag that is an attack. */
async function serve(options: Partial<ServiceOptions> = {}) {
  const folder = temporaryFolder();
  const { key, line } = createKey("site");
  writeFileSync(join(folder, "keys.txt"), line);
  const opened = await openService({
    journal: join(folder, "journal.jsonl"),
    keyFile: join(folder, "keys.txt"),
    ...options,
  });
  const posts = [{ post: "the eclipse begins", hashtags: ["#TotalEclipse"] }];
  await opened.post("/v1/learn", { posts }, { authorization: `Bearer ${key}` });
  const server = await AppServer.listen(createApp(opened.service), { port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    server.breakOff();
    return server.close();
  });
  return { ...opened, url: server.url, key };
}

/** Another site with the example page. @param address where its text field asks */
async function site(answer: (origin: string) => Promise<{ address: string; key: string }>) {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
  let page = "";
  const server = createServer(({ url = "/" }, response) => {
    const isScript = url.endsWith(".js");
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? read("threadtag-composer.js") : page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { address, key } = await answer(origin);
  page = read("index.html")
    .replace("https://tags.example.org/v1/suggest", address)
    .replace('data-hashtags-key=""', `data-hashtags-key="${key}"`);
  return origin;
}

/** Opens a page that ends with the test. */
async function visit(url: string): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(url);
  return page;
}

describe.skipIf(!CHROMIUM)("the composer plug-in (needs a Chromium)", () => {
  it("suggests on another site, and inserts what is clicked", async () => {
    let log: readonly Record<string, unknown>[] = [];
    const url = await site(async (origin) => {
      const service = await serve({ origins: [origin] });
      log = service.log;
      return { address: `${service.url}/v1/suggest`, key: service.key };
    });
    const page = await visit(url);
    await page.fill("textarea", "What an eclipse!");
    await page.getByRole("button", { name: "#TotalEclipse" }).click();
    expect(await page.inputValue("textarea")).toBe("What an eclipse! #TotalEclipse ");
    // The tag stands in the post now: it is not suggested again.
    await page.waitForFunction('document.querySelector("button") === null');
    expect(log.filter(({ status }) => status === 200).length).toBeGreaterThan(1);
  });

  it("tells what stands above: what is written answers it", async () => {
    let log: readonly Record<string, unknown>[] = [];
    const url = await site(async (origin) => {
      const service = await serve({ origins: [origin], logText: true });
      log = service.log;
      return { address: `${service.url}/v1/suggest`, key: service.key };
    });
    const page = await visit(url);
    await page.evaluate(`
      document.querySelector("h1").outerHTML = "<p class=post>An eclipse!</p><p class=post>Really?</p>";
      document.querySelector("textarea").dataset.hashtagsAbove = ".post";`);
    await page.fill("textarea", "Look up");
    await page.getByRole("button", { name: "#TotalEclipse" }).waitFor();
    expect(log.at(-1)?.texts).toEqual([{ post: "An eclipse!", replies: ["Really?", "Look up"] }]);
  });

  it("shows a hashtag that is an attack as text", async () => {
    const url = await site(async (origin) => {
      const service = await serve({ origins: [origin] });
      return { address: `${service.url}/v1/suggest`, key: service.key };
    });
    const page = await visit(url);
    await page.fill("textarea", "scripted injected");
    await page.waitForSelector("button");
    expect(await page.textContent("button")).toContain("img");
    expect(await page.locator("img").count()).toBe(0);
  });

  it("gets nothing where the site is not listed", async () => {
    let log: readonly Record<string, unknown>[] = [];
    const url = await site(async () => {
      const service = await serve({ origins: ["https://other.example"] });
      log = service.log;
      return { address: `${service.url}/v1/suggest`, key: service.key };
    });
    const page = await visit(url);
    const refused = page.waitForEvent("requestfailed");
    await page.fill("textarea", "What an eclipse!");
    await refused;
    expect(await page.locator("button").count()).toBe(0);
    expect(log.filter(({ status, threads }) => status === 200 && threads)).toEqual([]);
  });
});

describe("the proxy of the composer", () => {
  const ask = (body: string, headers: Record<string, string> = {}) => ({
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const eclipse = JSON.stringify({ post: "What an eclipse!", limit: 1 });

  it("asks with its own key, for those who are signed in", async () => {
    const { url, key, log } = await serve();
    const isSignedIn = ({ headers }: Request) => headers.get("cookie") === "session=ours";
    const proxy = hashtagProxy({ service: new URL(url), key, isSignedIn });
    expect((await proxy.request("/hashtags", ask(eclipse))).status).toBe(401);
    const answer = await proxy.request("/hashtags", ask(eclipse, { cookie: "session=ours" }));
    expect(await answer.json()).toMatchObject({ suggestions: [{ hashtag: "#TotalEclipse" }] });
    expect(log.at(-1)).toMatchObject({ key: "site", status: 200 });
  });

  it("passes on that the service is busy, and takes no large texts", async () => {
    const { url, key } = await serve({ rate: 2 });
    const proxy = hashtagProxy({ service: new URL(url), key, isSignedIn: () => true });
    expect((await proxy.request("/hashtags", ask(eclipse))).status).toBe(200);
    const busy = await proxy.request("/hashtags", ask(eclipse));
    expect(busy.status).toBe(429);
    expect(Number(busy.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await proxy.request("/hashtags", ask("x".repeat(200_000)))).status).toBe(413);
  });
});
