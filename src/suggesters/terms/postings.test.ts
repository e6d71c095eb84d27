import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePostings, encodePostings, NumberReader, NumberWriter } from "./postings.js";

describe("NumberWriter", () => {
  it("writes numbers that come back, small ones in one byte", () => {
    const writer = new NumberWriter();
    writer.write(127);
    expect(writer.bytes()).toEqual(Uint8Array.of(127));
    writer.write(128);
    expect(writer.bytes()).toEqual(Uint8Array.of(127, 0x80, 1));
    fc.assert(
      fc.property(fc.array(fc.nat()), (values) => {
        const writer = new NumberWriter();
        for (const value of values) writer.write(value);
        const reader = new NumberReader(writer.bytes());
        expect(values.map(() => reader.read())).toEqual(values);
        expect(() => reader.read()).toThrow(RangeError);
      }),
    );
  });

  it("takes more than it began with room for", () => {
    const writer = new NumberWriter();
    for (let i = 0; i < 100_000; i++) writer.write(i);
    const reader = new NumberReader(writer.bytes());
    for (let i = 0; i < 100_000; i++) if (reader.read() !== i) throw new Error(`not ${i}`);
  });
});

describe("encodePostings", () => {
  const postings = {
    starts: Int32Array.of(0, 2, 2, 3),
    documents: Int32Array.of(0, 500, 7),
    counts: Uint16Array.of(1, 65_535, 3),
  };

  it("writes what decodePostings reads, terms without documents included", () => {
    expect(decodePostings(encodePostings(postings))).toEqual(postings);
  });

  it("is noticed when its end is missing", () => {
    const bytes = encodePostings(postings);
    expect(() => decodePostings(bytes.subarray(0, bytes.length - 1))).toThrow(/ends too early/);
  });
});
