import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createKey } from "../../src/service/api-keys.js";
import { createApp } from "../../src/service/app.js";
import { AppServer } from "../../src/service/server.js";
import { type RecordedRequest, type Refusal, replay } from "../../test/recorded-server.js";
import { openService, temporaryFolder } from "../../test/service.js";
import { answerMentions, type BotOptions } from "./bot.js";

const RECORDED = JSON.parse(readFileSync(new URL("recorded.json", import.meta.url), "utf8"));

/** A service that asks for a key and has learnt what an eclipse is. */
async function eclipseService() {
  const folder = temporaryFolder();
  const { key, line } = createKey("bot");
  writeFileSync(join(folder, "keys.txt"), line);
  const opened = await openService({
    journal: join(folder, "journal.jsonl"),
    keyFile: join(folder, "keys.txt"),
    logText: true,
  });
  const posts = [{ post: "eclipse darkness dark car park", hashtags: ["#TotalEclipse"] }];
  const learnt = await opened.post("/v1/learn", { posts }, { authorization: `Bearer ${key}` });
  expect(learnt.status).toBe(200);
  const server = await AppServer.listen(createApp(opened.service), { port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    server.breakOff();
    return server.close();
  });
  const asked = () => opened.log.flatMap(({ texts }) => texts ?? []);
  return { url: new URL(server.url), key, asked };
}

/** A bot between a service and the recorded answers of Mastodon. */
async function botBetween(refuse?: (request: RecordedRequest) => Refusal | undefined) {
  const service = await eclipseService();
  const { url: server, requests } = await replay(RECORDED, refuse);
  const state = join(temporaryFolder(), "state");
  const { url, key } = service;
  const options: BotOptions = { server, token: "secret", service: url, key, state };
  const posted = () => requests.filter(({ line }) => line === "POST /api/v1/statuses");
  return { options, service, requests, posted };
}

describe("the Mastodon bot", () => {
  it("answers a mention with hashtags for the post above it, and each only once", async () => {
    const { options, service, requests, posted } = await botBetween();
    expect(await answerMentions(options)).toBe(2);
    expect(posted().map(({ body }) => body)).toEqual([
      {
        status: "@ben@other.example #TotalEclipse",
        in_reply_to_id: "204",
        visibility: "unlisted",
      },
      { status: "@cleo #TotalEclipse", in_reply_to_id: "211", visibility: "unlisted" },
    ]);
    expect(posted().map(({ headers }) => headers["idempotency-key"])).toEqual([
      "threadtag-31",
      "threadtag-32",
    ]);
    for (const { headers } of requests) expect(headers.authorization).toBe("Bearer secret");
    expect(service.asked()).toEqual([
      {
        post: "The eclipse begins. Everybody stands in the car park & looks up.",
        replies: ["Such darkness, and it gets cold."],
      },
      { post: expect.stringContaining("a total eclipse\nover our house!"), replies: [] },
    ]);
    expect(await answerMentions(options)).toBe(0);
    expect(posted()).toHaveLength(2);
  });

  it("sends nothing to the service that not everybody may read", async () => {
    const { options, service } = await botBetween();
    await answerMentions(options);
    expect(JSON.stringify(service.asked())).not.toMatch(/for you alone|Only for my followers/);
  });

  it("waits for a server that has been asked too often", async () => {
    let refused = 0;
    const { options, posted } = await botBetween(({ line }) =>
      line.startsWith("POST") && refused++ < 2
        ? { status: 429, headers: { "retry-after": "0" } }
        : undefined,
    );
    expect(await answerMentions(options)).toBe(2);
    expect(posted()).toHaveLength(4);
  });

  it("goes on with the same mention after a failure", async () => {
    let failing = true;
    const { options, posted } = await botBetween(({ line }) =>
      failing && line.includes("/statuses/211") ? { status: 500 } : undefined,
    );
    await expect(answerMentions(options)).rejects.toThrow("/api/v1/statuses/211: 500");
    expect(posted()).toHaveLength(1);
    failing = false;
    expect(await answerMentions(options)).toBe(1);
    expect(posted().map(({ headers }) => headers["idempotency-key"])).toEqual([
      "threadtag-31",
      "threadtag-32",
    ]);
  });

  it("says when the service does not know its key", async () => {
    const { options } = await botBetween();
    await expect(answerMentions({ ...options, key: "wrong" })).rejects.toThrow(/suggest: 401/);
  });
});
