import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import type { Instance } from "./instance.js";
import { END, PAD, START, UNKNOWN, Vocabulary } from "./vocabulary.js";

function instance(post: string, conversation = "", ...hashtags: string[]): Instance {
  const words = (text: string) => text.split(" ").filter(Boolean);
  return {
    id: "x",
    post: words(post),
    conversation: words(conversation),
    hashtags: hashtags.map(words),
  };
}

const wordsOf = (vocabulary: Vocabulary) =>
  Array.from({ length: vocabulary.size }, (_, id) => vocabulary.word(id));

describe("Vocabulary", () => {
  it("starts with the special symbols", () => {
    expect(wordsOf(Vocabulary.build([]))).toEqual(["<pad>", "<unk>", "<s>", "</s>"]);
    expect([PAD, UNKNOWN, START, END]).toEqual([0, 1, 2, 3]);
  });

  it("orders words by their count over post, conversation and hashtags, then by code point", () => {
    const vocabulary = Vocabulary.build([
      instance("b b c", "c d a", "c e"),
      instance("\u{20000} \uFF01 B"),
    ]);
    expect(wordsOf(vocabulary).slice(4)).toEqual([
      "c",
      "b",
      "B",
      "a",
      "d",
      "e",
      "\uFF01",
      "\u{20000}",
    ]);
  });

  it("keeps at most `size` words, special symbols included", () => {
    const vocabulary = Vocabulary.build([instance("a a a b b c", "", "a")], { size: 6 });
    expect(wordsOf(vocabulary).slice(4)).toEqual(["a", "b"]);
    expect(vocabulary.id("c")).toBe(UNKNOWN);
  });

  it("keeps the words of hashtags even when rare", () => {
    const training = [instance("a a a b b", "", "rare tag")];
    expect(wordsOf(Vocabulary.build(training, { size: 7 })).slice(4)).toEqual(["a", "rare", "tag"]);
    expect(wordsOf(Vocabulary.build(training, { size: 5 })).slice(4)).toEqual(["rare", "tag"]);
  });

  it("lists the output words by their count in hashtags alone", () => {
    const vocabulary = Vocabulary.build([
      instance("b b b", "", "b"),
      instance("x", "", "z a", "z"),
    ]);
    expect(vocabulary.outputs.map((id) => vocabulary.word(id))).toEqual(["z", "a", "b"]);
  });

  it("does not count words beyond the truncation", () => {
    const truncation = { postWords: 1, conversationWords: 2 };
    const vocabulary = Vocabulary.build([instance("a b", "c d e", "f")], { truncation });
    expect(wordsOf(vocabulary).slice(4)).toEqual(["a", "c", "d", "f"]);
  });

  it("does not take a word of the data for a special symbol", () => {
    const vocabulary = Vocabulary.build([instance("</s> <s> a", "<pad>", "</s> a", "<unk>")]);
    expect(wordsOf(vocabulary).slice(4)).toEqual(["a"]);
    for (const symbol of ["<pad>", "<unk>", "<s>", "</s>"]) {
      expect(vocabulary.has(symbol)).toBe(false);
      expect(vocabulary.id(symbol)).toBe(UNKNOWN);
    }
    expect(vocabulary.outputs).toEqual([4]);
  });

  it("knows no word that is merely a property of objects", () => {
    expect(Vocabulary.build([instance("a")]).id("constructor")).toBe(UNKNOWN);
    expect(Vocabulary.build([instance("__proto__")]).id("__proto__")).toBe(4);
  });

  it("throws for an id that no word has", () => {
    expect(() => Vocabulary.build([]).word(4)).toThrow(RangeError);
  });

  it("gives every word an id of its own and survives JSON", () => {
    const text = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(text, text, fc.integer({ min: 4, max: 12 }), (post, tag, size) => {
        const training = [{ id: "x", post, conversation: [], hashtags: [tag] }];
        const built = Vocabulary.build(training, { size });
        const vocabulary = Vocabulary.fromJSON(JSON.parse(JSON.stringify(built)));
        expect(vocabulary).toEqual(built);
        for (let id = 4; id < vocabulary.size; id++) {
          expect(vocabulary.id(vocabulary.word(id))).toBe(id);
        }
        expect(vocabulary.outputs.map((id) => vocabulary.word(id)).sort()).toEqual(
          [...new Set(tag)].sort(),
        );
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["no object", null],
    ["missing special symbols", { words: ["a"], outputs: [] }],
    ["a word twice", { words: ["<pad>", "<unk>", "<s>", "</s>", "a", "a"], outputs: [] }],
    ["an output word twice", { words: ["<pad>", "<unk>", "<s>", "</s>", "a"], outputs: [4, 4] }],
    [
      "an output word that is none",
      { words: ["<pad>", "<unk>", "<s>", "</s>", "a"], outputs: [5] },
    ],
    [
      "an output word that is a symbol",
      { words: ["<pad>", "<unk>", "<s>", "</s>", "a"], outputs: [3] },
    ],
  ])("refuses stored values with %s, naming the file", (_, value) => {
    expect(() => Vocabulary.fromJSON(value, "model/vocabulary.json")).toThrow(UserError);
    expect(() => Vocabulary.fromJSON(value, "model/vocabulary.json")).toThrow(
      /^model\/vocabulary\.json: /,
    );
  });
});
