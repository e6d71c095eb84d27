import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { decodeSafetensors, encodeSafetensors, type TensorFile } from "./safetensors.js";

const file: TensorFile = {
  metadata: { version: "1", text: 'ü "quoted"' },
  tensors: new Map([
    ["one", Float32Array.of(1, -2.5, Number.NaN, Number.POSITIVE_INFINITY)],
    ["empty", new Float32Array(0)],
    ["two", Float32Array.of(3)],
  ]),
};

describe("safetensors", () => {
  it("survive a round trip, bit for bit", () => {
    const floats = fc.float32Array({ maxLength: 20 });
    const names = fc.string().filter((name) => name !== "__metadata__" && name !== "__proto__");
    fc.assert(
      fc.property(
        fc.dictionary(names, fc.string(), { noNullPrototype: true }),
        fc.uniqueArray(fc.tuple(names, floats), { selector: ([name]) => name }),
        (metadata, entries) => {
          const read = decodeSafetensors(
            encodeSafetensors({ metadata, tensors: new Map(entries) }),
            "x",
          );
          expect(read.metadata).toEqual(metadata);
          expect(new Map(read.tensors)).toEqual(new Map(entries));
        },
      ),
    );
  });

  it("read arrays wherever the bytes lie in memory", () => {
    const bytes = encodeSafetensors(file);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeSafetensors(shifted.subarray(3), "x")).toEqual(decodeSafetensors(bytes, "x"));
  });

  it("are laid out as the format says", () => {
    const bytes = Buffer.from(encodeSafetensors(file));
    const length = Number(bytes.readBigUInt64LE());
    expect((8 + length) % 8).toBe(0);
    const header = JSON.parse(bytes.toString("utf8", 8, 8 + length));
    expect(header).toEqual({
      __metadata__: file.metadata,
      one: { dtype: "F32", shape: [4], data_offsets: [0, 16] },
      empty: { dtype: "F32", shape: [0], data_offsets: [16, 16] },
      two: { dtype: "F32", shape: [1], data_offsets: [16, 20] },
    });
    expect(bytes.length).toBe(8 + length + 20);
    expect(bytes.readFloatLE(8 + length + 4)).toBe(-2.5);
  });

  it("that end too early are damaged, wherever they end", () => {
    const bytes = encodeSafetensors(file);
    for (let length = 0; length < bytes.length; length++) {
      const read = () => decodeSafetensors(bytes.subarray(0, length), "run/checkpoint");
      expect(read, `${length} bytes`).toThrow(UserError);
      expect(read).toThrow(/^run\/checkpoint: damaged .*Delete it and train again\.$/);
    }
  });

  const header = (json: string) =>
    Buffer.concat([Buffer.from(BigUint64Array.of(BigInt(json.length)).buffer), Buffer.from(json)]);

  it.each([
    ["another header", header("[1]")],
    ["a header that is no object", header("null")],
    ["an entry without offsets", header('{"x": {"dtype": "F32"}}')],
    ["another element type", header('{"x": {"dtype": "F64", "data_offsets": [0, 0]}}')],
    ["offsets that run backwards", header('{"x": {"dtype": "F32", "data_offsets": [8, 0]}}')],
    ["a negative offset", header('{"x": {"dtype": "F32", "data_offsets": [-8, 0]}}')],
    ["numbers cut in the middle", header('{"x": {"dtype": "F32", "data_offsets": [0, 2]}}\0\0')],
    ["a header of 2^63 bytes", Buffer.alloc(16, 0x7f)],
    ["text", Buffer.from("version https://git-lfs.github.com/spec/v1")],
  ])("with %s are damaged", (_, bytes) => {
    expect(() => decodeSafetensors(bytes, "x")).toThrow(UserError);
  });
});
