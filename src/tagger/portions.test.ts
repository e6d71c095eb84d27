import { describe, expect, it } from "vitest";
import { inPortions } from "./portions.js";

/** All portions, and how many values had been taken when each came. */
async function portionsOf(count: number, size: number) {
  let taken = 0;
  function* values() {
    for (let i = 0; i < count; i++) {
      taken++;
      yield i;
    }
  }
  const portions: { values: number[]; taken: number }[] = [];
  for await (const portion of inPortions(values(), size)) portions.push({ values: portion, taken });
  return portions;
}

describe("inPortions", () => {
  it("keeps the order, and takes no more than it gives", async () => {
    expect(await portionsOf(5, 2)).toEqual([
      { values: [0, 1], taken: 2 },
      { values: [2, 3], taken: 4 },
      { values: [4], taken: 5 },
    ]);
    expect(await portionsOf(0, 2)).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses a size of %s", async (size) => {
    await expect(portionsOf(1, size)).rejects.toThrow(RangeError);
  });
});
