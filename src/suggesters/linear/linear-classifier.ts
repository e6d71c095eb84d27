import { joinBytes } from "../../support/bytes.js";
import { letOthersWork } from "../../support/turn.js";
import { NumberReader, NumberWriter } from "../terms/postings.js";
import { TextKernel } from "../terms/text-kernel.js";
import { HingeSolver, INTERCEPT, type Support } from "./hinge-solver.js";
import { RowCache } from "./row-cache.js";

/** What a classifier is restored from. */
export interface LinearFiles {
  readonly terms: Uint8Array;
  readonly postings: Uint8Array;
  /** For each class how many texts support it, and the distance of each from the one before. */
  readonly supports: Uint8Array;
  /** The weights of these texts, 32-bit floating point. */
  readonly weights: Uint8Array;
}

/** Linear classifiers of texts, one for each class: what a support vector machine with a linear kernel is. */
export class LinearClassifier {
  private constructor(
    /** How alike a text is to those that were learnt from. */
    readonly kernel: TextKernel,
    private readonly supports: readonly Support[],
  ) {}

  /**
   * Learns from texts.
   * @param texts as words
   * @param classes the texts of each class
   * @param onProgress told the share of the classes that are learnt
   */
  static async learn(
    texts: readonly (readonly string[])[],
    classes: readonly (readonly number[])[],
    onProgress: (fraction: number) => void = () => {},
  ): Promise<LinearClassifier> {
    const kernel = TextKernel.of(texts);
    const supports: Support[] = [];
    await solve(kernel, classes, classes.keys(), supports, onProgress);
    return new LinearClassifier(kernel, supports);
  }

  /**
   * The classifiers after more texts were added. Only those of the classes that some of these belong to are
   * learnt anew.
   * @param texts the more texts as words, numbered on from those that are known
   * @param classes the texts of each class, known ones and more; new classes come last
   */
  async with(
    texts: readonly (readonly string[])[],
    classes: readonly (readonly number[])[],
  ): Promise<LinearClassifier> {
    const kernel = this.kernel.with(texts);
    const supports = [...this.supports];
    const touched = [...classes.keys()].filter((each) =>
      classes[each].some((text) => text >= this.size),
    );
    await solve(kernel, classes, touched, supports);
    return new LinearClassifier(kernel, supports);
  }

  /** Restores what `toFiles` gave. @param size how many texts were learnt from */
  static from({ terms, postings, supports, weights }: LinearFiles, size: number): LinearClassifier {
    const kernel = TextKernel.from(terms, postings, size);
    return new LinearClassifier(kernel, readSupports(supports, weights));
  }

  /** How many texts were learnt from. */
  get size(): number {
    return this.kernel.size;
  }

  /** For every class how far a text, as words, is on its side: above 0 it belongs there, and about -1 if not at all. */
  margins(words: readonly string[]): Float64Array {
    return this.marginsOf(this.kernel.similarities(words));
  }

  /** The margins of a text by how alike it is to each of those that were learnt from `[texts]`. */
  marginsOf(similarities: Float64Array): Float64Array {
    return Float64Array.from(this.supports, ({ texts, weights }) => {
      let margin = INTERCEPT;
      for (let i = 0; i < texts.length; i++) margin += weights[i] * similarities[texts[i]];
      return margin;
    });
  }

  /** What `from` needs. */
  toFiles(): LinearFiles {
    const writer = new NumberWriter();
    writer.write(this.supports.length);
    for (const { texts } of this.supports) {
      writer.write(texts.length);
      texts.forEach((text, i) => {
        writer.write(text - (i === 0 ? 0 : texts[i - 1]));
      });
    }
    const weights = this.supports.map((support) => floatBytes(support.weights));
    return { ...this.kernel.toBytes(), supports: writer.bytes(), weights: joinBytes(weights) };
  }
}

/** Learns the classifiers of some of the classes, and puts each in its place. */
async function solve(
  kernel: TextKernel,
  classes: readonly (readonly number[])[],
  which: Iterable<number>,
  supports: Support[],
  onProgress: (fraction: number) => void = () => {},
): Promise<void> {
  const similarities = kernel.rows();
  const rows = new RowCache((text) => Float32Array.from(similarities(text)));
  const solver = new HingeSolver(kernel.size, (text) => rows.get(text));
  let solved = 0;
  for (const each of which) {
    supports[each] = solver.solve(classes[each]);
    onProgress(++solved / classes.length);
    await letOthersWork();
  }
}

/** @throws RangeError when the bytes end too early */
function readSupports(supports: Uint8Array, weights: Uint8Array): Support[] {
  const reader = new NumberReader(supports);
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  let at = 0;
  return Array.from({ length: reader.read() }, () => {
    const texts = new Int32Array(reader.read());
    for (let i = 0, text = 0; i < texts.length; i++) texts[i] = text += reader.read();
    return {
      texts,
      weights: Float32Array.from(texts, () => view.getFloat32(4 * at++, true)),
    };
  });
}

/** Numbers as bytes, four each, lowest first on every machine. */
function floatBytes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}
