import { describe, expect, it } from "vitest";
import { UserError } from "../../support/errors.js";
import { RecordError } from "../format.js";
import { checkColumns, parseMap, tableFormat } from "./table.js";

describe("tableFormat", () => {
  it("reads every field from its column", () => {
    const map = parseMap([
      "No.=id",
      "user=author",
      "caption=text",
      "when=createdAt",
      "parent=inReplyTo",
      "original=repostOf",
      "lang=language",
      "hashtags=tags",
    ]);
    const row = {
      "No.": "7",
      user: "ann",
      caption: " on #grass ",
      when: "2015-01-07 11:07",
      parent: "6",
      original: "5",
      lang: "en",
      hashtags: "grass, #Tennis ausopen",
      likes: "3",
    };
    expect(tableFormat(map, { source: "mastodon" }).read(row)).toEqual([
      {
        id: "7",
        author: "ann",
        text: " on #grass ",
        createdAt: "2015-01-07T11:07:00.000Z",
        inReplyTo: "6",
        repostOf: "5",
        language: "en",
        source: "mastodon",
        tags: ["Tennis", "ausopen"],
      },
    ]);
  });

  it("reads the replies of a cell as posts that answer the row's", () => {
    const format = tableFormat({ id: "id", t: "text", c: "replies" }, { author: "ann" });
    expect(format.read({ id: "7", t: "words", c: "|one| |two " })).toEqual([
      { id: "7", author: "ann", text: "words", source: "other" },
      { id: "7/0001", text: "one", inReplyTo: "7", source: "other" },
      { id: "7/0002", text: "two", inReplyTo: "7", source: "other" },
    ]);
    const other = tableFormat({ id: "id", t: "text", c: "replies" }, { separator: "\n" });
    expect(other.read({ id: "7", t: "words", c: "a|b\nc" }).map(({ text }) => text)).toEqual([
      "words",
      "a|b",
      "c",
    ]);
    expect(format.read({ id: "7", t: "words", c: "" })).toHaveLength(1);
  });

  it("makes an id of the row where there is none", () => {
    const format = tableFormat({ id: "id", t: "text", c: "replies" }, { author: "ann" });
    const idOf = (row: object) => format.read(row)[0].id;
    const id = idOf({ id: "", t: "words", c: "" });
    expect(id).toMatch(/^[\w-]{16}$/);
    expect(idOf({ id: " ", t: "words", c: "" })).toBe(id);
    expect(idOf({ id: "", t: "words", c: "more" })).not.toBe(id);
    expect(idOf({ id: "", t: "other", c: "" })).not.toBe(id);
    const elsewhere = tableFormat({ t: "text" }, { author: "bob" });
    expect(elsewhere.read({ t: "words" })[0].id).not.toBe(id);
    const [post, reply] = format.read({ id: "", t: "words", c: "x" });
    expect(reply.id).toBe(`${post.id}/0001`);
    const split = tableFormat({ a: "author", t: "text" });
    const [one] = split.read({ a: "an", t: "nb" });
    expect(split.read({ a: "ann", t: "b" })[0].id).not.toBe(one.id);
  });

  it("makes an id of the author and a running number, of a column without a name too", () => {
    const read = (field: string, number: string, author?: string) =>
      tableFormat(parseMap([`=${field}`, "t=text", "c=replies"]), author ? { author } : {}).read({
        "": number,
        t: "words",
        c: "x",
      });
    expect(read("oldestFirst", " 12 ", "ann").map(({ id }) => id)).toEqual([
      "ann/12",
      "ann/12/0001",
    ]);
    expect(read("newestFirst", "3.10", "ann")[0].id).toBe("ann/-3.10");
    expect(() => read("newestFirst", "twelve", "ann")).toThrow(
      new RecordError('"twelve" is no running number such as 12 or 3.12'),
    );
    expect(() => read("newestFirst", "12")).toThrow("a running number without an author");
    // As if there were no such column.
    expect(read("newestFirst", "", "ann")[0].id).toBe(
      tableFormat({ t: "text", c: "replies" }, { author: "ann" }).read({ t: "words", c: "x" })[0]
        .id,
    );
  });

  it("prefers the author of the row", () => {
    const format = tableFormat({ a: "author", t: "text" }, { author: "ann" });
    expect(format.read({ a: "bob", t: "" })[0].author).toBe("bob");
    expect(format.read({ a: "", t: "" })[0].author).toBe("ann");
  });

  it.each([
    ["1420628871", "2015-01-07T11:07:51.000Z"],
    ["1420628871.5", "2015-01-07T11:07:51.500Z"],
    ["1420628871000", "2015-01-07T11:07:51.000Z"],
    ["2015-01-07T12:07:51+01:00", "2015-01-07T11:07:51.000Z"],
    ["2015-01-07 11:07:51", "2015-01-07T11:07:51.000Z"],
  ])("reads the date %s", (d, createdAt) => {
    const format = tableFormat({ d: "createdAt", t: "text" });
    expect(format.read({ d, t: "" })[0].createdAt).toBe(createdAt);
  });

  it.each([
    [{ d: "soon", t: "" }, 'field "d": "soon" is not a date'],
    [{ d: "99999999999999999999", t: "" }, 'field "d": "99999999999999999999" is not a date'],
    [{ d: "" }, 'field "t": expected a string, got nothing'],
  ])("names the column that is wrong (%#)", (row, message) => {
    const format = tableFormat({ d: "createdAt", t: "text" });
    expect(() => format.read(row)).toThrow(RecordError);
    expect(() => format.read(row)).toThrow(message);
  });

  it("recognises rows that have all its columns", () => {
    const format = tableFormat({ d: "createdAt", t: "text" });
    expect(format.recognises({ d: "", t: "", more: "" })).toBe(true);
    expect(format.recognises({ t: "" })).toBe(false);
  });
});

describe("parseMap", () => {
  it("splits at the last sign", () => {
    expect(parseMap(["a=b=text", "__proto__=id"])).toEqual(
      Object.fromEntries([
        ["a=b", "text"],
        ["__proto__", "id"],
      ]),
    );
  });

  it.each([
    [["caption"], "--map caption: expected COLUMN=FIELD, where FIELD is one of id, author, text,"],
    [["caption=words"], "--map caption=words: expected COLUMN=FIELD"],
    [["text"], "--map text: expected"],
    [
      ["n=newestFirst", "i=id", "t=text"],
      "--map: id, oldestFirst, newestFirst exclude each other. Map one of them.",
    ],
    [["a=text", "b=text"], "--map b=text: the column or the field is already mapped"],
    [["a=text", "a=id"], "--map a=id: the column or the field is already mapped"],
    [["a=id"], "--map: no column holds the text. Add --map COLUMN=text."],
  ])("refuses %j", (pairs, message) => {
    expect(() => parseMap(pairs)).toThrow(UserError);
    expect(() => parseMap(pairs)).toThrow(message);
  });
});

describe("checkColumns", () => {
  it("names columns that are missing and those that exist", () => {
    const map = parseMap(["caption=text", "no=id"]);
    expect(() => checkColumns(map, ["no", "caption", "likes"])).not.toThrow();
    expect(() => checkColumns(map, ["Caption", "no"])).toThrow(
      new UserError('--map: the table has no column "caption". Its columns are "Caption", "no".'),
    );
  });
});
