import { describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { tinyOptions } from "../../test/tiny-training.js";
import type { Instance } from "../dataset/instance.js";
import { END, PAD, START, Vocabulary } from "../dataset/vocabulary.js";
import type { TensorData } from "../graph/tensor-data.js";
import { NEVER } from "../model/attention.js";
import type { NeuralName } from "../model/config.js";
import { makeBatch, makeParts, targetsIn } from "./batch.js";
import { createTask } from "./tasks.js";

/** A model's words and task, and its examples of other instances. */
function prepare(model: NeuralName, known: Instance[], instances: Instance[]) {
  const vocabulary = Vocabulary.build(known);
  const task = createTask(tinyOptions({ model }), vocabulary, known);
  return { vocabulary, task, examples: task.examples(instances).examples };
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
    const { vocabulary, task, examples } = prepare("bi-attention", known, unlike);
    const [a, b, c, d, x] = ["a", "b", "c", "d", "x"].map((word) => vocabulary.id(word));
    const { words, sizes, feeds } = makeBatch(examples, task);
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
    const { task, examples } = prepare("bi-attention", known, unlike);
    const { feeds, targets } = makeBatch(examples, task);
    // Rows of [B, Ty]: "b" and the end behind "b d"; "a" and the end behind "x a".
    expect(targets).toBe(4);
    expect(numbers(feeds["target.rows"])).toEqual([0, 2, 3 + 1, 3 + 2]);
    expect(numbers(feeds["target.outputs"])).toEqual([2, 0, 1, 0]);
    expect(numbers(feeds["target.weights"])).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("asks for words that can be copied too, from every place where they stand", () => {
    const { task, examples } = prepare("seq2seq-copy", known, unlike);
    const { feeds, targets, sizes } = makeBatch(examples, task);
    expect({ targets, Tp: sizes.Tp }).toEqual({ targets: 5, Tp: 3 });
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
    const { vocabulary, task, examples } = prepare("seq2seq-concatenation", known, unlike);
    const ids = ["d", "c", "d", "a", "b"].map((word) => vocabulary.id(word));
    const { words } = makeBatch(examples.slice(0, 1), task);
    expect([...words["concatenation.embedded"]]).toEqual(ids);
  });

  it("gives an empty source one step of padding", () => {
    const { task, examples } = prepare("bi-attention", known, unlike.slice(1));
    const { words, sizes, feeds } = makeBatch(examples, task);
    expect(sizes.Tc).toBe(1);
    expect([...words["conversation.embedded"]]).toEqual([PAD]);
    expect(numbers(feeds["conversation.present"])).toEqual([0]);
  });
});

describe("makeBatch for a classifier", () => {
  const tagged = (post: string, ...hashtags: string[]): Instance => ({
    ...instance(post, "c", ""),
    hashtags: hashtags.map((hashtag) => hashtag.split(" ")),
  });

  it("asks for the class of every gold hashtag that training posts have", () => {
    const known = [tagged("a", "x", "y z"), tagged("b", "y z")];
    const fresh = [tagged("a b", "x", "new"), tagged("b", "yz")];
    const { vocabulary, task, examples } = prepare("classifier", known, fresh);
    const [a, b] = ["a", "b"].map((word) => vocabulary.id(word));
    const { words, sizes, feeds, targets } = makeBatch(examples, task);
    expect(words).toEqual({ "post.embedded": Int32Array.of(a, b, b, PAD) });
    expect(sizes).toEqual({ B: 2, Tp: 2, N: 2 });
    expect(targets).toBe(2);
    // "y z" is the most frequent hashtag; spaces do not show in one.
    expect(numbers(feeds["target.outputs"])).toEqual([1, 0]);
    expect(numbers(feeds["target.weights"])).toEqual([0.5, 0.5]);
  });
});

describe("makeBatch for an extractor", () => {
  it("asks for the labels of all words, once per post, behind padding too", () => {
    const fresh = [
      { ...instance("a b", "", "a"), hashtags: [["a"], ["b"]] },
      instance("c d a", "b", "d a"),
    ];
    const { task, examples } = prepare("extractor", fresh, fresh);
    const { sizes, feeds } = makeBatch(examples, task);
    expect(sizes).toEqual({ B: 2, Tp: 3, Tc: 1, N: 5 });
    expect(numbers(feeds["target.rows"])).toEqual([0, 1, 3, 4, 5]);
    expect(numbers(feeds["target.outputs"])).toEqual([1, 1, 0, 2, 4]);
  });

  it("marks only what is left of a post that is cut", () => {
    const cut = instance("a b c", "", "b c");
    const vocabulary = Vocabulary.build([cut]);
    const options = tinyOptions({ model: "extractor", postWords: 2 });
    const [{ target }] = createTask(options, vocabulary, [cut]).examples([cut]).examples;
    expect(target).toEqual(Int32Array.of(0, 0));
  });
});

describe("makeParts", () => {
  const instances = randomInstances(5, 1);
  const { task, examples } = prepare("seq2seq-copy", randomInstances(30, 2), instances);

  it.each([1, 2, 3, 64])("deals all examples out to %i replicas, weights adding up to 1", (n) => {
    const parts = makeParts(examples, n, task);
    expect(parts).toHaveLength(n);
    const sizes = parts.map((part) => part?.sizes.B ?? 0);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(examples.length);
    const whole = makeBatch(examples, task);
    expect(targetsIn(parts)).toBe(whole.targets);
    const weights = parts.flatMap((part) => (part ? numbers(part.feeds["target.weights"]) : []));
    expect(weights).toHaveLength(whole.targets);
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 5);
    expect(new Set(weights).size).toBe(1);
  });
});
