import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorOf, openService } from "../../test/service.js";
import { SCHEMAS } from "./schemas.js";

const deep = (levels: number, open: string, close: string) =>
  open.repeat(levels) + close.repeat(levels);

describe("a body", () => {
  it.each<[string, string]>([
    ["is empty", ""],
    ["is cut off", '{"post": "a'],
    ["is no JSON", "post=a"],
    ["has something behind it", '{"post": "a"} {}'],
    ["is nested as deep as it has room", deep(400_000, "[", "]")],
    ["is nested and never ends", '{"a":'.repeat(100_000)],
    ["hides depth behind quotes", `{"post": "\\\\", "x": ${deep(50, "[", "]")}}`],
  ])("that %s is no valid JSON", async (_, body) => {
    const { post } = await openService();
    expect(await errorOf(await post("/v1/suggest", body))).toMatchObject({
      status: 400,
      code: "invalid_json",
    });
  });

  it("may hold brackets in its texts", async () => {
    const { post } = await openService();
    const response = await post("/v1/suggest", { post: `wa ${"[{".repeat(1000)} \\" ]` });
    expect(response.status).toBe(200);
  });

  it("must be UTF-8", async () => {
    const { app } = await openService();
    const response = await app.request("/v1/suggest", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from('{"post": "caf\xe9"}', "latin1"),
    });
    expect(await errorOf(response)).toMatchObject({ status: 400, code: "invalid_json" });
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "",
    "application/json; charset=latin1",
  ])("of type '%s' is refused", async (type) => {
    const { post } = await openService();
    const response = await post("/v1/suggest", { post: "wa" }, { "content-type": type });
    expect(await errorOf(response)).toMatchObject({ status: 415, code: "unsupported_media_type" });
  });

  it("may name its characters", async () => {
    const { post } = await openService();
    const headers = { "content-type": "application/json; charset=UTF-8" };
    expect((await post("/v1/suggest", { post: "wa" }, headers)).status).toBe(200);
  });

  it("over the limit is refused, whether it says so or not", async () => {
    const { app, post } = await openService({ limits: { body: 1000 } });
    const body = JSON.stringify({ post: "wa ".repeat(500) });
    expect(await errorOf(await post("/v1/suggest", body))).toMatchObject({
      status: 413,
      code: "too_large",
    });
    const said = await post("/v1/suggest", body, { "content-length": String(body.length) });
    expect(said.status).toBe(413);
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled++;
        controller.enqueue(Buffer.alloc(100, "x"));
      },
    });
    const streamed = await app.request("/v1/suggest", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect(pulled).toBeLessThan(20);
  });

  it("cannot give an object other parents", async () => {
    const { post } = await openService();
    const response = await post("/v1/suggest", '{"post": "wa", "__proto__": {"limit": 1}}');
    expect(response.status).toBe(400);
  });
});

describe("a thread", () => {
  it("of 10,000 replies is refused by default, and answered when that many are allowed", async () => {
    const request = { post: "wa wb", replies: Array.from({ length: 10_000 }, () => "wc wd") };
    const { post, service } = await openService();
    const error = await errorOf(await post("/v1/suggest", request));
    expect(error).toMatchObject({ status: 413, code: "too_large" });
    expect(error.message).toContain("at most 1,000 replies");
    const patient = await openService({
      limits: { replies: 10_000 },
      folder: service.options.folder,
    });
    const response = await patient.post("/v1/suggest", request);
    expect(SCHEMAS.SuggestAnswer.parse(await response.json()).suggestions).not.toEqual([]);
  });

  it("of too many characters is refused, wherever they are", async () => {
    const { post } = await openService({ limits: { characters: 100 } });
    const long = "wa ".repeat(20);
    for (const request of [
      { post: long + long },
      { post: long, replies: [long] },
      { post: long, block: [long] },
      { post: long, exclude: ["a", long] },
    ]) {
      const error = await errorOf(await post("/v1/suggest", request));
      expect(error).toMatchObject({ status: 413, code: "too_large" });
    }
    expect((await post("/v1/suggest", { post: long })).status).toBe(200);
  });

  it.each([
    [
      "half a character as an escape",
      String.raw`{"post": "wa \ud83d wb \udc00", "replies": ["\ud800"], "evidence": true}`,
    ],
    [
      "control characters",
      String.raw`{"post": "wa\u0000\u0007\u001b[31m wb\u007f", "evidence": true}`,
    ],
    [
      "characters that change the direction",
      String.raw`{"post": "\u202ewa\u202c \u2066wb\u2069\u200f", "evidence": true}`,
    ],
    ["nothing", '{"post": ""}'],
    ["no word", '{"post": "\u3000\u00a0 ...", "evidence": true}'],
    [
      "characters that join without end",
      JSON.stringify({ post: `wa${"\u0301".repeat(5000)}`, evidence: true }),
    ],
    ["one endless word", JSON.stringify({ post: "w".repeat(50_000), evidence: true })],
  ])("may hold %s", async (_, body) => {
    const { post } = await openService();
    const response = await post("/v1/suggest", body);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).not.toMatch(/\p{Surrogate}/u);
    const { suggestions } = SCHEMAS.SuggestAnswer.parse(JSON.parse(text));
    for (const { hashtag } of suggestions) expect(hashtag).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const sent = JSON.parse(body);
    for (const { evidence } of suggestions) {
      for (const { text: place, start, end } of evidence?.words ?? []) {
        const source: string = [sent.post, ...(sent.replies ?? [])][place];
        expect(source.slice(start, end)).not.toBe("");
      }
    }
  });
});

describe("anything", () => {
  it("that is JSON is answered or refused, and never breaks the service", async () => {
    const { post, log } = await openService();
    const text = fc.string({ unit: "binary" });
    /** What belongs there, and now and then something else. */
    const mostly = <T>(arbitrary: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: fc.jsonValue() });
    const texts = mostly(fc.array(mostly(text), { maxLength: 5 }));
    const request = fc.record(
      {
        post: mostly(text),
        replies: texts,
        limit: mostly(fc.integer({ min: 1, max: 100 })),
        block: texts,
        allow: texts,
        exclude: texts,
        platform: mostly(fc.constantFrom("mastodon", "weibo", "twitter")),
        evidence: mostly(fc.boolean()),
      },
      { requiredKeys: ["post"] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), request), async (body) => {
        const { status } = await post("/v1/suggest", body);
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 300 },
    );
    expect(log.filter(({ level }) => level === "error")).toEqual([]);
    expect(log.filter(({ status }) => status === 200).length).toBeGreaterThan(20);
  });

  it("that is text is answered or refused with hashtags that can be shown", async () => {
    const { post } = await openService();
    const texts = fc.array(fc.string({ unit: "binary", maxLength: 200 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(texts, async ([text = "", ...replies]) => {
        const response = await post("/v1/suggest", { post: `wa ${text}`, replies, evidence: true });
        expect(response.status).toBe(200);
        SCHEMAS.SuggestAnswer.parse(await response.json());
      }),
    );
  });
});

describe("scripts", () => {
  const attack = '<script>alert(1)</script><img src=x onerror="alert(1)">';

  it("in a post come back as JSON that no browser reads as a page", async () => {
    const { post } = await openService();
    const response = await post("/v1/suggest", { post: `wa wb ${attack}`, evidence: true });
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("in an error are not repeated as a page", async () => {
    const { app, post } = await openService();
    for (const response of [
      await app.request(`/${encodeURIComponent(attack)}`),
      await app.request(`/v1/model/files/${encodeURIComponent(attack)}`),
      await post("/v1/suggest", { post: "a", [attack]: 1 }),
    ]) {
      expect(response.headers.get("content-type")).toBe("application/json");
    }
  });

  it("in a hashtag of the model's vocabulary stay text", async () => {
    const { post } = await openService();
    const response = await post("/v1/suggest", { post: "scripted", replies: ["injected"] });
    expect(response.headers.get("content-type")).toBe("application/json");
    const { suggestions } = SCHEMAS.SuggestAnswer.parse(await response.json());
    expect(suggestions[0]?.hashtag).toContain("img");
  });

  it("cannot come into the reference by what a client sends", async () => {
    const { app } = await openService();
    const response = await app.request(`/reference?${encodeURIComponent(attack)}`, {
      headers: { host: attack.replace(/\s/g, "") },
    });
    expect(await response.text()).not.toContain("alert(1)");
  });
});
