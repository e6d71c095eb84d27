import { describe, expect, it } from "vitest";
import { json, serve } from "../../test/local-server.js";
import { ServiceTagging } from "./service-tagging.js";

const { signal } = new AbortController();
const STORM = {
  hashtag: "#Storm",
  words: ["storm"],
  confidence: 0.5,
  source: "generated",
  known: true,
};

describe("ServiceTagging", () => {
  it("asks below the page's own address, with the key", async () => {
    const { url, requests } = await serve((_, response) =>
      json(response, { suggestions: [STORM], model: "1" }),
    );
    const tagging = new ServiceTagging(new URL("tags/", url).href, "secret");
    expect(await tagging.suggest({ post: "thunder" }, signal)).toEqual([STORM]);
    expect(requests).toMatchObject([
      { path: "/tags/v1/suggest", headers: { authorization: "Bearer secret" } },
    ]);
  });

  it("sends no key where there is none", async () => {
    const { url, requests } = await serve((_, response) => json(response, { suggestions: [] }));
    await new ServiceTagging(url.href).suggest({ post: "thunder" }, signal);
    expect(requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it.each([
    [401, {}, { kind: "key" }],
    [413, {}, { kind: "tooLarge" }],
    [422, {}, { kind: "refused", detail: "limit: too large" }],
    [429, { "retry-after": "7" }, { kind: "busy", retryAfter: 7 }],
    [503, { "retry-after": "3" }, { kind: "busy", retryAfter: 3 }],
    [503, {}, { kind: "busy", retryAfter: 2 }],
    [500, {}, { kind: "failed" }],
  ])("tells what HTTP %i with %j means", async (status, headers, expected) => {
    const error = { code: "x", message: "limit: too large" };
    const { url } = await serve((_, response) => json(response, { error }, headers, status));
    const answer = new ServiceTagging(url.href).suggest({ post: "thunder" }, signal);
    await expect(answer).rejects.toMatchObject(expected);
  });

  it("tells of an answer that is none of its service", async () => {
    const { url } = await serve((_, response) => response.end("<h1>It works!</h1>"));
    const answer = new ServiceTagging(url.href).suggest({ post: "thunder" }, signal);
    await expect(answer).rejects.toMatchObject({ kind: "failed", detail: "HTTP 200" });
  });

  it("tells of a service that is not there, which is to be asked again", async () => {
    const answer = new ServiceTagging("http://127.0.0.1:1/").suggest({ post: "thunder" }, signal);
    await expect(answer).rejects.toMatchObject({ kind: "offline", retryAfter: 5 });
  });

  it("takes a model without attention for what it is", async () => {
    const { url } = await serve((_, response) => json(response, { error: {} }, {}, 404));
    expect(await new ServiceTagging(url.href).attention({ post: "a" }, signal)).toBeUndefined();
  });
});
