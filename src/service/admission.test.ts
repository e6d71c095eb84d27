import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorOf, openService, temporaryFolder } from "../../test/service.js";
import { createKey } from "./api-keys.js";

const REQUEST = { post: "wa wb wc", replies: ["wd we", "wf"], limit: 3 };

describe("API keys", () => {
  it("are asked for by the interface alone", async () => {
    const folder = temporaryFolder();
    const { key, line } = createKey("our site");
    const keyFile = join(folder, "keys.txt");
    writeFileSync(keyFile, `# keys\n${line}\n`);
    const { app, post, log } = await openService({ keyFile });
    const wrong: Record<string, string>[] = [
      {},
      { authorization: "Bearer wrong" },
      { authorization: key },
    ];
    for (const headers of wrong) {
      const response = await post("/v1/suggest", REQUEST, headers);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      expect(await errorOf(response)).toMatchObject({ status: 401, code: "unauthorized" });
      const file = await app.request("/v1/model/files/manifest.json", { headers });
      expect(file.status).toBe(401);
    }
    const allowed = await post("/v1/suggest", REQUEST, { authorization: `Bearer ${key}` });
    expect(allowed.status).toBe(200);
    expect((await app.request("/health/ready")).status).toBe(200);
    expect(log.at(-1)).toMatchObject({ key: "our site", status: 200 });
    expect(JSON.stringify(log)).not.toContain(key);
  });
});

describe("the rate limit", () => {
  it("answers 429 with the time to wait, to each client of its own", async () => {
    const { post } = await openService({ rate: 3, proxies: 1 });
    const ask = (address: string) => post("/v1/suggest", REQUEST, { "x-forwarded-for": address });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await ask("192.0.2.1")).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await ask("192.0.2.1");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await errorOf(refused)).toMatchObject({ code: "rate_limited" });
    expect((await ask("192.0.2.2")).status).toBe(200);
  });

  it("counts the posts of a batch", async () => {
    const { post } = await openService({ rate: 3 });
    const requests = [REQUEST, REQUEST, REQUEST];
    expect((await post("/v1/suggest/batch", { requests })).status).toBe(200);
    expect((await post("/v1/suggest", REQUEST)).status).toBe(429);
  });

  it("does not believe a header that no proxy of ours has written", async () => {
    const { post } = await openService({ rate: 1 });
    const ask = (address: string) => post("/v1/suggest", REQUEST, { "x-forwarded-for": address });
    expect((await ask("192.0.2.1")).status).toBe(200);
    expect((await ask("192.0.2.2")).status).toBe(429);
  });
});

describe("other sites", () => {
  const preflight = {
    method: "OPTIONS",
    headers: { origin: "https://blog.example", "access-control-request-method": "POST" },
  };

  it("may not ask by default", async () => {
    const { app } = await openService();
    const response = await app.request("/v1/suggest", preflight);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("may ask when they are named, also where keys are needed", async () => {
    const keyFile = join(temporaryFolder(), "keys.txt");
    writeFileSync(keyFile, createKey("blog").line);
    const { app } = await openService({ origins: ["https://blog.example"], keyFile });
    const allowed = await app.request("/v1/suggest", preflight);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://blog.example");
    expect(allowed.headers.get("access-control-allow-headers")).toMatch(/authorization/);
    const headers = { ...preflight.headers, origin: "https://evil.example" };
    const other = await app.request("/v1/suggest", { ...preflight, headers });
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
  });
});
