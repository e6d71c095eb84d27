import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import {
  fields,
  id,
  list,
  optionalFields,
  optionalId,
  optionalText,
  text,
  texts,
} from "./fields.js";

describe("the fields of a record", () => {
  it("are read as what they are", () => {
    const record = { a: "words", b: "", c: 7, d: ["x"], e: { f: 1 }, g: null };
    expect([text(record, "a"), text(record, "b")]).toEqual(["words", ""]);
    expect([id(record, "a"), id(record, "c")]).toEqual(["words", "7"]);
    expect(texts(record, "d")).toEqual(["x"]);
    expect(optionalFields(record, "e")).toEqual({ f: 1 });
  });

  it("may be absent, null or empty where they are optional", () => {
    for (const name of ["empty", "none", "absent"]) {
      const record = { empty: "", none: null };
      expect([optionalText(record, name), optionalId(record, name)]).toEqual([
        undefined,
        undefined,
      ]);
    }
    expect([list({}, "a"), list({ a: null }, "a")]).toEqual([[], []]);
    expect(optionalFields({ a: null }, "a")).toBeUndefined();
  });

  it.each([
    [() => fields([]), "expected an object, got an array"],
    [() => text({ a: 7 }, "a"), 'field "a": expected a string, got a number'],
    [() => text({}, "a"), 'field "a": expected a string, got nothing'],
    [() => text({ a: null }, "a"), 'field "a": expected a string, got null'],
    [() => optionalText({ a: {} }, "a"), 'field "a": expected a string, got an object'],
    [() => id({ a: "" }, "a"), 'field "a": expected an id, got an empty string'],
    [() => id({ a: true }, "a"), 'field "a": expected a string, got a boolean'],
    [() => list({ a: "x" }, "a"), 'field "a": expected an array, got a string'],
    [() => texts({ a: ["x", 1] }, "a"), 'field "a[1]": expected a string, got a number'],
    [() => optionalFields({ a: [] }, "a"), 'field "a": expected an object, got an array'],
    [
      () => id(JSON.parse('{"a": 553480082996879361}'), "a"),
      'field "a": the number 553480082996879360 is no exact id below 2^53; write ids as strings',
    ],
  ])("are refused with what is there instead (%#)", (read, message) => {
    expect(read).toThrow(new RecordError(message));
  });
});
