import { START, UNKNOWN, type Vocabulary } from "../dataset/vocabulary.js";

/** The number of the end symbol in the output layer; as a decoder input, 0 is the start symbol. */
export const END_OUTPUT = 0;

/**
 * The words of the output layer (Eq 10): 0 ends a hashtag, 1 and up are the words of training
 * hashtags, most frequent first. Words never seen in a hashtag can only be copied.
 */
export class OutputWords {
  /** Vocabulary ids whose embeddings the decoder may be given, by decoder word number. */
  readonly decoderWords: readonly number[];
  private readonly numbers: Int32Array;

  /** @param copies whether the decoder may also be given words that it can only copy */
  constructor(
    private readonly vocabulary: Vocabulary,
    copies: boolean,
  ) {
    this.numbers = new Int32Array(vocabulary.size).fill(-1);
    const words = [START, ...vocabulary.outputs];
    words.forEach((id, number) => {
      this.numbers[id] = number;
    });
    const others = copies
      ? [...this.numbers.keys()].filter((id) => (this.numbers[id] as number) < 0)
      : [];
    this.decoderWords = [...words, ...others];
    others.forEach((id, i) => {
      this.numbers[id] = words.length + i;
    });
  }

  /** `V`, the size of the output layer. */
  get size(): number {
    return this.vocabulary.outputs.length + 1;
  }

  /** The output number of a vocabulary id, -1 when it can only be copied. */
  outputOf(id: number): number {
    const number = this.numbers[id] as number;
    return number > END_OUTPUT && number < this.size ? number : -1;
  }

  /** The number by which the decoder is given a word; a word it has no embedding for is unknown. */
  decoderNumber(word: string): number {
    const number = this.numbers[this.vocabulary.id(word)] as number;
    return number > 0 ? number : (this.numbers[UNKNOWN] as number);
  }

  /** The word of an output number. */
  word(output: number): string {
    return this.vocabulary.word(this.decoderWords[output] as number);
  }
}
