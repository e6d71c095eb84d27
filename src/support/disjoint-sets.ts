/** Groups of numbers 0..n-1 that grow together (union-find); grows as numbers come. */
export class DisjointSets {
  private parents: Int32Array<ArrayBuffer> = new Int32Array(1024);
  private count = 0;

  /** How many numbers there are. */
  get size(): number {
    return this.count;
  }

  /** Adds the next number, in a group of its own. @returns the number */
  add(): number {
    if (this.count === this.parents.length) {
      const grown = new Int32Array(2 * this.count);
      grown.set(this.parents);
      this.parents = grown;
    }
    this.parents[this.count] = this.count;
    return this.count++;
  }

  /** The smallest number of a number's group. */
  find(item: number): number {
    const { parents } = this;
    let root = item;
    while (parents[root] !== root) root = parents[root]!;
    for (let at = item; at !== root; ) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  }

  /** Makes one group of the groups of two numbers. */
  join(first: number, second: number): void {
    const a = this.find(first);
    const b = this.find(second);
    this.parents[Math.max(a, b)] = Math.min(a, b);
  }
}
