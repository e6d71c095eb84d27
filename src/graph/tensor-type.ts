/** Element types that threadtag's graphs use, by their ONNX names. */
export type DType = "float32" | "float64" | "int64" | "bool";

/** A dimension: a known size, or a symbol such as `"B"` whose size is known only when the graph runs. */
export type Dim = number | string;

/** The dimensions of a tensor, outermost first. */
export type Shape = readonly Dim[];

/** What is known of a tensor while the graph is built. */
export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** A mismatch found while the graph is built; the message names the operation and the shapes. */
export class GraphError extends Error {
  override readonly name = "GraphError";
}

/** `float32[T,B,300]` */
export function describeType(type: TensorType): string {
  return `${type.dtype}${describeShape(type.shape)}`;
}

/** `[T,B,300]` */
export function describeShape(shape: Shape): string {
  return `[${shape.join(",")}]`;
}

/** Whether two shapes are equal, symbol by symbol. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/**
 * The shape of an elementwise operation on two tensors (NumPy's rule: align right, 1 stretches).
 * @throws GraphError naming the operation and both shapes
 */
export function broadcast(operation: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x === y || y === 1) return x;
    if (x === 1) return y;
    throw new GraphError(
      `${operation}: shapes ${describeShape(a)} and ${describeShape(b)} do not fit: ${x} against ${y}`,
    );
  });
}

/** The sum of dimensions: a number where all are known, else a new symbol such as `Tp+Tc`. */
export function sumOfDims(dims: readonly Dim[]): Dim {
  const known = dims.filter((dim) => typeof dim === "number").reduce((sum, dim) => sum + dim, 0);
  const symbols = dims.filter((dim) => typeof dim === "string");
  if (symbols.length === 0) return known;
  return known === 0 ? symbols.join("+") : `${symbols.join("+")}+${known}`;
}

/** The product of dimensions: a number where all are known, else a new symbol such as `T*B`. */
export function productOfDims(dims: readonly Dim[]): Dim {
  const known = dims
    .filter((dim) => typeof dim === "number")
    .reduce((product, dim) => product * dim, 1);
  const symbols = dims.filter((dim) => typeof dim === "string").map(parenthesised);
  if (symbols.length === 0) return known;
  return known === 1 ? symbols.join("*") : `${symbols.join("*")}*${known}`;
}

function parenthesised(symbol: string): string {
  return symbol.includes("+") && !symbol.startsWith("(") ? `(${symbol})` : symbol;
}

/** Turns a possibly negative axis into one counted from the front. */
export function normaliseAxis(operation: string, axis: number, rank: number): number {
  const normal = axis < 0 ? axis + rank : axis;
  if (normal < 0 || normal >= rank) {
    throw new GraphError(`${operation}: axis ${axis} is outside a tensor of ${rank} dimensions`);
  }
  return normal;
}
