import { UserError } from "../support/errors.js";

/** Named arrays and a text, in one file. */
export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Writes arrays in the safetensors format: the header's length, a JSON header, the numbers. */
export function encodeSafetensors({ metadata, tensors }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { length, byteLength }] of tensors) {
    header[name] = { dtype: "F32", shape: [length], data_offsets: [offset, offset + byteLength] };
    offset += byteLength;
  }
  const json = JSON.stringify(header);
  // The numbers start at a multiple of 8 bytes; the format pads its header with spaces.
  const text = Buffer.from(json + " ".repeat((8 - (Buffer.byteLength(json) % 8)) % 8));
  const file = Buffer.alloc(8 + text.length + offset);
  file.writeBigUInt64LE(BigInt(text.length));
  text.copy(file, 8);
  let at = 8 + text.length;
  for (const numbers of tensors.values()) {
    file.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    at += numbers.byteLength;
  }
  return file;
}

/**
 * Reads arrays back.
 * @param place the file's name, for the message
 * @throws UserError when the bytes are not a whole safetensors file of float32 arrays
 */
export function decodeSafetensors(bytes: Uint8Array, place: string): TensorFile {
  try {
    return decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    throw new UserError(
      `${place}: damaged (not a whole safetensors file). Delete it and train again.`,
      2,
      { cause: error },
    );
  }
}

function decode(file: Buffer): TensorFile {
  const start = 8 + Number(file.readBigUInt64LE());
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(file.toString("utf8", 8, start));
  const tensors = new Map<string, Float32Array>();
  for (const [name, { dtype, data_offsets }] of Object.entries(entries as Record<string, Entry>)) {
    const [from, to] = data_offsets;
    const isInside = 0 <= from && from <= to && start + to <= file.length;
    if (dtype !== "F32" || !isInside) throw new RangeError(name);
    // A copy: views must start at a multiple of 4 bytes of their buffer.
    tensors.set(
      name,
      new Float32Array(new Uint8Array(file.subarray(start + from, start + to)).buffer),
    );
  }
  return { metadata, tensors };
}
