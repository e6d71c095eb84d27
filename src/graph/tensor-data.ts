import type { DType } from "./tensor-type.js";

/** A tensor with data, in row-major order; `Uint8Array` stands for truth values. */
export interface TensorData {
  readonly data: Float32Array | Float64Array | BigInt64Array | Uint8Array;
  readonly dims: readonly number[];
}

/** The element type of a tensor's data. */
export function dtypeOf(data: TensorData["data"]): DType {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  return data instanceof BigInt64Array ? "int64" : "bool";
}
