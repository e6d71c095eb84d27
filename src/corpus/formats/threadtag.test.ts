import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import { threadtag } from "./threadtag.js";

describe("jsonl", () => {
  it("reads every field and drops others", () => {
    const post = {
      id: "2",
      author: "ann",
      text: "on #grass",
      createdAt: "2015-01-07T11:07:51+01:00",
      inReplyTo: "1",
      repostOf: "0",
      language: "EN",
      source: "mastodon",
      tags: ["#grass", "#Tennis"],
    };
    expect(threadtag.read({ ...post, likes: 7 })).toEqual([
      { ...post, createdAt: "2015-01-07T10:07:51.000Z", language: "en", tags: ["Tennis"] },
    ]);
  });

  it("needs an id and a text alone; null and empty are absent", () => {
    const posts = [{ id: "1", text: "", source: "other" }];
    expect(threadtag.read({ id: 1, text: "" })).toEqual(posts);
    const nothing = { author: null, createdAt: "", inReplyTo: "", language: null, tags: null };
    expect(threadtag.read({ id: "1", text: "", ...nothing })).toEqual(posts);
    expect(threadtag.read({ id: 3, text: "", inReplyTo: 2, author: 7 })[0]).toMatchObject({
      id: "3",
      inReplyTo: "2",
      author: "7",
    });
  });

  it.each([
    [{ text: "" }, 'field "id": expected an id, got nothing'],
    [{ id: "", text: "" }, 'field "id": expected an id, got an empty string'],
    [
      { id: 1.5, text: "" },
      'field "id": the number 1.5 is no exact id below 2^53; write ids as strings',
    ],
    [
      { id: 2 ** 53, text: "" },
      'field "id": the number 9007199254740992 is no exact id below 2^53',
    ],
    [
      { id: 1, text: "", inReplyTo: 2 ** 60 },
      'field "inReplyTo": the number 1152921504606847000 is no exact id',
    ],
    [{ id: 1 }, 'field "text": expected a string, got nothing'],
    [{ id: 1, text: "", source: "x" }, 'field "source": "x" is none of twitter, mastodon'],
    [{ id: 1, text: "", tags: "a" }, 'field "tags": expected an array, got a string'],
    [{ id: 1, text: "", createdAt: "now" }, 'field "createdAt": "now" is not a date'],
    ["x", "expected an object, got a string"],
  ])("names what is wrong (%#)", (record, message) => {
    expect(() => threadtag.read(record)).toThrow(RecordError);
    expect(() => threadtag.read(record)).toThrow(message);
  });
});
