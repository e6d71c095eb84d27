import { describe, expect, it } from "vitest";
import { encodeForTraining, encodeSources, MAX_HASHTAG_WORDS } from "./encode.js";
import type { Instance } from "./instance.js";
import { UNKNOWN, Vocabulary } from "./vocabulary.js";

const instances: Instance[] = [
  { id: "1", post: ["a", "b", "c"], conversation: ["d", "a"], hashtags: [["t", "u"], ["v"]] },
  { id: "2", post: ["b"], conversation: [], hashtags: [["t"]] },
];
const vocabulary = Vocabulary.build(instances);
const ids = (...words: string[]) => Int32Array.from(words, (word) => vocabulary.id(word));

describe("encodeSources", () => {
  it("encodes each instance once", () => {
    expect(encodeSources(instances, vocabulary)).toEqual([
      { post: ids("a", "b", "c"), conversation: ids("d", "a"), instance: 0 },
      { post: ids("b"), conversation: ids(), instance: 1 },
    ]);
  });

  it("keeps the first words of each source", () => {
    const [first] = encodeSources(instances, vocabulary, { postWords: 2, conversationWords: 1 });
    expect(first).toEqual({ post: ids("a", "b"), conversation: ids("d"), instance: 0 });
  });

  it("gives unknown words the unknown id", () => {
    const [first] = encodeSources([{ ...instances[0], post: ["zzz"] }], vocabulary);
    expect(first.post).toEqual(Int32Array.of(UNKNOWN));
  });
});

describe("encodeForTraining", () => {
  it("makes a copy per gold hashtag", () => {
    const { examples, tooLong } = encodeForTraining(instances, vocabulary);
    expect(
      examples.map(({ instance, hashtag, target }) => ({ instance, hashtag, target })),
    ).toEqual([
      { instance: 0, hashtag: 0, target: ids("t", "u") },
      { instance: 0, hashtag: 1, target: ids("v") },
      { instance: 1, hashtag: 0, target: ids("t") },
    ]);
    expect(examples[1].post).toEqual(ids("a", "b", "c"));
    expect(tooLong).toBe(0);
  });

  it("leaves out and counts hashtags that are longer than the decoder makes", () => {
    const longest = Array<string>(MAX_HASHTAG_WORDS).fill("t");
    const hashtags = [[...longest, "t"], longest];
    const result = encodeForTraining([{ ...instances[1], hashtags }], vocabulary);
    expect(result.tooLong).toBe(1);
    expect(result.examples.map(({ hashtag }) => hashtag)).toEqual([1]);
  });
});

describe("a conversation of 43,509 words", () => {
  const conversation = new Proxy(Array<string>(43_509).fill("d"), {
    get(words, key) {
      if (Number(key) >= 100) throw new Error(`word ${String(key)} was read`);
      return Reflect.get(words, key);
    },
  });
  const long = [{ ...instances[0], conversation }];

  it("is read no further than its truncation", () => {
    expect(encodeForTraining(long, Vocabulary.build(long)).examples[0].conversation).toHaveLength(
      100,
    );
  });
});
