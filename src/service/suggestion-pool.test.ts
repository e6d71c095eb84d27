import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/service.js";
import { never, openPool, questions, until } from "../../test/service-pool.js";
import { Journal } from "./journal.js";
import type { Question } from "./model-runner.js";

describe("a pool", () => {
  it("decodes together what waits, up to a limit", async () => {
    const batches: number[] = [];
    const { pool, letAnswer } = await openPool({}, { onBatch: (size) => batches.push(size) });
    const first = pool.ask(questions(1), never());
    await until(() => batches.length === 1);
    const others = Promise.all(Array.from({ length: 6 }, () => pool.ask(questions(1), never())));
    letAnswer();
    await Promise.all([first, others]);
    expect(batches).toEqual([1, 4, 2]);
  });

  it("shares what waits among the workers that are free", async () => {
    const batches: number[] = [];
    const { pool, letAnswer } = await openPool(
      { workers: 2 },
      { onBatch: (size) => batches.push(size) },
    );
    letAnswer();
    await pool.ask(questions(5), never());
    expect(batches).toEqual([3, 2]);
  });

  it("takes a list of questions whole or not at all, and says when to come back", async () => {
    const { pool, letAnswer } = await openPool({ queue: 5 });
    const waiting = [pool.ask(questions(1), never())];
    await until(() => pool.waiting === 0);
    waiting.push(pool.ask(questions(4), never()));
    await expect(pool.ask(questions(2), never())).rejects.toMatchObject({
      code: "overloaded",
      status: 503,
      retryAfter: 1,
    });
    expect(pool.waiting).toBe(4);
    waiting.push(pool.ask(questions(1), never()));
    letAnswer();
    await Promise.all(waiting);
  });

  it("drops the questions of those who have hung up, and answers the others", async () => {
    const asked: number[] = [];
    const { pool, letAnswer } = await openPool({}, { onBatch: (size) => asked.push(size) });
    const first = pool.ask(questions(1), never());
    await until(() => asked.length === 1);
    const client = new AbortController();
    const gone = pool.ask(questions(3), client.signal);
    const stays = pool.ask(questions(2), never());
    client.abort(new Error("gone"));
    await expect(gone).rejects.toThrow("gone");
    expect(pool.waiting).toBe(2);
    letAnswer();
    await Promise.all([first, stays]);
    expect(asked).toEqual([1, 2]);
  });

  it("tells a question that the model refuses from those beside it", async () => {
    const { pool, letAnswer } = await openPool();
    letAnswer();
    const wrong = { kind: "suggest", request: { post: "wa", block: ["*".repeat(3)] } } as Question;
    const answered = await pool.ask([...questions(1), wrong], never());
    expect(answered[0]?.outcome).toHaveProperty("value");
  });

  it("answers what was asked before it closes, and nothing after", async () => {
    const { pool, letAnswer } = await openPool();
    const asked = pool.ask(questions(9), never());
    const closed = pool.close();
    await expect(pool.ask(questions(1), never())).rejects.toMatchObject({ code: "not_ready" });
    letAnswer();
    expect(await asked).toHaveLength(9);
    await closed;
    expect(pool.workers).toBe(0);
  });
});

describe("what was learnt", () => {
  const posts = [{ post: "the eclipse begins", hashtags: ["#Eclipse"] }];
  const eclipse: Question = { kind: "suggest", request: { post: "an eclipse", limit: 1 } };

  it("is known to all workers, and to those that start later", async () => {
    const journal = Journal.open(join(temporaryFolder(), "journal.jsonl"));
    const { pool, threads, letAnswer } = await openPool({ journal, workers: 2, batch: 1 });
    letAnswer();
    journal.append(posts);
    expect(await pool.learn()).toBeUndefined();
    const found = async () => {
      const answered = await pool.ask([eclipse, eclipse], never());
      return answered.map(({ outcome }) => ("value" in outcome ? outcome.value : outcome));
    };
    const expected = [[expect.objectContaining({ hashtag: "#Eclipse" })]];
    expect(await found()).toEqual([...expected, ...expected]);
    await threads[0]?.stop();
    await threads[1]?.stop();
    expect(await found()).toEqual([...expected, ...expected]);
    await pool.reload();
    expect(await found()).toEqual([...expected, ...expected]);
  });
});
