import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Protobuf } from "./protobuf.js";

const TEST = new Protobuf({
  Tree: {
    number: [1, "int"],
    text: [2, "text"],
    leaf: [3, "Tree"],
    bytes: [4, "bytes"],
    branches: [5, "Tree", "repeated"],
    numbers: [6, "int", "repeated"],
    texts: [20, "text", "repeated"],
  },
});

/** What a newer program writes, and one that knows only two of its fields. */
const NEWER = new Protobuf({
  Note: { number: [1, "int"], text: [2, "text"], more: [3, "int"], ints: [4, "int", "repeated"] },
});
const OLDER = new Protobuf({ Note: { text: [2, "text"], ints: [4, "int", "repeated"] } });

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

/** Trees of messages, whose repeated fields are all there, as they are after reading. */
function trees(depth: number): fc.Arbitrary<object> {
  const text = fc.string({ unit: "grapheme" });
  const repeated = { numbers: fc.array(fc.maxSafeInteger()), texts: fc.array(text) };
  const single = { number: fc.maxSafeInteger(), text, bytes: fc.uint8Array() };
  const inner = depth > 0 ? trees(depth - 1) : undefined;
  const nested = {
    branches: inner ? fc.array(inner, { maxLength: 2 }) : fc.constant([]),
    ...(inner && { leaf: inner }),
  };
  const needed = ["branches", "numbers", "texts"] as const;
  return fc.record({ ...single, ...nested, ...repeated }, { requiredKeys: [...needed] });
}

describe("Protobuf", () => {
  it.each([
    // The examples of the format's documentation.
    [{ number: 150 }, "089601"],
    [{ text: "testing" }, "120774657374696e67"],
    [{ leaf: { number: 150 } }, "1a03089601"],
    [{ numbers: [3, 270, 86942] }, "3206038e029ea705"],
    [{ number: -2 }, "08feffffffffffffffff01"],
    [{ texts: ["a", ""] }, "a2010161a20100"],
    [{ number: 0, text: "" }, "08001200"],
    [{}, ""],
  ])("writes %j as the format says", (message, expected) => {
    expect(hex(TEST.encode("Tree", message))).toBe(expected);
  });

  it("reads what it wrote", () => {
    fc.assert(
      fc.property(trees(2), (message) => {
        expect(TEST.decode("Tree", TEST.encode("Tree", message))).toEqual(message);
      }),
    );
  });

  it("reads repeated numbers that are not packed", () => {
    expect(OLDER.decode("Note", bytes("2003208e02"))).toEqual({ ints: [3, 270] });
  });

  it("passes over what it does not know", () => {
    const note = NEWER.encode("Note", { number: 1, text: "a", more: 300, ints: [-1] });
    expect(OLDER.decode("Note", note)).toEqual({ text: "a", ints: [-1] });
    const wide = bytes("51010203040506070812016155010203045a0261621a00");
    expect(OLDER.decode("Note", wide)).toEqual({ text: "a", ints: [] });
  });

  it.each(["08", "0896", "1207746573", "0b", "0d01020304", "1aff"])("refuses %s", (broken) => {
    expect(() => TEST.decode("Tree", bytes(broken))).toThrow(RangeError);
  });
});
