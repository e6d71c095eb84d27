/** Which documents have a term: those of term `t` are at `starts[t]` to `starts[t + 1]`, in order. */
export interface Postings {
  /** `[terms + 1]` */
  readonly starts: Int32Array;
  /** Numbers of documents. */
  readonly documents: Int32Array;
  /** How often each has the term. */
  readonly counts: Uint16Array;
}

/** A document as the numbers of its terms, each once and in rising order, with how often it has each. */
export interface Bag {
  readonly terms: Int32Array;
  readonly counts: Uint16Array;
}

/**
 * Writes postings: how many terms, then for each term how many documents have it, and for each of these its
 * distance from the one before and its count. All are whole numbers of seven bits per byte, the lowest
 * first; the eighth bit says that there are more.
 */
export function encodePostings({ starts, documents, counts }: Postings): Uint8Array {
  const writer = new NumberWriter();
  writer.write(starts.length - 1);
  for (let term = 0; term + 1 < starts.length; term++) {
    writer.write(starts[term + 1] - starts[term]);
    let last = -1;
    for (let at = starts[term]; at < starts[term + 1]; at++) {
      writer.write(documents[at] - last);
      writer.write(counts[at]);
      last = documents[at];
    }
  }
  return writer.bytes();
}

/**
 * Reads what `encodePostings` wrote.
 * @throws RangeError when the bytes end too early
 */
export function decodePostings(bytes: Uint8Array): Postings {
  const reader = new NumberReader(bytes);
  const starts = new Int32Array(reader.read() + 1);
  // A posting takes two bytes or more.
  const documents = new Int32Array(bytes.length >> 1);
  const counts = new Uint16Array(bytes.length >> 1);
  let at = 0;
  for (let term = 0; term + 1 < starts.length; term++) {
    let last = -1;
    for (let left = reader.read(); left > 0; left--, at++) {
      last = documents[at] = last + reader.read();
      counts[at] = reader.read();
    }
    starts[term + 1] = at;
  }
  return { starts, documents: documents.slice(0, at), counts: counts.slice(0, at) };
}

/** Turns postings round. @returns for each of the documents its terms, in rising order, with how often it has each */
export function bagsOf({ starts, documents, counts }: Postings, size: number): Bag[] {
  const lengths = new Int32Array(size);
  for (const document of documents) lengths[document]++;
  const bags = Array.from(lengths, (length) => ({
    terms: new Int32Array(length),
    counts: new Uint16Array(length),
  }));
  const next = new Int32Array(size);
  for (let term = 0; term + 1 < starts.length; term++) {
    for (let at = starts[term]; at < starts[term + 1]; at++) {
      const document = documents[at];
      bags[document].terms[next[document]] = term;
      bags[document].counts[next[document]++] = counts[at];
    }
  }
  return bags;
}

/** Writes whole numbers from 0, in fewer bytes the smaller they are. */
export class NumberWriter {
  private buffer = new Uint8Array(1 << 16);
  private length = 0;

  /** Adds a number below 2^31. */
  write(value: number): void {
    if (this.length + 5 > this.buffer.length) {
      const larger = new Uint8Array(2 * this.buffer.length);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.buffer[this.length++] = (rest & 0x7f) | 0x80;
    this.buffer[this.length++] = rest;
  }

  /** All that was written. */
  bytes(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }
}

/** Reads what a `NumberWriter` wrote. */
export class NumberReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /**
   * The next number.
   * @throws RangeError when there is none
   */
  read(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      if (this.at >= this.bytes.length) throw new RangeError("the file ends too early");
      const byte = this.bytes[this.at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
