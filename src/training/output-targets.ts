import type { TensorData } from "../graph/tensor-data.js";

/** The right numbers of the output layer, as the loss graph takes them: `target.outputs [N, 1]`. */
export function outputTargets(numbers: readonly number[]): Record<string, TensorData> {
  return { "target.outputs": { data: integers(numbers), dims: [numbers.length, 1] } };
}

/** Where each target stands, as the loss graph takes it: `target.rows [N]`. */
export function outputRows(rows: readonly number[]): Record<string, TensorData> {
  return { "target.rows": { data: integers(rows), dims: [rows.length] } };
}

function integers(numbers: readonly number[]): BigInt64Array {
  return BigInt64Array.from(numbers, BigInt);
}
