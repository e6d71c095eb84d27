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
    [{ text: "" }, 'field "id": expected a string or a whole number'],
    [{ id: "", text: "" }, 'field "id": expected an id, got an empty string'],
    [
      { id: 1.5, text: "" },
      'field "id": the number is no exact id below 2^53; write ids as strings',
    ],
    [
      { id: 2 ** 53, text: "" },
      'field "id": the number is no exact id below 2^53; write ids as str',
    ],
    [{ id: 1, text: "", inReplyTo: 2 ** 60 }, 'field "inReplyTo": the number is no exact id'],
    [{ id: 1 }, 'field "text": Invalid input: expected string, received undefined'],
    [{ id: 1, text: "", source: "x" }, 'field "source": Invalid option'],
    [{ id: 1, text: "", tags: "a" }, 'field "tags": Invalid input: expected array'],
    [{ id: 1, text: "", createdAt: "now" }, 'field "createdAt": "now" is not a date'],
    ["x", "Invalid input: expected object"],
  ])("names what is wrong (%#)", (record, message) => {
    expect(() => threadtag.read(record)).toThrow(RecordError);
    expect(() => threadtag.read(record)).toThrow(message);
  });
});
