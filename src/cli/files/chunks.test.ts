import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecordError } from "../../corpus/format.js";
import type { SourceRecord } from "../../corpus/records/record.js";
import { type Chunk, ChunkReader, type Position } from "./chunks.js";

/** Odd lines cannot be tagged, every fifth cannot be read. */
function recordsOf(count: number): SourceRecord[] {
  return Array.from({ length: count }, (_, i) => ({
    line: i + 1,
    text: `record ${i}`,
    ...(i % 5 === 4 ? { error: "broken" } : { value: i }),
  }));
}

function postOf({ value }: SourceRecord): unknown {
  if ((value as number) % 2 === 1) throw new RecordError("odd");
  return value;
}

async function* inPortions(records: readonly SourceRecord[], size: number) {
  for (let i = 0; i < records.length; i += size) yield records.slice(i, i + size);
}

async function chunksOf(count: number, portion: number, most: number, skip = 0) {
  const chunks: Chunk[] = [];
  const skipped: Position[] = [];
  const reader = new ChunkReader(postOf, most);
  const all = reader.chunks(inPortions(recordsOf(count), portion), skip, (position) =>
    skipped.push(position),
  );
  for await (const chunk of all) chunks.push(chunk);
  return { chunks, skipped };
}

describe("ChunkReader", () => {
  it("holds posts and rejected records apart, and counts both", async () => {
    const { chunks } = await chunksOf(7, 3, 5);
    expect(chunks.map(({ posts, records }) => [posts, records.length])).toEqual([
      [[0, 2], 2],
      [[6], 1],
    ]);
    expect(chunks[0]?.rejected).toEqual([
      { line: 2, reason: "odd", text: "record 1" },
      { line: 4, reason: "odd", text: "record 3" },
      { line: 5, reason: "broken", text: "record 4" },
    ]);
    expect(chunks.map(({ end }) => end.records)).toEqual([5, 7]);
    expect(chunks[1]?.end.bytes).toBe(7 * "record 0\n".length);
  });

  it("cuts the same chunks wherever the reading begins and however the records come", async () => {
    const sizes = fc.integer({ min: 1, max: 12 });
    await fc.assert(
      fc.asyncProperty(fc.nat(40), sizes, sizes, fc.nat(), async (count, portion, most, at) => {
        const { chunks } = await chunksOf(count, portion, most);
        expect((await chunksOf(count, portion + 1, most)).chunks).toEqual(chunks);
        const done = at % (chunks.length + 1);
        const before = chunks[done - 1]?.end;
        const rest = await chunksOf(count, portion, most, before?.records ?? 0);
        expect(rest.chunks).toEqual(chunks.slice(done));
        expect(rest.skipped).toEqual(before ? [before] : []);
      }),
    );
  });

  it("tells where the file ends that has fewer records than are to be passed over", async () => {
    const { chunks, skipped } = await chunksOf(3, 2, 5, 4);
    expect(chunks).toEqual([]);
    expect(skipped.map(({ records }) => records)).toEqual([3]);
  });

  it("cuts a chunk whose texts are long", async () => {
    const text = "x".repeat(3 << 20);
    const records = [1, 2, 3].map((line) => ({ line, text, value: 0 }));
    const reader = new ChunkReader(postOf, 100);
    const sizes: number[] = [];
    for await (const { posts } of reader.chunks(inPortions(records, 3), 0, () => {})) {
      sizes.push(posts.length);
    }
    expect(sizes).toEqual([2, 1]);
  });
});
