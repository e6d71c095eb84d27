import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorOf, openService, temporaryFolder } from "../../test/service.js";
import { Threadtag } from "../tagger/threadtag.js";
import { SCHEMAS } from "./schemas.js";

const REQUEST = { post: "wa wb wc", replies: ["wd we", "wf"], limit: 3 };

/** What an answer suggests. */
async function suggestionsOf(response: Response) {
  return SCHEMAS.SuggestAnswer.parse(await response.json()).suggestions;
}

describe("POST /v1/suggest", () => {
  it("answers what the library suggests", async () => {
    const { post, service } = await openService();
    const response = await post("/v1/suggest", { ...REQUEST, evidence: true });
    expect(response.status).toBe(200);
    const answer = SCHEMAS.SuggestAnswer.parse(await response.json());
    const tagger = await Threadtag.open(service.options.folder);
    expect(answer.suggestions).toEqual(await tagger.suggest({ ...REQUEST, evidence: true }));
    expect(answer.suggestions).toHaveLength(3);
    expect(answer.model).toBe(tagger.model.id);
  });

  it("gives each of several requests at once its own answer", async () => {
    const { post } = await openService();
    const posts = ["wa wb", "wc", "wd we wf", "wg", "unheard"];
    const single: unknown[] = [];
    for (const text of posts) single.push(await (await post("/v1/suggest", { post: text })).json());
    const together = await Promise.all(
      posts.map(async (text) => (await post("/v1/suggest", { post: text })).json()),
    );
    expect(together).toEqual(single);
    expect(new Set(single.map((each) => JSON.stringify(each))).size).toBeGreaterThan(2);
  });

  it.each<[string, unknown, string]>([
    ["no post", {}, 'field "post": expected a text.'],
    [
      "a number as a reply",
      { post: "a", replies: ["b", 3] },
      'field "replies[1]": expected a text.',
    ],
    ["a limit of 0", { post: "a", limit: 0 }, 'field "limit": expected 1 or more.'],
    ["a list", [], "expected object"],
    ["an unknown field", { post: "a", reply: "b" }, "reply"],
  ])("names the field of a request with %s", async (_, body, message) => {
    const { post } = await openService();
    const error = await errorOf(await post("/v1/suggest", body));
    expect(error).toMatchObject({ status: 400, code: "invalid_request" });
    expect(error.message).toContain(message);
  });
});

describe("POST /v1/suggest/batch", () => {
  it("answers what each request gets alone", async () => {
    const { post } = await openService();
    const requests = [REQUEST, { post: "unheard" }, { post: "wb", limit: 1 }];
    const response = await post("/v1/suggest/batch", { requests });
    const { results } = SCHEMAS.BatchAnswer.parse(await response.json());
    const single: unknown[] = [];
    for (const each of requests) {
      single.push({ suggestions: await suggestionsOf(await post("/v1/suggest", each)) });
    }
    expect(results).toEqual(single);
  });

  it("refuses more requests than the limit", async () => {
    const { post } = await openService({ limits: { threads: 2 } });
    const error = await errorOf(
      await post("/v1/suggest/batch", { requests: [REQUEST, REQUEST, REQUEST] }),
    );
    expect(error).toMatchObject({ status: 413, code: "too_large" });
    expect(error.message).toContain("at most 2 threads");
  });

  it("names the request that is wrong", async () => {
    const { post } = await openService();
    const error = await errorOf(
      await post("/v1/suggest/batch", { requests: [REQUEST, { post: 1 }] }),
    );
    expect(error.message).toContain("requests[1].post");
  });
});

describe("POST /v1/attention", () => {
  it("says that a model without bi-attention has none", async () => {
    const { post } = await openService();
    expect(
      await errorOf(await post("/v1/attention", { post: "wa", replies: ["wb"] })),
    ).toMatchObject({
      status: 404,
      code: "not_found",
    });
  });
});

describe("POST /v1/learn", () => {
  const posts = [{ post: "the eclipse begins", hashtags: ["#TotalEclipse"] }];
  const eclipse = { post: "what an eclipse", limit: 1 };

  it("is off unless it was asked for", async () => {
    const { post } = await openService();
    expect(await errorOf(await post("/v1/learn", { posts }))).toMatchObject({ status: 404 });
  });

  it("makes a hashtag one that is suggested, now and after a restart", async () => {
    const journal = join(temporaryFolder(), "learnt", "journal.jsonl");
    const { post, service } = await openService({ journal });
    const suggest = async () => suggestionsOf(await post("/v1/suggest", eclipse));
    expect(await suggest()).toEqual([]);
    expect(await (await post("/v1/learn", { posts })).json()).toEqual({ learnt: 1 });
    expect(await suggest()).toMatchObject([{ hashtag: "#TotalEclipse" }]);
    const again = await openService({ journal, folder: service.options.folder });
    expect(await suggestionsOf(await again.post("/v1/suggest", eclipse))).toMatchObject([
      { hashtag: "#TotalEclipse" },
    ]);
  });

  it("learns nothing of a request of which one post is wrong", async () => {
    const journal = join(temporaryFolder(), "journal.jsonl");
    const { post } = await openService({ journal });
    const wrong = { post: "no hashtag", hashtags: ["#"] };
    const error = await errorOf(await post("/v1/learn", { posts: [...posts, wrong] }));
    expect(error).toMatchObject({ status: 400, code: "invalid_request" });
    expect(error.message).toContain("posts[1].hashtags[0]");
    expect(await suggestionsOf(await post("/v1/suggest", eclipse))).toEqual([]);
    expect(await (await post("/v1/learn", { posts })).json()).toEqual({ learnt: 1 });
    expect(await suggestionsOf(await post("/v1/suggest", eclipse))).toHaveLength(1);
  });
});

describe("GET /v1/model", () => {
  it("describes the model, and gives each of its files", async () => {
    const { app, service } = await openService();
    const model = SCHEMAS.Model.parse(await (await app.request("/v1/model")).json());
    expect(model).toMatchObject({
      name: "retrieval",
      learning: false,
      dataset: { name: "random" },
    });
    expect(model.card).toContain("# ");
    expect(Object.keys(model.files)).toContain("manifest.json");
    for (const [name, { bytes, sha256 }] of Object.entries(model.files)) {
      const response = await app.request(`/v1/model/files/${name}`);
      const content = readFileSync(join(service.options.folder, name));
      expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
      expect(response.headers.get("content-length")).toBe(String(bytes));
      const known = { headers: { "if-none-match": `"${sha256}"` } };
      expect((await app.request(`/v1/model/files/${name}`, known)).status).toBe(304);
    }
  });

  it.each([
    "../package.json",
    "..%2fpackage.json",
    "%2e%2e%2fpackage.json",
    "..%5cpackage.json",
    "%2fetc%2fpasswd",
    "....//package.json",
    "manifest.json%00.txt",
    "manifest.json/../../x",
    "constructor",
    "%E0%A4%A",
  ])("gives nothing else: %s", async (name) => {
    const { app, service } = await openService();
    writeFileSync(join(service.options.folder, "..", "package.json"), "{}");
    const response = await app.request(`/v1/model/files/${name}`);
    expect(response.status).toBe(404);
    expect(SCHEMAS.Error.parse(await response.json()).error.code).toBe("not_found");
  });

  it("does not give a file that has changed since", async () => {
    const { app, service } = await openService();
    writeFileSync(join(service.options.folder, "README.md"), "another");
    const error = await errorOf(await app.request("/v1/model/files/README.md"));
    expect(error).toMatchObject({ status: 409, code: "model_changed" });
  });
});
