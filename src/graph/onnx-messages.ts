import { Protobuf } from "./protobuf.js";

/** ONNX's numbers for the element types that threadtag's files have (TensorProto.DataType). */
export const DATA_TYPE = { float32: 1, int8: 3, int64: 7, bool: 9, float64: 11 } as const;

/** ONNX's numbers for attribute types (AttributeProto.AttributeType). */
export const ATTRIBUTE_TYPE = { int: 2, string: 3, tensor: 4, graph: 5, ints: 7 } as const;

/** The part of ONNX's schema that threadtag writes; names and numbers of fields are those of onnx.proto. */
const ONNX = new Protobuf({
  Model: {
    ir_version: [1, "int"],
    producer_name: [2, "text"],
    graph: [7, "Graph"],
    opset_import: [8, "OperatorSet", "repeated"],
  },
  OperatorSet: { domain: [1, "text"], version: [2, "int"] },
  Graph: {
    node: [1, "Node", "repeated"],
    name: [2, "text"],
    initializer: [5, "Tensor", "repeated"],
    input: [11, "ValueInfo", "repeated"],
    output: [12, "ValueInfo", "repeated"],
  },
  Node: {
    input: [1, "text", "repeated"],
    output: [2, "text", "repeated"],
    name: [3, "text"],
    op_type: [4, "text"],
    attribute: [5, "Attribute", "repeated"],
  },
  Attribute: {
    name: [1, "text"],
    i: [3, "int"],
    s: [4, "bytes"],
    t: [5, "Tensor"],
    g: [6, "Graph"],
    ints: [8, "int", "repeated"],
    type: [20, "int"],
  },
  Tensor: {
    dims: [1, "int", "repeated"],
    data_type: [2, "int"],
    name: [8, "text"],
    raw_data: [9, "bytes"],
  },
  ValueInfo: { name: [1, "text"], type: [2, "Type"] },
  Type: { tensor_type: [1, "TensorOf"] },
  TensorOf: { elem_type: [1, "int"], shape: [2, "TensorShape"] },
  TensorShape: { dim: [1, "Dimension", "repeated"] },
  Dimension: { dim_value: [1, "int"], dim_param: [2, "text"] },
});

/** A model as ONNX stores it, as far as threadtag looks into it (ModelProto). */
export interface ModelMessage {
  readonly graph: GraphMessage;
}

/** GraphProto */
export interface GraphMessage {
  readonly node: readonly NodeMessage[];
  /** The tensors that are stored in the file. */
  readonly initializer: readonly TensorMessage[];
}

/** NodeProto */
export interface NodeMessage {
  readonly op_type: string;
  readonly name: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly AttributeMessage[];
}

/** AttributeProto */
export interface AttributeMessage {
  readonly name: string;
  readonly type: number;
  readonly i?: number;
  /** A subgraph, such as the body of a Scan. */
  readonly g?: GraphMessage | null;
}

/** TensorProto */
export interface TensorMessage {
  readonly name: string;
  /** One of `DATA_TYPE`. */
  readonly data_type: number;
  readonly dims: readonly number[];
  /** The numbers in row-major order, lowest byte first. */
  readonly raw_data: Uint8Array;
}

/** The bytes of an `.onnx` file. @param message ModelProto */
export function encodeModel(message: object): Uint8Array {
  return ONNX.encode("Model", message);
}

/**
 * Reads an `.onnx` file that threadtag wrote; of files that others wrote it would leave things out.
 * @throws Error when the bytes are none
 */
export function decodeModel(bytes: Uint8Array): ModelMessage {
  return ONNX.decode("Model", bytes) as unknown as ModelMessage;
}

/** A tensor as it is stored. */
export function tensorMessage(
  name: string,
  dims: readonly number[],
  type: keyof typeof DATA_TYPE,
  { buffer, byteOffset, byteLength }: ArrayBufferView,
): TensorMessage {
  const raw_data = new Uint8Array(buffer, byteOffset, byteLength);
  return { name, dims, data_type: DATA_TYPE[type], raw_data };
}

/** The dimensions of a stored tensor. */
export function dimsOf({ dims }: TensorMessage): number[] {
  return dims.map(Number);
}

/** The numbers of a stored float32 tensor. */
export function float32Of({ raw_data }: TensorMessage): Float32Array {
  // Copied: the bytes of a tensor may start anywhere in the file, numbers only at multiples of four.
  return new Float32Array(new Uint8Array(raw_data).buffer);
}
