const FREE = -1;

/** The share of slots in use at which the map grows, and by what: both old and new slots are held then. */
const MOST_FULL = 0.8;
const GROWTH = 1.5;

/**
 * A map from whole numbers below 2^53 to whole numbers below 2^31 that only grows. It takes a fifth of
 * the memory of `Map`, which decides how many posts a machine can compare.
 */
export class NumberMap {
  private keys = new Float64Array(1024).fill(FREE);
  private values = new Int32Array(1024);
  private count = 0;

  /** The number of keys. */
  get size(): number {
    return this.count;
  }

  /** The value of a key, undefined where it has none. */
  get(key: number): number | undefined {
    const slot = this.slotOf(key);
    return this.keys[slot] === key ? this.values[slot] : undefined;
  }

  /** Sets the value of a key. */
  set(key: number, value: number): void {
    this.put(this.slotOf(key), key, value);
  }

  /**
   * Sets the value of a key that has none.
   * @returns the value that the key already had, which stays; undefined where it is new
   */
  setIfAbsent(key: number, value: number): number | undefined {
    const slot = this.slotOf(key);
    if (this.keys[slot] === key) return this.values[slot];
    this.put(slot, key, value);
    return undefined;
  }

  /**
   * The keys with their values, in the order of their slots: added to another map like this, they
   * would get in each other's way.
   */
  *entries(): Generator<[number, number]> {
    for (let slot = 0; slot < this.keys.length; slot++) {
      const key = this.keys[slot]!;
      if (key !== FREE) yield [key, this.values[slot]!];
    }
  }

  private put(slot: number, key: number, value: number): void {
    if (this.keys[slot] === FREE) this.count++;
    this.keys[slot] = key;
    this.values[slot] = value;
    if (this.count > MOST_FULL * this.keys.length) this.grow();
  }

  /** The slot that holds a key, or the free one where it belongs. */
  private slotOf(key: number): number {
    const { keys } = this;
    let slot = Math.floor(fractionOf(key) * keys.length);
    while (keys[slot] !== FREE && keys[slot] !== key) slot = slot + 1 < keys.length ? slot + 1 : 0;
    return slot;
  }

  private grow(): void {
    const { keys, values } = this;
    const size = Math.ceil(keys.length * GROWTH);
    this.keys = new Float64Array(size).fill(FREE);
    this.values = new Int32Array(size);
    keys.forEach((key, i) => {
      if (key === FREE) return;
      const slot = this.slotOf(key);
      this.keys[slot] = key;
      this.values[slot] = values[i]!;
    });
  }
}

/** A number between 0 and 1 that looks as if drawn at random. */
function fractionOf(key: number): number {
  let hash = Math.imul(key ^ (key / 0x1_0000_0000), 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x1_0000_0000;
}
