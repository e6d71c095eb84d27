const FREE = -1;

/**
 * A map from whole numbers below 2^53 to whole numbers below 2^31 that only grows. It takes a fifth of
 * the memory of `Map`, which decides how many posts a machine can compare.
 */
export class NumberMap {
  private keys = new Float64Array(1024).fill(FREE);
  private values = new Int32Array(1024);
  private count = 0;

  /**
   * Sets the value of a key that has none.
   * @returns the value that the key already had, which stays; undefined where it is new
   */
  setIfAbsent(key: number, value: number): number | undefined {
    const slot = this.slotOf(key);
    if (this.keys[slot] === key) return this.values[slot];
    this.keys[slot] = key;
    this.values[slot] = value;
    this.count++;
    if (this.count * 4 > this.keys.length * 3) this.grow();
    return undefined;
  }

  /** The slot that holds a key, or the free one where it belongs. */
  private slotOf(key: number): number {
    const mask = this.keys.length - 1;
    const mixed = Math.imul((key % 0x1_0000_0000) ^ (key / 0x1_0000_0000), 0x9e3779b1);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.keys[slot] !== FREE && this.keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, values } = this;
    this.keys = new Float64Array(2 * keys.length).fill(FREE);
    this.values = new Int32Array(2 * keys.length);
    keys.forEach((key, i) => {
      if (key === FREE) return;
      const slot = this.slotOf(key);
      this.keys[slot] = key;
      this.values[slot] = values[i]!;
    });
  }
}
