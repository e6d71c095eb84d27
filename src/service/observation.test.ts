import { describe, expect, it } from "vitest";
import { openService } from "../../test/service.js";
import { ENDPOINTS } from "./endpoints.js";

const REQUEST = { post: "wa wb wc", replies: ["wd we", "wf"], limit: 3 };

describe("every answer", () => {
  it("has the headers that keep a page safe, also one with an error", async () => {
    const { app } = await openService();
    for (const path of ["/health/live", "/v1/model", "/v1/suggest", "/nothing", "/reference"]) {
      const { headers } = await app.request(path);
      const policy = headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("unsafe-inline");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    }
  });

  it("says which method a path takes", async () => {
    const { app } = await openService();
    for (const { method, path } of ENDPOINTS) {
      const other = method === "get" ? "DELETE" : "GET";
      const response = await app.request(path.replace("{name}", "x"), { method: other });
      expect([path, response.status]).toEqual([path, 405]);
      expect(response.headers.get("allow")).toBe(method.toUpperCase());
    }
  });
});

describe("the log", () => {
  it("tells of a request without its text", async () => {
    const { post, log } = await openService();
    await post("/v1/suggest", { post: "secret words" }, { "x-request-id": "mine" });
    expect(log).toMatchObject([
      { id: "mine", method: "POST", route: "/v1/suggest", status: 200, threads: 1, level: "info" },
    ]);
    expect(JSON.stringify(log)).not.toContain("secret");
  });

  it("holds the text when it was asked for", async () => {
    const { post, log } = await openService({ logText: true });
    await post("/v1/suggest", { post: "my words", replies: ["yours"] });
    expect(log[0]?.texts).toEqual([{ post: "my words", replies: ["yours"] }]);
  });

  it("says nothing of what asks all the time", async () => {
    const { app, log } = await openService();
    for (const path of ["/health/live", "/health/ready", "/metrics"]) await app.request(path);
    expect(log).toEqual([]);
  });
});

describe("GET /metrics", () => {
  it("counts requests by what they asked for and what became of them", async () => {
    const { app, post } = await openService();
    await post("/v1/suggest", REQUEST);
    await post("/v1/suggest", {});
    await app.request("/v1/model/files/manifest.json");
    await app.request("/v1/model/files/other");
    await app.request("/made/up");
    const text = await (await app.request("/metrics")).text();
    for (const line of [
      'threadtag_requests_total{route="/v1/suggest",status="200"} 1',
      'threadtag_requests_total{route="/v1/suggest",status="400"} 1',
      'threadtag_requests_total{route="/v1/model/files/{name}",status="404"} 1',
      'threadtag_requests_total{route="other",status="404"} 1',
      'threadtag_request_seconds_count{route="/v1/suggest"} 2',
      "threadtag_batch_threads_count 1",
      "threadtag_queue_threads 0",
      "threadtag_workers 1",
      "threadtag_worker_crashes_total 0",
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).toContain("process_resident_memory_bytes");
    expect(text).not.toContain("made");
  });
});
