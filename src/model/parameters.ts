import type { Graph, Value } from "../graph/graph.js";
import { Random } from "../support/random.js";

/**
 * How a parameter starts: Glorot's uniform range for its two last axes, a given range, zeros, or
 * "passing": what comes in goes out, with some of Glorot's noise. Of several inputs `[n · d, d]` it
 * starts as their sum.
 */
export type Initial = "glorot" | "zeros" | "passing" | { readonly uniform: number };

/** The share of Glorot's range that a passing matrix has as noise. */
const PASSING_NOISE = 0.3;

/** A parameter as a layer asks for it. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initial;
}

/** Trained or initial numbers of all parameters, by name. */
export type ParameterData = ReadonlyMap<string, Float32Array>;

/**
 * Gives layers their parameters while a graph is built: as graph inputs while training, so that
 * the optimiser can change them between steps, or as constants once trained.
 */
export class Parameters {
  /** Every parameter that was asked for, in that order, and its value in the graph. */
  readonly specs: ParameterSpec[] = [];
  readonly values: Value[] = [];

  /** @param trained numbers to store in the graph; without them parameters become inputs */
  constructor(
    private readonly graph: Graph,
    private readonly trained?: ParameterData,
  ) {}

  /**
   * A parameter of the given shape; each may be asked for once.
   * @throws Error when the trained numbers lack it or have another size
   */
  get(name: string, shape: readonly number[], initial: Initial = "glorot"): Value {
    if (this.specs.some((spec) => spec.name === name))
      throw new Error(`two parameters are called ${name}`);
    this.specs.push({ name, shape, initial });
    const value = this.trained
      ? this.graph.tensor(name, shape, numbersOf(this.trained, name, shape))
      : this.graph.input(name, shape);
    this.values.push(value);
    return value;
  }
}

function numbersOf(data: ParameterData, name: string, shape: readonly number[]): Float32Array {
  const numbers = data.get(name);
  if (numbers?.length !== sizeOf(shape)) {
    throw new Error(`parameter ${name} of shape [${shape}] has ${numbers?.length ?? "no"} numbers`);
  }
  return numbers;
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** Parameters of an encoder, by how their names begin. */
const ENCODER = /^(?:post|conversation|concatenation)\./;

/**
 * Initial numbers of a parameter, in row-major order. Each has a random stream of its own, from the
 * seed and its name, so that none depends on the others. Encoders draw the same numbers whatever they
 * read: a word then has the same state in the post and in the conversation, to begin with.
 */
export function initialise(spec: ParameterSpec, seed: number): Float32Array {
  const stream = spec.name.replace(ENCODER, "encoder.");
  const random = new Random(seed, ...[...stream].map((letter) => letter.codePointAt(0) as number));
  const range = rangeOf(spec);
  const numbers = Float32Array.from(
    { length: sizeOf(spec.shape) },
    () => (2 * random.uniform() - 1) * range,
  );
  if (spec.initial === "passing") addIdentities(numbers, spec.shape.at(-1) as number);
  return numbers;
}

function rangeOf({ shape, initial }: ParameterSpec): number {
  if (initial === "zeros") return 0;
  if (typeof initial === "object") return initial.uniform;
  const [fanIn, fanOut] = shape.slice(-2) as [number, number];
  return Math.sqrt(6 / (fanIn + fanOut)) * (initial === "passing" ? PASSING_NOISE : 1);
}

/** Adds the identity to every square block of a matrix `[n · d, d]`. */
function addIdentities(matrix: Float32Array, size: number): void {
  for (let row = 0; row * size < matrix.length; row++) matrix[row * size + (row % size)]! += 1;
}
