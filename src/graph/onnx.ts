import protobuf from "protobufjs";
import { type Attribute, type Constant, Graph, type Node, type Value } from "./graph.js";
import { isScan } from "./scan.js";
import type { DType, TensorType } from "./tensor-type.js";

/** The operator set that threadtag's graphs are written in, and the file format's version. */
const OPSET = 18;
const IR_VERSION = 8;

/** ONNX's numbers for element types (TensorProto.DataType). */
const DATA_TYPE: Record<DType, number> = { float32: 1, int64: 7, bool: 9, float64: 11 };

/** ONNX's numbers for attribute types (AttributeProto.AttributeType). */
const ATTRIBUTE_TYPE = { int: 2, string: 3, tensor: 4, graph: 5, ints: 7 };

/** The part of ONNX's schema that threadtag writes; field numbers are those of onnx.proto. */
const schema = protobuf.parse(
  `
  syntax = "proto3";
  message Model { int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated OperatorSet opset_import = 8; }
  message OperatorSet { string domain = 1; int64 version = 2; }
  message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated ValueInfo input = 11; repeated ValueInfo output = 12; }
  message Node { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated Attribute attribute = 5; }
  message Attribute { string name = 1; int64 i = 3; bytes s = 4; Tensor t = 5; Graph g = 6; repeated int64 ints = 8; int32 type = 20; }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message ValueInfo { string name = 1; Type type = 2; }
  message Type { TensorOf tensor_type = 1; }
  message TensorOf { int32 elem_type = 1; TensorShape shape = 2; }
  message TensorShape { repeated Dimension dim = 1; }
  message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
`,
  { keepCase: true },
).root;

/**
 * Serialises a graph as an ONNX model (https://onnx.ai/onnx/repo-docs/IR.html).
 * @returns the bytes of the `.onnx` file
 */
export function toOnnx(graph: Graph): Uint8Array {
  const Model = schema.lookupType("Model");
  const message = Model.create({
    ir_version: IR_VERSION,
    producer_name: "threadtag",
    graph: graphMessage(graph, "threadtag"),
    opset_import: [{ domain: "", version: OPSET }],
  });
  return Model.encode(message).finish();
}

/**
 * Reads the real numbers that a model stores.
 * @param bytes an `.onnx` file that `toOnnx` wrote
 * @returns the float32 tensors of its graph by name, in row-major order
 */
export function storedNumbers(bytes: Uint8Array): Map<string, Float32Array> {
  const Model = schema.lookupType("Model");
  const { graph } = Model.decode(bytes) as unknown as { graph: { initializer: StoredTensor[] } };
  const real = graph.initializer.filter(({ data_type }) => data_type === DATA_TYPE.float32);
  // Copied: the bytes of a tensor may start anywhere in the file, numbers only at multiples of four.
  return new Map(
    real.map(({ name, raw_data }) => [name, new Float32Array(new Uint8Array(raw_data).buffer)]),
  );
}

interface StoredTensor {
  readonly name: string;
  readonly data_type: number;
  readonly raw_data: Uint8Array;
}

function graphMessage(graph: Graph, name: string): object {
  return {
    name,
    node: graph.nodes.map(nodeMessage),
    initializer: graph.constants.map(constantMessage),
    input: graph.inputs.map(valueMessage),
    output: graph.outputs.map(valueMessage),
  };
}

function nodeMessage(node: Node): object {
  const attributes = isScan(node) ? scanAttributes(node) : node.attributes;
  return {
    op_type: node.operator.name,
    name: node.outputs[0]?.name,
    input: node.inputs.map((value) => value.name),
    output: node.outputs.map((value) => value.name),
    attribute: Object.entries(attributes).map(([key, value]) => attributeMessage(key, value, node)),
  };
}

/** A reversed Scan reads its sequences, and writes what it emits, from the last step to the first. */
function scanAttributes(
  node: Node & { operator: { body: Graph; stateCount: number; reversed: boolean } },
) {
  const { body, stateCount, reversed } = node.operator;
  const directions = (count: number): number[] => new Array(count).fill(reversed ? 1 : 0);
  return {
    body,
    num_scan_inputs: node.inputs.length - stateCount,
    scan_input_directions: directions(node.inputs.length - stateCount),
    scan_output_directions: directions(node.outputs.length - stateCount),
  };
}

function attributeMessage(name: string, value: Attribute, node: Node): object {
  if (node.operator.name === "ConstantOfShape") {
    const { dtype } = node.outputs[0] as Value;
    return { name, t: zeroMessage(dtype), type: ATTRIBUTE_TYPE.tensor };
  }
  if (typeof value === "number") return { name, i: value, type: ATTRIBUTE_TYPE.int };
  if (typeof value === "string") {
    return { name, s: Buffer.from(value), type: ATTRIBUTE_TYPE.string };
  }
  if (value instanceof Graph) {
    return { name, g: graphMessage(value, name), type: ATTRIBUTE_TYPE.graph };
  }
  return { name, ints: value, type: ATTRIBUTE_TYPE.ints };
}

function zeroMessage(dtype: DType): object {
  return {
    dims: [1],
    data_type: DATA_TYPE[dtype],
    raw_data: new Uint8Array(dtype === "float32" ? 4 : 8),
  };
}

function constantMessage({ value, data }: Constant): object {
  return {
    name: value.name,
    dims: value.shape,
    data_type: DATA_TYPE[value.dtype],
    raw_data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

function valueMessage(value: Value): object {
  return { name: value.name, type: { tensor_type: typeMessage(value) } };
}

function typeMessage({ dtype, shape }: TensorType): object {
  const dim = shape.map((dim) =>
    typeof dim === "number" ? { dim_value: dim } : { dim_param: dim },
  );
  return { elem_type: DATA_TYPE[dtype], shape: { dim } };
}
