import { describe, expect, it } from "vitest";
import { compareMoments, momentOf, numberedId } from "./running-number.js";

const post = (id: string, createdAt?: string) => ({
  id,
  text: "",
  source: "other" as const,
  ...(createdAt && { createdAt }),
});

/** The ids in the order in which the posts were written. */
const inTime = (ids: readonly string[]) =>
  ids.toSorted((a, b) => compareMoments(momentOf(post(a))!, momentOf(post(b))!));

describe("momentOf", () => {
  it("follows running numbers part by part", () => {
    const ids = ["3.9", "3.10", "2", "12"].map((number) => numberedId("ann", number, false));
    expect(inTime(ids)).toEqual(["ann/2", "ann/3.9", "ann/3.10", "ann/12"]);
  });

  it("turns them round where the newest post is the first", () => {
    const ids = ["3.9", "3.10", "2", "12"].map((number) => numberedId("ann", number, true));
    expect(inTime(ids)).toEqual(["ann/-12", "ann/-3.10", "ann/-3.9", "ann/-2"]);
  });

  it("takes the date where there is one, and knows nothing where there is neither", () => {
    expect(momentOf(post("ann/7", "2024-01-01T00:00:00.000Z"))).toEqual([1704067200000]);
    for (const id of ["7", "Xy_7", "ann/7b", "ann/"]) expect(momentOf(post(id))).toBeUndefined();
  });
});
