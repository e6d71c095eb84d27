import { expect, it } from "vitest";
import { counted } from "./counted.js";

it.each([
  [0, "0 replies"],
  [1, "1 reply"],
  [2, "2 replies"],
  [12_345, "12,345 replies"],
])("counts %d", (count, text) => {
  expect(counted(count, "reply", "replies")).toBe(text);
});

it("adds an s where no plural is given", () => {
  expect([counted(1, "word"), counted(3, "word")]).toEqual(["1 word", "3 words"]);
});
