import {
  DATA_TYPE,
  dimsOf,
  float32Of,
  type TensorMessage,
  tensorMessage,
} from "./onnx-messages.js";

/** The largest whole number that stands for a real one; the smallest is its negative. */
const LARGEST = 127;

const INTEGERS = ".int8";
const SCALES = ".scales";

/** A float32 tensor of a file in a quarter of the space: whole numbers times scales that broadcast. */
export interface QuantisedTensor {
  /** int8, of the tensor's shape. */
  readonly integers: TensorMessage;
  /** float32, of the tensor's shape with 1 for the axis along which numbers share a scale. */
  readonly scales: TensorMessage;
}

/**
 * Rounds numbers to whole multiples of a scale. Numbers along an axis share it: the largest of them
 * becomes 127 times the scale or -127 times, so that none is off by more than half of it.
 * @param tensor float32
 * @param axis counted from the front
 */
export function quantiseTensor(tensor: TensorMessage, axis: number): QuantisedTensor {
  const [numbers, dims] = [float32Of(tensor), dimsOf(tensor)];
  const scaleDims = dims.map((dim, i) => (i === axis ? 1 : dim));
  const scales = new Float32Array(numbers.length / (dims[axis] as number));
  eachNumber(dims, axis, (at, scale) => {
    scales[scale] = Math.max(scales[scale]!, Math.abs(numbers[at]!) / LARGEST);
  });
  const integers = new Int8Array(numbers.length);
  eachNumber(dims, axis, (at, scale) => {
    // Where all are 0 the scale is too; what then is not a number is stored as 0.
    integers[at] = Math.round(numbers[at]! / scales[scale]!);
  });
  return {
    integers: tensorMessage(`${tensor.name}${INTEGERS}`, dims, "int8", integers),
    scales: tensorMessage(`${tensor.name}${SCALES}`, scaleDims, "float32", scales),
  };
}

/**
 * The real numbers among stored tensors, the quantised ones multiplied out.
 * @returns by the names that the tensors had before they were quantised, in row-major order
 */
export function storedRealTensors(stored: readonly TensorMessage[]): Map<string, Float32Array> {
  const byName = new Map(stored.map((tensor) => [tensor.name, tensor]));
  const real = new Map<string, Float32Array>();
  for (const tensor of stored) {
    const { name } = tensor;
    if (tensor.data_type === DATA_TYPE.int8) {
      const original = name.slice(0, -INTEGERS.length);
      const scales = byName.get(`${original}${SCALES}`) as TensorMessage;
      real.set(original, multipliedOut({ integers: tensor, scales }));
    } else if (tensor.data_type === DATA_TYPE.float32 && !byName.has(wholeNumbersOf(name))) {
      real.set(name, float32Of(tensor));
    }
  }
  return real;
}

/** The name of the whole numbers that scales belong to. */
function wholeNumbersOf(scales: string): string {
  return scales.endsWith(SCALES) ? `${scales.slice(0, -SCALES.length)}${INTEGERS}` : "";
}

function multipliedOut({ integers, scales }: QuantisedTensor): Float32Array {
  const dims = dimsOf(integers);
  const shared = dimsOf(scales).findIndex((dim, i) => dim !== dims[i]);
  const factors = float32Of(scales);
  const { buffer, byteOffset, byteLength } = integers.raw_data;
  const numbers = Float32Array.from(new Int8Array(buffer, byteOffset, byteLength));
  // Where the two have one shape, the axis has one number, and any such axis will do.
  eachNumber(dims, shared < 0 ? dims.indexOf(1) : shared, (at, scale) => {
    numbers[at]! *= factors[scale]!;
  });
  return numbers;
}

/** Visits the places of numbers in row-major order, with the places of their scales. */
function eachNumber(
  dims: readonly number[],
  axis: number,
  visit: (at: number, scale: number) => void,
): void {
  const product = (some: readonly number[]): number => some.reduce((a, b) => a * b, 1);
  const [outer, inner] = [product(dims.slice(0, axis)), product(dims.slice(axis + 1))];
  let at = 0;
  for (let block = 0; block < outer; block++) {
    for (let row = 0; row < (dims[axis] as number); row++) {
      for (let column = 0; column < inner; column++) visit(at++, block * inner + column);
    }
  }
}
