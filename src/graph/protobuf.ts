import { bytesOf, joinBytes, textOf } from "../support/bytes.js";

/** What a field holds: a whole number (int32, int64), text, bytes, or a message of a schema. */
export type FieldType = "int" | "text" | "bytes" | (string & {});

/** The fields of a message by name, in the order of their numbers. */
export type MessageFields = Readonly<
  Record<string, readonly [number: number, type: FieldType, repeated?: "repeated"]>
>;

/** A message as a value: repeated fields are arrays, and fields that are not set are missing. */
export type Message = Readonly<Record<string, unknown>>;

/** How bytes follow: of the wire types of Protocol Buffers those that are written, and those that are skipped. */
const WIRE = { varint: 0, eightBytes: 1, block: 2, fourBytes: 5 } as const;

/**
 * Writes and reads messages in the wire format of Protocol Buffers
 * (https://protobuf.dev/programming-guides/encoding). It makes no code at run time, so that the security policies
 * of pages allow it.
 */
export class Protobuf<Names extends string> {
  /** @param messages the fields of each message */
  constructor(private readonly messages: Readonly<Record<Names, MessageFields>>) {}

  /** The bytes of a message; fields are in the order of their numbers, and repeated numbers packed. */
  encode(type: Names, message: object): Uint8Array<ArrayBuffer> {
    const writer = new Writer();
    this.write(writer, type, message as Message);
    return writer.bytes();
  }

  /**
   * Reads a message. Fields that the schema does not have are passed over.
   * @throws RangeError when the bytes are none
   */
  decode(type: Names, bytes: Uint8Array): Message {
    const fields = Object.entries<MessageFields[string]>(this.messages[type]);
    const message: Record<string, unknown> = {};
    for (const [name, [, , repeated]] of fields) if (repeated) message[name] = [];
    for (const reader = new Reader(bytes); !reader.isAtEnd; ) {
      const key = reader.number();
      const field = fields.find(([, [number]]) => number === key >>> 3);
      if (!field) {
        reader.skip(key & 7);
        continue;
      }
      const [name, [, fieldType, repeated]] = field;
      const values = this.values(reader, fieldType, key & 7);
      if (repeated) (message[name] as unknown[]).push(...values);
      else message[name] = values[0];
    }
    return message;
  }

  private write(writer: Writer, type: Names, message: Message): void {
    for (const [name, [number, fieldType, repeated]] of Object.entries<MessageFields[string]>(
      this.messages[type],
    )) {
      const value = message[name];
      if (value === undefined || value === null) continue;
      if (!repeated) this.writeField(writer, number, fieldType, value);
      else if (fieldType === "int") writePacked(writer, number, value as readonly number[]);
      else
        for (const each of value as readonly unknown[])
          this.writeField(writer, number, fieldType, each);
    }
  }

  private writeField(writer: Writer, number: number, type: FieldType, value: unknown): void {
    writer.number((number << 3) | (type === "int" ? WIRE.varint : WIRE.block));
    if (type === "int") writer.number(value as number);
    else if (type === "text") writer.block(bytesOf(value as string));
    else if (type === "bytes") writer.block(value as Uint8Array);
    else {
      const inner = new Writer();
      this.write(inner, type as Names, value as Message);
      writer.append(inner);
    }
  }

  /** The value of a field, or the several of packed numbers. */
  private values(reader: Reader, type: FieldType, wire: number): unknown[] {
    if (type === "int" && wire === WIRE.varint) return [reader.number()];
    if (wire !== WIRE.block)
      throw new RangeError(`a field of ${type} cannot have wire type ${wire}`);
    const bytes = reader.block();
    if (type === "bytes") return [bytes];
    if (type === "text") return [textOf(bytes)];
    if (type !== "int") return [this.decode(type as Names, bytes)];
    const numbers: number[] = [];
    for (const packed = new Reader(bytes); !packed.isAtEnd; ) numbers.push(packed.number());
    return numbers;
  }
}

function writePacked(writer: Writer, number: number, values: readonly number[]): void {
  if (values.length === 0) return;
  const inner = new Writer();
  for (const value of values) inner.number(value);
  writer.number((number << 3) | WIRE.block);
  writer.append(inner);
}

/** Gathers bytes; large blocks are not copied before the end. */
class Writer {
  private readonly parts: Uint8Array[] = [];
  private small: number[] = [];
  private length = 0;

  /** Seven bits per byte, the lowest first; a negative number as the 64 bits of its two's complement. */
  number(value: number): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest > 0x7fn; rest >>= 7n) this.small.push(Number(rest & 0x7fn) | 0x80);
    this.small.push(Number(rest));
  }

  /** Bytes with their length before them. */
  block(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.flush();
    this.add(bytes);
  }

  /** What another writer gathered, with its length before it. */
  append(inner: Writer): void {
    inner.flush();
    this.number(inner.length);
    this.flush();
    for (const part of inner.parts) this.add(part);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    this.flush();
    return joinBytes(this.parts);
  }

  private add(part: Uint8Array): void {
    this.parts.push(part);
    this.length += part.length;
  }

  private flush(): void {
    if (this.small.length > 0) this.add(Uint8Array.from(this.small));
    this.small = [];
  }
}

/** Reads what a `Writer` wrote. */
class Reader {
  private at = 0;

  constructor(private readonly source: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at === this.source.length;
  }

  number(): number {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const [byte] = this.take(1);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
  }

  block(): Uint8Array {
    return this.take(this.number());
  }

  skip(wire: number): void {
    if (wire === WIRE.varint) this.number();
    else if (wire === WIRE.block) this.block();
    else if (wire === WIRE.eightBytes) this.take(8);
    else if (wire === WIRE.fourBytes) this.take(4);
    else throw new RangeError(`unknown wire type ${wire}`);
  }

  private take(length: number): Uint8Array {
    const end = this.at + length;
    if (length < 0 || end > this.source.length) throw new RangeError("the bytes end too early");
    const bytes = this.source.subarray(this.at, end);
    this.at = end;
    return bytes;
  }
}
