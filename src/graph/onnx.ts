import { bytesOf } from "../support/bytes.js";
import { type Attribute, type Constant, Graph, type Node, type Value } from "./graph.js";
import {
  ATTRIBUTE_TYPE,
  DATA_TYPE,
  decodeModel,
  encodeModel,
  type TensorMessage,
  tensorMessage,
} from "./onnx-messages.js";
import { storedRealTensors } from "./quantised-tensor.js";
import { isScan } from "./scan.js";
import type { DType, TensorType } from "./tensor-type.js";

/** The operator set that threadtag's graphs are written in, and the file format's version. */
const OPSET = 18;
const IR_VERSION = 8;

/**
 * Serialises a graph as an ONNX model (https://onnx.ai/onnx/repo-docs/IR.html).
 * @returns the bytes of the `.onnx` file
 */
export function toOnnx(graph: Graph): Uint8Array {
  return encodeModel({
    ir_version: IR_VERSION,
    producer_name: "threadtag",
    graph: graphMessage(graph, "threadtag"),
    opset_import: [{ domain: "", version: OPSET }],
  });
}

/**
 * Reads the real numbers that a model stores.
 * @param bytes an `.onnx` file that `toOnnx` wrote, also one that was quantised since
 * @returns the float32 tensors of its graph by name, in row-major order
 */
export function storedNumbers(bytes: Uint8Array): Map<string, Float32Array> {
  return storedRealTensors(decodeModel(bytes).graph.initializer);
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
    return { name, s: bytesOf(value), type: ATTRIBUTE_TYPE.string };
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

function constantMessage({ value, data }: Constant): TensorMessage {
  return tensorMessage(value.name, value.shape as readonly number[], value.dtype, data);
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
