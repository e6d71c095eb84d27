import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { UserError } from "../support/errors.js";
import { readAlignedLines } from "./lines.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lines-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes the three files of a split. */
function write(post: string, conv: string, tag: string, split = "train"): void {
  Object.entries({ post, conv, tag }).forEach(([column, text]) => {
    writeFileSync(join(folder, `${split}_${column}.txt`), text);
  });
}

function messageOfRead(): string {
  try {
    readAlignedLines(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  throw new Error("the files were accepted");
}

describe("readAlignedLines", () => {
  it("reads words, conversations and hashtags line by line", () => {
    write("a b\nc\n", "d  e\n\n", "aus open;tennis\nc\n");
    expect(readAlignedLines(folder)).toEqual({
      train: [
        {
          id: "train-1",
          post: ["a", "b"],
          conversation: ["d", "e"],
          hashtags: [["aus", "open"], ["tennis"]],
        },
        { id: "train-2", post: ["c"], conversation: [], hashtags: [["c"]] },
      ],
    });
  });

  it("reads every split that is there", () => {
    write("a\n", "b\n", "c\n");
    write("d\n", "e\n", "f\n", "test");
    const splits = readAlignedLines(folder);
    expect(Object.keys(splits)).toEqual(["train", "test"]);
    expect(splits.test?.[0]?.id).toBe("test-1");
  });

  it("keeps each hashtag of a post once and ignores blank ones", () => {
    write("a\n", "b\n", " ; x  y;;z;x y; \n");
    expect(readAlignedLines(folder).train[0]?.hashtags).toEqual([["x", "y"], ["z"]]);
  });

  it.each([
    ["CRLF line ends", "a\r\nb\r\n", "c\r\n\r\n", "t\r\nu\r\n"],
    ["no final line end", "a\nb", "c\n", "t\nu"],
    ["a final line end in the conversations alone", "a\nb", "c\n\n", "t\nu"],
    ["no final line end in the posts alone", "a\nb", "c\n\n", "t\nu\n"],
    ["a byte order mark", "\uFEFFa\nb\n", "\uFEFFc\n\n", "\uFEFFt\nu\n"],
  ])("accepts %s", (_, post, conv, tag) => {
    write(post, conv, tag);
    const { train } = readAlignedLines(folder);
    expect(train.map((each) => [each.post, each.conversation, each.hashtags])).toEqual([
      [["a"], ["c"], [["t"]]],
      [["b"], [], [["u"]]],
    ]);
  });

  it("names the file that is missing and the three that are needed", () => {
    write("a\n", "b\n", "c\n");
    rmSync(join(folder, "train_conv.txt"));
    expect(messageOfRead()).toMatch(/train_conv\.txt: no such file.*train_post\.txt/);
  });

  it("refuses a folder without training files", () => {
    write("a\n", "b\n", "c\n", "valid");
    expect(messageOfRead()).toMatch(/train_post\.txt: no such file/);
  });

  it("refuses empty training files", () => {
    write("", "", "");
    expect(messageOfRead()).toMatch(/training files are empty/);
  });

  it("names all three line counts when they differ", () => {
    write("a\nb\nc\n", "x\ny\n", "t\nu\nv\nw\n");
    expect(messageOfRead()).toMatch(
      /train_post\.txt has 3, .*train_conv\.txt has 2, .*train_tag\.txt has 4/,
    );
  });

  it("does not take a missing conversation line for an empty last one", () => {
    write("a\nb\n", "x\n", "t\nu\n");
    expect(messageOfRead()).toMatch(/train_conv\.txt has 1/);
  });

  it("names file and line of bytes that are not UTF-8", () => {
    write("a\nb\n", "x\ny\n", "t\nu\n");
    writeFileSync(join(folder, "train_conv.txt"), Buffer.from([0x78, 0x0a, 0xff, 0x0a]));
    expect(messageOfRead()).toMatch(/train_conv\.txt: line 2 is not valid UTF-8/);
  });

  it("names file and line of an empty post and says what to do", () => {
    write("a\n  \n", "x\ny\n", "t\nu\n");
    expect(messageOfRead()).toMatch(/train_post\.txt:2: the post is empty\. .*remove this line/);
  });

  it("names file and line of a post without hashtags and says what to do", () => {
    write("a\nb\n", "x\ny\n", "t\n ; \n");
    expect(messageOfRead()).toMatch(/train_tag\.txt:2: the post has no hashtags\. .*remove/);
  });

  it.skipIf(!hasShared("data/weibo8k"))("reads real posts (needs ../shared)", () => {
    const { train, valid, test } = readAlignedLines(sharedPath("data/weibo8k"));
    expect([train.length, valid?.length, test]).toEqual([6349, 794, undefined]);
    expect(train.reduce((sum, { hashtags }) => sum + hashtags.length, 0)).toBe(7021);
  });
});
