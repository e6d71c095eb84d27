import { describe, expect, it } from "vitest";
import { changeDraft, type Draft, type DraftChange, draftOf, isBlank, threadOf } from "./draft.js";

const EMPTY = draftOf({ post: "" });

function changed(...changes: DraftChange[]): Draft {
  return changes.reduce(changeDraft, EMPTY);
}

describe("changeDraft", () => {
  it("writes a post, adds replies and removes them", () => {
    const draft = changed(
      { kind: "post", text: "a storm" },
      { kind: "addReply" },
      { kind: "addReply" },
      { kind: "reply", id: 2, text: "thunder" },
      { kind: "removeReply", id: 1 },
    );
    expect(draft).toEqual({ post: "a storm", replies: [{ id: 2, text: "thunder" }] });
  });

  it("never gives the number of a reply that is there to another", () => {
    const draft = changed(
      { kind: "addReply" },
      { kind: "addReply" },
      { kind: "removeReply", id: 1 },
      { kind: "addReply" },
    );
    expect(draft.replies.map(({ id }) => id)).toEqual([2, 3]);
  });

  it("replaces all", () => {
    const draft = draftOf({ post: "b", replies: ["c"] });
    expect(changed({ kind: "post", text: "a" }, { kind: "replace", draft })).toBe(draft);
  });
});

describe("threadOf", () => {
  it("leaves out replies without text", () => {
    expect(threadOf(draftOf({ post: "a", replies: ["", "b", " \n"] }))).toEqual({
      post: "a",
      replies: ["b"],
    });
  });
});

describe("isBlank", () => {
  it("looks at the post and the replies", () => {
    expect(isBlank(changed({ kind: "addReply" }))).toBe(true);
    expect(isBlank(draftOf({ post: " ", replies: ["b"] }))).toBe(false);
    expect(isBlank(draftOf({ post: "a" }))).toBe(false);
  });
});
