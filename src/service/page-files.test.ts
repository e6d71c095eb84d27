import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openService, temporaryFolder } from "../../test/service.js";

describe("the page", () => {
  it("is served from its folder, packed for those who can unpack it", async () => {
    const page = temporaryFolder();
    mkdirSync(join(page, "more"));
    writeFileSync(join(page, "index.html"), "<h1>page</h1>");
    writeFileSync(join(page, "more", "app.js"), "run();".repeat(1000));
    const { app } = await openService({ page });
    const index = await app.request("/");
    expect(await index.text()).toBe("<h1>page</h1>");
    expect(index.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const script = await app.request("/more/app.js", {
      headers: { "accept-encoding": "gzip, br" },
    });
    expect(script.headers.get("content-encoding")).toBe("gzip");
    expect((await script.arrayBuffer()).byteLength).toBeLessThan(200);
    const etag = script.headers.get("etag") as string;
    const again = await app.request("/more/app.js", { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
  });

  it.each(["/../secret.txt", "/%2e%2e/secret.txt", "/more/..%2f..%2fsecret.txt", "//etc/passwd"])(
    "gives no file outside of it: %s",
    async (path) => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, "page"));
      writeFileSync(join(folder, "secret.txt"), "secret");
      const { app } = await openService({ page: join(folder, "page") });
      const response = await app.request(`http://localhost${path}`);
      expect(response.status).toBe(404);
    },
  );
});
