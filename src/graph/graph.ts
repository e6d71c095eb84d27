import {
  type DType,
  describeType,
  GraphError,
  type Shape,
  type TensorType,
} from "./tensor-type.js";

/** A value of an ONNX attribute: number (INT), numbers (INTS), text (STRING), or a subgraph. */
export type Attribute = number | readonly number[] | string | Graph;
/** The attributes of a node, by their ONNX names. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** A tensor in a graph: the result of a node, an input, or a constant. */
export class Value implements TensorType {
  constructor(
    readonly graph: Graph,
    readonly name: string,
    readonly dtype: DType,
    readonly shape: Shape,
  ) {}

  /** The size of a known dimension. @throws GraphError when it is a symbol */
  size(axis: number): number {
    const dim = this.shape.at(axis);
    if (typeof dim === "number") return dim;
    throw new GraphError(`${this.name}: dimension ${axis} of ${describeType(this)} is not known`);
  }
}

/** One operation of a graph. */
export interface Node {
  readonly operator: Operator;
  readonly inputs: Value[];
  readonly outputs: Value[];
  readonly attributes: Attributes;
}

/** Where a gradient rule works: the values of the node it differentiates. */
export interface Site {
  readonly attributes: Attributes;
  /** The types of the inputs, without the cost of keeping their values. */
  readonly inputTypes: readonly TensorType[];
  /** The value of an input, kept from the forward pass. */
  input(index: number): Value;
  /** The value of an output, kept from the forward pass. */
  output(index: number): Value;
  /** The derivative of the loss by an output; undefined stands for zero. */
  outputGradient(index: number): Value | undefined;
}

/** What the builder knows of an ONNX operator. */
export interface Operator {
  /** The ONNX operator name. */
  readonly name: string;
  /** Output types from input types. @throws GraphError where they do not fit */
  infer(inputs: readonly TensorType[], attributes: Attributes): TensorType[];
  /** The derivative of the loss by one input. Absent: nothing flows back through this operator. */
  gradient?(site: Site, input: number): Value;
  /** Whether inputs broadcast, so that a leading time axis may be added to some of them. */
  readonly broadcasts?: boolean;
}

/** A constant tensor stored in the graph (an ONNX initializer). */
export interface Constant {
  readonly value: Value;
  readonly data: Float32Array | BigInt64Array | Float64Array;
}

/**
 * A graph under construction: inputs, constants and nodes in execution order. Types are checked at
 * every step, so that a mistake is reported where it is made and not when the graph runs.
 */
export class Graph {
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly nodes: Node[] = [];
  /** Of this graph and all inside it: only the outermost graph has any. */
  readonly constants: Constant[] = [];
  /** How many graphs stand around this one. */
  readonly depth: number;
  protected readonly taken = new Set<string>();
  private readonly cachedConstants = new Map<string, Value>();

  /**
   * @param float the element type of all real numbers: float32, or float64 for checking gradients
   * @param parent the graph around this one, when this is the body of a Scan
   */
  constructor(
    readonly float: "float32" | "float64" = "float32",
    readonly parent?: Graph,
  ) {
    this.depth = parent ? parent.depth + 1 : 0;
  }

  /** The outermost graph. */
  get root(): Graph {
    return this.parent?.root ?? this;
  }

  /**
   * Adds a graph input.
   * @param name what it is fed by; where another value has that name, a number is put behind it
   */
  input(name: string, shape: Shape, dtype: DType = this.float): Value {
    const value = new Value(this, this.uniqueName(name), dtype, shape);
    this.inputs.push(value);
    return value;
  }

  /**
   * Declares a graph output.
   * @param name what it is fetched by; where another value has that name, a number is put behind it
   */
  output(name: string, value: Value): Value {
    const output = this.append(identityOperator, [value], {}, [name])[0] as Value;
    this.outputs.push(output);
    return output;
  }

  /**
   * A tensor stored in the outermost graph.
   * @param data numbers in row-major order: whole ones, or real ones of the type of `float`
   */
  tensor(name: string, shape: readonly number[], data: Constant["data"]): Value {
    const dtype = data instanceof BigInt64Array ? "int64" : this.float;
    const value = new Value(this.root, this.root.uniqueName(name), dtype, shape);
    this.root.constants.push({ value, data });
    return value;
  }

  /** A real number `[]`, stored once however often it is asked for. */
  scalar(number: number): Value {
    return this.cached(`scalar ${number}`, (root) =>
      root.tensor(
        "number",
        [],
        root.float === "float32" ? Float32Array.of(number) : Float64Array.of(number),
      ),
    );
  }

  /** A list of whole numbers, int64 `[n]`, as operators take for axes, shapes and positions. */
  integers(numbers: readonly number[]): Value {
    return this.cached(`integers ${numbers}`, (root) =>
      root.tensor("integers", [numbers.length], BigInt64Array.from(numbers, BigInt)),
    );
  }

  /**
   * Appends a node to this graph.
   * @param names names for the outputs; others are made up
   * @returns the node's outputs
   * @throws GraphError when an input belongs to another graph, or the inputs do not fit the operator
   */
  append(
    operator: Operator,
    inputs: readonly Value[],
    attributes: Attributes = {},
    names: readonly string[] = [],
  ): Value[] {
    for (const input of inputs) {
      if (!this.sees(input)) {
        throw new GraphError(`${operator.name}: input ${input.name} belongs to another graph`);
      }
    }
    const outputs = operator
      .infer(inputs, attributes)
      .map((type, i) => this.declare(names[i] ?? operator.name, type));
    this.nodes.push({ operator, inputs: [...inputs], outputs, attributes });
    return outputs;
  }

  /** A new value of this graph, to be produced by a node. */
  declare(name: string, type: TensorType): Value {
    return new Value(this, this.root.uniqueName(name), type.dtype, type.shape);
  }

  /** Whether a value belongs to this graph or to one around it. */
  sees(value: Value): boolean {
    for (let graph: Graph | undefined = this; graph; graph = graph.parent) {
      if (value.graph === graph) return true;
    }
    return false;
  }

  private cached(key: string, make: (root: Graph) => Value): Value {
    const { root } = this;
    const known = root.cachedConstants.get(key) ?? make(root);
    root.cachedConstants.set(key, known);
    return known;
  }

  private uniqueName(name: string): string {
    const { taken } = this.root;
    let unique = name;
    for (let n = taken.size; taken.has(unique); n++) unique = `${name}_${n}`;
    taken.add(unique);
    return unique;
  }
}

/** Copies a value; ONNX needs it where one value is to have two names. */
export const identityOperator: Operator = {
  name: "Identity",
  infer: ([x]) => [x as TensorType],
  gradient: (site) => site.outputGradient(0) as Value,
};

/**
 * Applies an operator where it costs least: in the innermost graph that one of its inputs belongs
 * to, so that work that is the same in every step of a Scan is done once, outside. All functions of
 * `operators/` go through it.
 * @returns the outputs of the new node
 * @throws GraphError when the inputs do not fit the operator, or belong to graphs side by side
 */
export function apply(
  operator: Operator,
  inputs: readonly Value[],
  attributes: Attributes = {},
): Value[] {
  const innermost = inputs.reduce((a, b) => (b.graph.depth > a.graph.depth ? b : a));
  return innermost.graph.append(operator, inputs, attributes);
}
