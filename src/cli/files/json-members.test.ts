import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { membersOf, oneLine } from "./json-members.js";

describe("membersOf", () => {
  it("copies numbers digit by digit", () => {
    const text = '{"id": 1234567890123456789, "share":1.50e-7 ,"none":null}';
    expect([...membersOf(text)]).toEqual([
      ["id", "1234567890123456789"],
      ["share", "1.50e-7"],
      ["none", "null"],
    ]);
  });

  it("is not misled by quotes, brackets and line ends", () => {
    const text = '\n{ "a\\"}" : "\\\\",\r\n "b": [ "]", {"c": "}\\""},\n  2 ], "d": {} }\n';
    expect([...membersOf(text)]).toEqual([
      ['a"}', '"\\\\"'],
      ["b", '[ "]", {"c": "}\\""},2 ]'],
      ["d", "{}"],
    ]);
  });

  it("gives the values that parsing gives", () => {
    const object = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 2 }), {
      maxKeys: 4,
    });
    const spaces = fc.constantFrom(0, 1, 2, "\t");
    fc.assert(
      fc.property(object, spaces, (value, space) => {
        const text = JSON.stringify(value, null, space);
        const parsed = JSON.parse(text);
        const members = [...membersOf(text)];
        expect(members.map(([name]) => name)).toEqual(Object.keys(parsed));
        for (const [name, member] of members) {
          expect(member).not.toMatch(/[\n\r]/);
          expect(JSON.parse(member)).toEqual(parsed[name]);
        }
      }),
    );
  });
});

describe("oneLine", () => {
  it("keeps what stands in strings", () => {
    expect(oneLine('{\n  "a": "b\\n  c",\r\n  "d": 1\n}')).toBe('{"a": "b\\n  c","d": 1}');
  });
});
