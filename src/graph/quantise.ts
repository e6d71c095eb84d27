import {
  ATTRIBUTE_TYPE,
  type AttributeMessage,
  DATA_TYPE,
  decodeModel,
  dimsOf,
  encodeModel,
  type GraphMessage,
  type NodeMessage,
  type TensorMessage,
  tensorMessage,
} from "./onnx-messages.js";
import { type QuantisedTensor, quantiseTensor } from "./quantised-tensor.js";

/** Numbers of a column that have a scale together: at most, and at least where they are not the whole column. */
const GROUP = { most: 32, least: 8 };

/** Tensors of fewer numbers stay as they are: they take no space worth saving. */
const LEAST_NUMBERS = 1024;

/**
 * Stores the large float32 matrices of a model in 8 bits, for a file of a quarter of the size.
 *
 * Only the weights are rounded, and all arithmetic stays in float32: matrices are multiplied out once,
 * when the graph is loaded, so that it runs as fast as before, gives the same for a post whatever the
 * others of its batch are, and the same in every runtime. In a column of a matrix every group of up to 32
 * numbers has a scale. Tables that rows are looked up in have a scale per row, and stay in 8 bits while
 * the graph runs.
 * @param model an `.onnx` file that `toOnnx` wrote
 * @returns a file of the same inputs and outputs
 */
export function quantise(model: Uint8Array): Uint8Array {
  const message = decodeModel(model);
  return encodeModel({ ...message, graph: quantiseGraph(message.graph) });
}

function quantiseGraph(graph: GraphMessage): GraphMessage {
  const large = graph.initializer.filter(isLargeMatrix);
  const isTable = tablesOf(graph);
  const tables = quantised(large.filter(isTable), 1);
  const matrices = large.filter((tensor) => !isTable(tensor));
  const columns = quantised(matrices.map(inGroups), 2);
  return {
    ...graph,
    initializer: [
      ...graph.initializer.filter((tensor) => !large.includes(tensor)),
      ...[...tables.values(), ...columns.values()].flatMap((parts) => [
        parts.integers,
        parts.scales,
      ]),
      ...matrices.map(shapeOf),
    ],
    node: [
      ...matrices.flatMap((matrix) => multiplyOut(columns.get(matrix.name)!, matrix)),
      ...graph.node.flatMap((node) => {
        const table = isLookUp(node) && tables.get(node.input[0] as string);
        return table ? lookUp(table, node) : [node];
      }),
    ],
  };
}

/** The same numbers as a tensor whose last axis but one counts those of a group: `[..., k / g, g, n]`. */
function inGroups(matrix: TensorMessage): TensorMessage {
  const dims = dimsOf(matrix);
  const [rows, columns] = dims.slice(-2) as [number, number];
  let size = Math.min(GROUP.most, rows);
  while (rows % size !== 0) size--;
  if (size < GROUP.least) size = rows;
  return { ...matrix, dims: [...dims.slice(0, -2), rows / size, size, columns] };
}

/** The shape of a tensor, as a tensor. */
function shapeOf(tensor: TensorMessage): TensorMessage {
  const dims = BigInt64Array.from(dimsOf(tensor), BigInt);
  return tensorMessage(shapeName(tensor), [dims.length], "int64", dims);
}

function shapeName({ name }: TensorMessage): string {
  return `${name}.shape`;
}

/** Tensors in 8 bits, by name. @param axis along which numbers share a scale, counted from the end */
function quantised(
  tensors: readonly TensorMessage[],
  axis: number,
): ReadonlyMap<string, QuantisedTensor> {
  return new Map(
    tensors.map((tensor) => [tensor.name, quantiseTensor(tensor, tensor.dims.length - axis)]),
  );
}

function isLargeMatrix(tensor: TensorMessage): boolean {
  const dims = dimsOf(tensor);
  const size = dims.reduce((product, dim) => product * dim, 1);
  return tensor.data_type === DATA_TYPE.float32 && dims.length >= 2 && size >= LEAST_NUMBERS;
}

/** Tells tensors that rows are looked up in, and nothing else is done with. */
function tablesOf(graph: GraphMessage): (tensor: TensorMessage) => boolean {
  const tables = new Set(graph.node.filter(isLookUp).map(({ input }) => input[0]));
  for (const name of otherInputs(graph)) tables.delete(name);
  return ({ name }) => tables.has(name);
}

/** Names of all that nodes read, but for the tables of look-ups outside of loops. */
function otherInputs(graph: GraphMessage): string[] {
  return graph.node.flatMap((node) => allInputs(node).slice(isLookUp(node) ? 1 : 0));
}

/** Names of what a node reads, loops' bodies included. */
function allInputs({ input, attribute }: NodeMessage): string[] {
  return [...input, ...attribute.flatMap(({ g }) => (g ? g.node.flatMap(allInputs) : []))];
}

function isLookUp({ op_type }: NodeMessage): boolean {
  return op_type === "Gather";
}

/** The nodes that make a matrix of its parts. */
function multiplyOut({ integers, scales }: QuantisedTensor, matrix: TensorMessage): NodeMessage[] {
  const groups = `${matrix.name}.groups`;
  return [
    ...multiplied(integers.name, scales.name, groups),
    nodeOf("Reshape", [groups, shapeName(matrix)], matrix.name),
  ];
}

/** The nodes that look up rows of a quantised table. */
function lookUp({ integers, scales }: QuantisedTensor, node: NodeMessage): NodeMessage[] {
  const [output] = node.output as [string];
  const parts = [integers, scales].map((part) => ({
    ...node,
    name: `${output}.${part.name}`,
    input: [part.name, ...node.input.slice(1)],
    output: [`${output}.${part.name}`],
  }));
  const [rows, rowScales] = parts.map(({ name }) => name) as [string, string];
  return [...parts, ...multiplied(rows, rowScales, output)];
}

/** Whole numbers times scales. */
function multiplied(integers: string, scales: string, product: string): NodeMessage[] {
  const real = `${product}.real`;
  const to = { name: "to", type: ATTRIBUTE_TYPE.int, i: DATA_TYPE.float32 };
  return [nodeOf("Cast", [integers], real, [to]), nodeOf("Mul", [real, scales], product)];
}

function nodeOf(
  op_type: string,
  input: readonly string[],
  output: string,
  attribute: readonly AttributeMessage[] = [],
): NodeMessage {
  return { op_type, name: output, input, output: [output], attribute };
}
