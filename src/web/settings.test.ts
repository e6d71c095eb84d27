import { describe, expect, it } from "vitest";
import { asSettings, DEFAULT_SETTINGS, wishesOf } from "./settings.js";

describe("asSettings", () => {
  it("takes back what was stored", () => {
    const settings = { limit: 8, minConfidence: 0.3, existingOnly: true };
    expect(asSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it.each([
    undefined,
    null,
    7,
    "x",
    [],
    { limit: "many", minConfidence: -1, existingOnly: "yes" },
    { limit: null, minConfidence: "x" },
  ])("takes nothing of use from %j", (value) => {
    expect({ ...asSettings(value), limit: 5 }).toEqual(DEFAULT_SETTINGS);
  });

  it("keeps the number in its bounds", () => {
    expect([-3, 2.4, 1000].map((limit) => asSettings({ limit }).limit)).toEqual([1, 2, 15]);
  });
});

describe("wishesOf", () => {
  it("says it in the terms of a request", () => {
    expect(wishesOf({ ...DEFAULT_SETTINGS, existingOnly: true })).toEqual({
      limit: 5,
      minConfidence: 0.05,
      only: "existing",
    });
  });
});
