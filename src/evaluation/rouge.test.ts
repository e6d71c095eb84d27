import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RougeScore, rouge } from "./rouge.js";
import { bootstrapAverage } from "./rouge-bootstrap.js";
import { fiveDecimals } from "./rouge-rounding.js";
import { characterText, rougeTokens } from "./rouge-tokens.js";

describe("rouge", () => {
  it("sums hits and counts over the references", () => {
    const { rouge1 } = rouge("global warming", ["climate change", "global warming"]);
    expect(rouge1).toEqual({ r: 0.5, p: 0.5, f: 0.5 });
  });

  it("clips hits by the reference", () => {
    expect(rouge("the the the the", ["the cat"]).rouge1).toEqual({ r: 0.5, p: 0.25, f: 0.33333 });
  });

  it("gives SU4 0 to texts of one word, and never counts the last word alone", () => {
    expect(rouge("brexit", ["brexit"]).rougeSU4.f).toBe(0);
    expect(rouge("a b", ["a c"]).rougeSU4.f).toBe(0.5);
    expect(rouge("a b", ["c b"]).rougeSU4.f).toBe(0);
  });

  it("allows four words, not five, between the words of a pair", () => {
    expect(rouge("s 1 2 3 4 e", ["s e"]).rougeSU4.r).toBe(1);
    expect(rouge("s 1 2 3 4 5 e", ["s e"]).rougeSU4.r).toBe(0.5);
  });

  it("derives F from rounded recall and precision", () => {
    const { rouge1 } = rouge("a b c d e z", ["a b c d e x y w"]);
    expect(rouge1).toEqual({ r: 0.625, p: 0.83333, f: 0.71428 });
  });

  it("is 0 without candidate, references or tokens", () => {
    const zero = { r: 0, p: 0, f: 0 };
    for (const [candidate, references] of [
      ["", ["a"]],
      ["a", [""]],
      ["a", []],
      ["!!!", ["!!!"]],
    ] as const) {
      expect(rouge(candidate, references).rouge1).toEqual(zero);
    }
  });

  it("cuts candidate and references to a number of bytes, mid-word if need be", () => {
    expect(rouge("ab cdXX", ["ab cdYY"], 5).rouge2.f).toBe(1);
    expect(rouge("ab cdXX", ["ab cdYY"]).rouge2.f).toBe(0);
  });

  const text = fc.array(fc.constantFrom("aus", "open", "final", "cup"), { maxLength: 6 });

  it("is symmetric: swapping candidate and reference swaps recall and precision", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [one, other] = [rouge(a.join(" "), [b.join(" ")]), rouge(b.join(" "), [a.join(" ")])];
        for (const measure of ["rouge1", "rouge2", "rougeSU4"] as const) {
          const { r, p, f } = one[measure];
          expect(other[measure]).toEqual({ r: p, p: r, f });
        }
      }),
    );
  });

  it("gives identical texts of two words or more 1 in every measure, and never leaves [0, 1]", () => {
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (words, others) => {
        const joined = words.join(" ");
        const same = Object.values(rouge(joined, [joined])) as RougeScore[];
        for (const { f } of same) if (words.length > 1) expect(f).toBe(1);
        const scores = rouge(
          joined,
          others.map((other) => other.join(" ")),
        );
        for (const { r, p, f } of Object.values(scores) as RougeScore[]) {
          for (const figure of [r, p, f]) expect(figure >= 0 && figure <= 1).toBe(true);
        }
      }),
    );
  });
});

describe("rougeTokens", () => {
  it("splits at every byte that is no ASCII letter or digit, lower-cases and stems", () => {
    expect(rougeTokens("State-of-the-art snake_case CAFÉS don't 🎂 覆 $50")).toEqual([
      "state",
      "of",
      "the",
      "art",
      "snake",
      "case",
      "caf",
      "s",
      "don",
      "t",
      "50",
    ]);
  });

  it("drops a character that the byte limit cuts", () => {
    expect(rougeTokens("ab😀cd", 5)).toEqual(["ab"]);
  });
});

describe("characterText", () => {
  it("gives each Han character an id, keeps numbers and Latin words, drops the rest", () => {
    expect(characterText("韩版running man 2014！一，一")).toBe(
      "x38889 x29256 running man 2014 x19968 x19968",
    );
    expect(characterText("𠀀㐀ワ")).toBe("");
  });

  it("gives ids that no other text can form and that stemming leaves alone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0x4e00, max: 0x9fff }), (code) => {
        const id = characterText(String.fromCodePoint(code));
        expect(rougeTokens(id)).toEqual([id]);
        expect(characterText(id)).not.toBe(id);
      }),
    );
  });
});

describe("fiveDecimals", () => {
  it("rounds ties to even, as C's printf does", () => {
    expect([1 / 64, 3 / 64, 5 / 64].map(fiveDecimals)).toEqual([0.01562, 0.04688, 0.07812]);
  });

  it("rounds what is no tie to the nearest", () => {
    expect([2 / 3, 1 / 3, 0, 1, 1 / 32].map(fiveDecimals)).toEqual([
      0.66667, 0.33333, 0, 1, 0.03125,
    ]);
  });
});

describe("bootstrapAverage", () => {
  it("is the figure itself where all cases agree", () => {
    expect(bootstrapAverage([0.25, 0.25, 0.25])).toEqual({ average: 0.25, interval: [0.25, 0.25] });
  });

  it("keeps the average within the interval", () => {
    const { average, interval } = bootstrapAverage([0, 0.1, 0.4, 1, 0.7]);
    expect(interval[0]).toBeLessThan(average);
    expect(interval[1]).toBeGreaterThan(average);
  });
});
