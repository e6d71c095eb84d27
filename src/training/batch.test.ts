import { describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { encodeForTraining } from "../dataset/encode.js";
import type { Instance } from "../dataset/instance.js";
import { END, PAD, START, Vocabulary } from "../dataset/vocabulary.js";
import type { TensorData } from "../graph/session.js";
import { NEVER } from "../model/attention.js";
import { copies, type GeneratorName, PAPER_SIZES } from "../model/config.js";
import { OutputWords } from "../model/output-words.js";
import { type GoldExample, goldWordsIn, makeBatch, makeParts } from "./batch.js";

/** A model's words and config, and the examples of other instances in them. */
function prepare(model: GeneratorName, known: Instance[], instances: Instance[]) {
  const vocabulary = Vocabulary.build(known);
  const outputs = new OutputWords(vocabulary, copies(model));
  const sizes = { vocabulary: vocabulary.size, outputs: outputs.size };
  const config = { model, ...sizes, ...PAPER_SIZES };
  const examples = encodeForTraining(instances, vocabulary).examples as GoldExample[];
  return { vocabulary, outputs, config, examples };
}

const instance = (post: string, conversation: string, hashtag: string): Instance => ({
  id: "1",
  post: post.split(" "),
  conversation: conversation.split(" ").filter((word) => word !== ""),
  hashtags: [hashtag.split(" ")],
});

const numbers = ({ data }: TensorData): number[] => Array.from(data as ArrayLike<unknown>, Number);

describe("makeBatch", () => {
  const known = [instance("a b", "c", "a b"), instance("d", "", "a")];
  // b and a are output words 2 and 1, the end is 0; c, d and the unknown word are none.
  const unlike = [instance("d c d", "a b", "b d"), instance("a", "", "x a")];

  it("lays out words time-major, padded, with a start before every hashtag", () => {
    const { vocabulary, config, outputs, examples } = prepare("bi-attention", known, unlike);
    const [a, b, c, d, x] = ["a", "b", "c", "d", "x"].map((word) => vocabulary.id(word));
    const { words, sizes, feeds } = makeBatch(examples, config, outputs);
    expect(words).toEqual({
      "post.embedded": Int32Array.of(d, a, c, PAD, d, PAD),
      "conversation.embedded": Int32Array.of(a, PAD, b, PAD),
      "previous.embedded": Int32Array.of(START, START, b, x, d, a),
    });
    expect(sizes).toEqual({ B: 2, Tp: 3, Tc: 2, Ty: 3, N: 4 });
    expect(numbers(feeds["post.present"])).toEqual([1, 1, 1, 0, 1, 0]);
    expect(numbers(feeds["conversation.present"])).toEqual([1, 0, 1, 0]);
    expect(Object.values(words).some((ids) => ids.includes(END))).toBe(false);
  });

  it("asks for the words that can be generated and for the ends", () => {
    const { config, outputs, examples } = prepare("bi-attention", known, unlike);
    const { feeds, goldWords } = makeBatch(examples, config, outputs);
    // Rows of [B, Ty]: "b" and the end behind "b d"; "a" and the end behind "x a".
    expect(goldWords).toBe(4);
    expect(numbers(feeds["target.rows"])).toEqual([0, 2, 3 + 1, 3 + 2]);
    expect(numbers(feeds["target.outputs"])).toEqual([2, 0, 1, 0]);
    expect(numbers(feeds["target.weights"])).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("asks for words that can be copied too, from every place where they stand", () => {
    const { config, outputs, examples } = prepare("seq2seq-copy", known, unlike);
    const { feeds, goldWords, sizes } = makeBatch(examples, config, outputs);
    expect({ goldWords, Tp: sizes.Tp }).toEqual({ goldWords: 5, Tp: 3 });
    expect(numbers(feeds["target.rows"])).toEqual([0, 1, 2, 4, 5]);
    const [yes, no] = [0, NEVER];
    expect(numbers(feeds["target.generate"])).toEqual([yes, no, yes, yes, yes]);
    const [nowhere, d, a] = [
      [no, no, no],
      [yes, no, yes],
      [yes, no, no],
    ];
    expect(numbers(feeds["target.copy"])).toEqual([nowhere, d, nowhere, a, nowhere].flat());
    const [first, second] = [
      [yes, yes, yes],
      [yes, no, no],
    ];
    expect(numbers(feeds["target.readable"])).toEqual([first, first, first, second, second].flat());
  });

  it("joins post and conversation for the model that reads both at once", () => {
    const { vocabulary, config, outputs, examples } = prepare(
      "seq2seq-concatenation",
      known,
      unlike,
    );
    const ids = ["d", "c", "d", "a", "b"].map((word) => vocabulary.id(word));
    const { words } = makeBatch(examples.slice(0, 1), config, outputs);
    expect([...words["concatenation.embedded"]]).toEqual(ids);
  });

  it("gives an empty source one step of padding", () => {
    const { config, outputs, examples } = prepare("bi-attention", known, unlike.slice(1));
    const { words, sizes, feeds } = makeBatch(examples, config, outputs);
    expect(sizes.Tc).toBe(1);
    expect([...words["conversation.embedded"]]).toEqual([PAD]);
    expect(numbers(feeds["conversation.present"])).toEqual([0]);
  });
});

describe("makeParts", () => {
  const instances = randomInstances(5, 1);
  const { config, outputs, examples } = prepare("seq2seq-copy", randomInstances(30, 2), instances);

  it.each([1, 2, 3, 64])("deals all examples out to %i replicas, weights adding up to 1", (n) => {
    const parts = makeParts(examples, n, config, outputs);
    expect(parts).toHaveLength(n);
    const sizes = parts.map((part) => part?.sizes.B ?? 0);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(examples.length);
    const whole = makeBatch(examples, config, outputs);
    expect(goldWordsIn(parts)).toBe(whole.goldWords);
    const weights = parts.flatMap((part) => (part ? numbers(part.feeds["target.weights"]) : []));
    expect(weights).toHaveLength(whole.goldWords);
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 5);
    expect(new Set(weights).size).toBe(1);
  });
});
