import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { Store } from "./store.js";
import { streamChunks } from "./stream-chunks.js";

let store: Store;

beforeEach(async () => {
  store = await Store.open(":memory:");
});

afterEach(() => store.close());

async function countRows(sql: string): Promise<number> {
  let rows = 0;
  for await (const chunk of streamChunks(store, sql)) rows += chunk.rowCount;
  return rows;
}

describe("streamChunks", () => {
  it.each([0, 1, 100_000])("gives all of %i rows", async (count) => {
    expect(await countRows(`SELECT range FROM range(${count})`)).toBe(count);
  });

  it.each([
    ["at its start", 1000],
    ["behind rows that were read", 3_000_000],
  ])("tells an error %s from the end", async (_, count) => {
    const last = `CASE WHEN range < ${count - 1} THEN range ELSE error('broken') END`;
    const reading = countRows(`SELECT ${last} FROM range(${count})`);
    await expect(reading).rejects.toThrow(UserError);
    await expect(reading).rejects.toThrow(/could not be read to its end/);
  });
});
