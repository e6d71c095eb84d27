import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../../../test/fake-clock.js";
import { json, serve } from "../../../test/local-server.js";
import { Client, type ClientOptions } from "./client.js";

const NOW = Date.parse("2024-05-01T00:00:00Z");
const DATE = { date: "Wed, 01 May 2024 00:00:00 GMT" };

type Answer = (response: ServerResponse) => void;

/** A client and a server that gives the answers in turn, the last one for ever. */
async function setUp(answers: Answer[], options: Partial<ClientOptions> = {}) {
  let next = 0;
  const server = await serve((_, response) => {
    answers[Math.min(next++, answers.length - 1)](response);
  });
  const clock = new FakeClock(NOW);
  return { ...server, clock, client: new Client({ server: server.url, clock, ...options }) };
}

const good: Answer = (response) => json(response, { ok: true });
const status =
  (code: number, headers: Record<string, string> = {}, body: unknown = {}): Answer =>
  (response) =>
    json(response, body, headers, code);

describe("a client", () => {
  it("asks with the parameters that are given", async () => {
    const { client, requests } = await setUp([good]);
    const answer = await client.get("/a/b", { q: "#x y", cursor: undefined, limit: 3 });
    expect(answer.body).toEqual({ ok: true });
    expect(requests[0].path).toBe("/a/b?q=%23x+y&limit=3");
    expect(requests[0].headers["user-agent"]).toBe("threadtag");
    expect(requests[0].headers.authorization).toBeUndefined();
  });

  it.each<[string, Answer]>([
    ["500", status(500)],
    ["503", status(503)],
    ["429", status(429)],
    ["a connection that breaks", (response) => response.destroy()],
    [
      "a connection that breaks within the answer",
      (response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write('{"ok":', () => response.destroy());
      },
    ],
    ["half an answer", (response) => response.end('{"ok": tr')],
    ["a page of HTML", (response) => response.end("<html>busy</html>")],
  ])("tries again after %s", async (_, bad) => {
    const { client, requests, clock } = await setUp([bad, bad, good]);
    expect((await client.get("/")).body).toEqual({ ok: true });
    expect(requests).toHaveLength(3);
    expect(clock.sleeps).toHaveLength(2);
  });

  it("tries again when no answer comes", async () => {
    const { client, requests } = await setUp([() => {}, good], { timeout: 60 });
    expect((await client.get("/")).body).toEqual({ ok: true });
    expect(requests).toHaveLength(2);
  });

  it("gives up after its tries, and says how to go on", async () => {
    const { client, requests, url } = await setUp([status(502)], { tries: 3 });
    await expect(client.get("/x")).rejects.toMatchObject({
      name: "UserError",
      exitCode: 1,
      isGone: false,
      message: `${url}x: the server answers 502. Try again later. The same command then goes on where this one stopped.`,
    });
    expect(requests).toHaveLength(3);
  });

  it("names the reason why a server cannot be reached", async () => {
    const server = new URL("http://127.0.0.1:1");
    const client = new Client({ server, clock: new FakeClock(), tries: 2 });
    await expect(client.get("/")).rejects.toThrow(/no complete answer \(.*(ECONNREFUSED|bad port)/);
  });

  it("stops when it is asked to", async () => {
    const { client, requests } = await setUp([good], { signal: AbortSignal.abort() });
    await expect(client.get("/")).rejects.toMatchObject({ name: "Interrupted" });
    expect(requests).toEqual([]);
  });
});

describe("rate limits", () => {
  it.each<[string, Record<string, string>, number]>([
    [
      "a date",
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2024-05-01T00:05:00.000Z" },
      300_000,
    ],
    [
      "seconds since 1970",
      { "ratelimit-remaining": "0", "ratelimit-reset": String(NOW / 1000 + 40) },
      40_000,
    ],
    ["seconds from now", { "ratelimit-remaining": "0", "ratelimit-reset": "7" }, 7000],
    [
      "a date far away",
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2025-05-01T00:00:00Z" },
      3_600_000,
    ],
  ])("are waited for after the last request allowed, with %s", async (_, headers, wait) => {
    const { client, clock } = await setUp([status(200, { ...DATE, ...headers }), good]);
    await client.get("/");
    expect(clock.sleeps).toEqual([]);
    await client.get("/");
    expect(clock.sleeps).toEqual([wait]);
    await client.get("/");
    expect(clock.sleeps).toEqual([wait]);
  });

  it.each<[string, Record<string, string>]>([
    [
      "requests are left",
      { "x-ratelimit-remaining": "1", "x-ratelimit-reset": "2024-05-01T00:05:00Z" },
    ],
    [
      "the period is over",
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2024-04-30T00:00:00Z" },
    ],
    ["the date is none", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon" }],
  ])("are not waited for when %s", async (_, headers) => {
    const { client, clock } = await setUp([status(200, { ...DATE, ...headers })]);
    await client.get("/");
    await client.get("/");
    expect(clock.sleeps).toEqual([]);
  });

  it.each<[string, number, Record<string, string>, number]>([
    ["seconds", 429, { "retry-after": "120" }, 120_000],
    ["a date", 503, { "retry-after": "Wed, 01 May 2024 00:02:00 GMT" }, 120_000],
    [
      "its period",
      429,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2024-05-01T00:01:00Z" },
      60_000,
    ],
  ])("that a refusal names are waited for: %s", async (_, code, headers, wait) => {
    const { client, clock } = await setUp([status(code, { ...DATE, ...headers }), good]);
    await client.get("/");
    expect(clock.sleeps).toEqual([wait]);
  });

  it("are reckoned with the server's clock", async () => {
    const headers = {
      date: "Wed, 01 May 2024 01:00:00 GMT",
      "retry-after": "Wed, 01 May 2024 01:00:30 GMT",
    };
    const { client, clock } = await setUp([status(429, headers), good]);
    await client.get("/");
    expect(clock.sleeps).toEqual([30_000]);
  });

  it("that last too long end the work", async () => {
    const { client, clock } = await setUp([status(429, { "retry-after": "86400" })]);
    await expect(client.get("/")).rejects.toThrow(/429, asks to wait 86400 s\. Try again later/);
    expect(clock.sleeps).toEqual([]);
  });
});

describe("a refusal", () => {
  it.each<[number, unknown, RegExp, boolean]>([
    [
      401,
      { error: "The access token is invalid" },
      /401 \(The access token is invalid\).*THREADTAG_TOKEN/,
      false,
    ],
    [403, "forbidden", /answers 403\. It may want the token/, false],
    [422, { error: "This method requires an authenticated user" }, /THREADTAG_TOKEN/, false],
    [404, { error: "Record not found" }, /404 \(Record not found\)\. Check the address/, true],
    [410, {}, /410\. Check the address/, true],
    [
      400,
      { error: "NotFound", message: "Post not found" },
      /400 \(NotFound: Post not found\)/,
      true,
    ],
    [400, { error: "InvalidRequest" }, /InvalidRequest\)\. Check the options\./, false],
  ])("%i is not tried again: %j", async (code, body, message, isGone) => {
    const { client, requests } = await setUp([status(code, {}, body)]);
    await expect(client.get("/")).rejects.toThrow(message);
    await expect(client.get("/")).rejects.toMatchObject({ exitCode: 1, isGone });
    expect(requests).toHaveLength(2);
  });

  it("of a token does not show it", async () => {
    const { client, requests } = await setUp([status(401)], { token: "s3cret" });
    const error = await client.get("/").catch((error: Error) => error);
    expect(String(error)).toMatch(/Check that the token is valid/);
    expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toContain("s3cret");
    expect(requests[0].headers.authorization).toBe("Bearer s3cret");
  });
});

describe("a token", () => {
  it("does not go to another server that the first one names", async () => {
    const other = await serve((_, response) => json(response, { from: "other" }));
    const { client, requests } = await setUp(
      [(response) => response.writeHead(302, { location: `${other.url}x` }).end()],
      { token: "s3cret" },
    );
    expect((await client.get("/")).body).toEqual({ from: "other" });
    expect(requests[0].headers.authorization).toBe("Bearer s3cret");
    expect(other.requests).toHaveLength(1);
    expect(JSON.stringify(other.requests[0].headers)).not.toContain("s3cret");
  });

  it("goes nowhere unencrypted", () => {
    const server = new URL("http://mastodon.example");
    expect(() => new Client({ server, token: "s3cret" })).toThrow(/a token goes to https only/);
    expect(new Client({ server }).origin).toBe("http://mastodon.example");
  });
});
