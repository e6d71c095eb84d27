import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/service.js";
import { Journal, readRequests } from "./journal.js";

const FIRST = [{ post: "网球 ä 🎾", replies: ["b"], hashtags: ["#Tag"] }];
const SECOND = [
  { post: "c", hashtags: ["d"] },
  { post: "e\n", hashtags: ["f"] },
];

let path: string;
beforeEach(() => {
  path = join(temporaryFolder(), "new", "journal.jsonl");
});

describe("a journal", () => {
  it("gives back the requests that were added, all of them or the later ones", () => {
    const journal = Journal.open(path);
    expect(journal.bytes).toBe(0);
    journal.append(FIRST);
    const middle = journal.bytes;
    journal.append(SECOND);
    expect(readRequests(path, 0, journal.bytes)).toEqual([FIRST, SECOND]);
    expect(readRequests(path, middle, journal.bytes)).toEqual([SECOND]);
    expect(readRequests(path, 0, middle)).toEqual([FIRST]);
    journal.close();
  });

  it("goes on where it ended, without the line that a killed process left", () => {
    const journal = Journal.open(path);
    journal.append(FIRST);
    journal.close();
    appendFileSync(path, '[{"post": "half');
    const again = Journal.open(path);
    again.append(SECOND);
    again.close();
    expect(readRequests(path, 0, again.bytes)).toEqual([FIRST, SECOND]);
    expect(readFileSync(path, "utf8").split("\n")).toHaveLength(3);
  });

  it.each([
    ["no JSON", "nothing\n", /journal\.jsonl:2: not valid JSON/],
    ["no posts", '[{"post": "a"}]\n', /journal\.jsonl:2: field "\[0\]\.hashtags"/],
  ])("names the line that holds %s, and leaves the file as it is", (_, line, message) => {
    Journal.open(path).append(FIRST);
    appendFileSync(path, line);
    const before = readFileSync(path, "utf8");
    expect(() => Journal.open(path)).toThrow(message);
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  it("says when its file cannot be written", () => {
    mkdirSync(path, { recursive: true });
    expect(() => Journal.open(path)).toThrow(/journal\.jsonl: /);
    writeFileSync(join(path, "file"), "");
    expect(() => Journal.open(join(path, "file", "below"))).toThrow(/below: cannot be written/);
  });
});
