import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, hexOf, joinBytes, textOf } from "./bytes.js";

describe("bytes", () => {
  it("are those of Node's Buffer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const bytes = bytesOf(text);
        expect(Buffer.from(bytes)).toEqual(Buffer.from(text));
        expect(textOf(bytes)).toBe(text);
        expect(hexOf(bytes)).toBe(Buffer.from(text).toString("hex"));
      }),
    );
  });

  it("keep a byte order mark, which belongs to the text", () => {
    expect(textOf(bytesOf("\ufeffa"))).toBe("\ufeffa");
  });

  it("are joined in their order", () => {
    expect(joinBytes([bytesOf("ab"), bytesOf(""), bytesOf("字")])).toEqual(bytesOf("ab字"));
    expect(joinBytes([])).toEqual(new Uint8Array());
  });
});
