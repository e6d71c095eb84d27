import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { retrievalModel, temporaryFolder } from "../../test/service.js";
import { never, openPool, questions, until } from "../../test/service-pool.js";
import { trainSuggester } from "../suggesters/train.js";

describe("a worker that ends", () => {
  it("fails its questions, not those that wait, and another takes its place", async () => {
    const events: string[] = [];
    const { pool, threads, letAnswer } = await openPool(
      { batch: 2 },
      {
        onBatch: () => events.push("batch"),
        onCrash: (error) => events.push(error.message),
        onRestart: () => events.push("restart"),
      },
    );
    const lost = pool.ask(questions(2), never());
    await until(() => events.length === 1);
    const kept = pool.ask(questions(2), never());
    await threads[0]?.stop();
    await expect(lost).rejects.toMatchObject({ code: "worker_failed", status: 500 });
    letAnswer();
    expect(await kept).toHaveLength(2);
    expect(events).toEqual(["batch", "the thread has stopped", "restart", "batch"]);
    expect(pool.workers).toBe(1);
  });

  it("is started again also when its model was away for a while", async () => {
    const folder = await retrievalModel();
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    const failures: string[] = [];
    const { pool, threads, letAnswer } = await openPool(
      { place: { folder } },
      { onRestartFailed: ({ message }) => failures.push(message) },
    );
    letAnswer();
    writeFileSync(join(folder, "manifest.json"), "damaged");
    await threads[0]?.stop();
    await until(() => failures.length > 0);
    expect(failures[0]).toContain("manifest.json: not valid JSON");
    expect(pool.workers).toBe(0);
    const waits = pool.ask(questions(1), never());
    cpSync(copy, folder, { recursive: true });
    expect(await waits).toHaveLength(1);
  });

  it("does not come back with another model: that is for a reload", async () => {
    const folder = await retrievalModel();
    let others = 0;
    const { pool, threads, letAnswer } = await openPool(
      { place: { folder } },
      { onOtherModel: () => others++ },
    );
    const before = pool.model.id;
    await replaceModel(folder);
    await threads[0]?.stop();
    await until(() => others > 0);
    expect(pool.workers).toBe(0);
    const reloaded = await pool.reload();
    expect(reloaded.id).not.toBe(before);
    letAnswer();
    const [answered] = await pool.ask(questions(1), never());
    expect(answered?.model).toBe(reloaded.id);
  });

  it("is ended when it takes too long", async () => {
    const crashes: string[] = [];
    const options = { patience: 0.05 };
    const { pool } = await openPool(options, { onCrash: ({ message }) => crashes.push(message) });
    await expect(pool.ask(questions(1), never())).rejects.toMatchObject({ code: "worker_failed" });
    await until(() => pool.workers === 1 && crashes.length === 1);
  });
});

describe("a reload", () => {
  it("answers all that was asked before, and then with the new model", async () => {
    const folder = await retrievalModel();
    const { pool, threads, letAnswer } = await openPool({ place: { folder } });
    const before = pool.model.id;
    const asked = pool.ask(questions(2), never());
    await until(() => pool.waiting === 0);
    const later = pool.ask(questions(3), never());
    await replaceModel(folder);
    const reloading = pool.reload();
    expect(pool.reload()).toBe(reloading);
    await until(() => pool.model.id !== before);
    letAnswer();
    const { id } = await reloading;
    expect((await asked).map(({ model }) => model)).toEqual([before, before]);
    expect((await later).map(({ model }) => model)).toEqual([id, id, id]);
    expect(threads).toHaveLength(2);
  });

  it("leaves the old model in place when the new one is damaged", async () => {
    const folder = await retrievalModel();
    const { pool, letAnswer } = await openPool({ place: { folder }, workers: 2 });
    letAnswer();
    const { model } = pool;
    writeFileSync(join(folder, "postings.bin"), "damaged");
    await expect(pool.reload()).rejects.toThrow("postings.bin");
    expect(pool.model).toBe(model);
    expect(await pool.ask(questions(3), never())).toHaveLength(3);
    expect(pool.workers).toBe(2);
  });
});

/** Trains another model in the place of one. */
async function replaceModel(folder: string): Promise<void> {
  const other = temporaryFolder();
  const model = join(other, "model");
  await (await trainSuggester("retrieval", datasetOf(randomInstances(10, 9), []), model)).close();
  cpSync(model, folder, { recursive: true });
}
