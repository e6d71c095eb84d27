import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import { weiboCsv } from "./weibo-csv.js";

const row = (fields: object = {}) => ({
  id: "4456789012345678",
  bid: "IABC",
  user_id: "123",
  用户昵称: "小王",
  微博正文: "决赛开始了#澳网#",
  话题: "澳网",
  发布时间: "2020-01-03 04:04",
  retweet_id: "",
  ...fields,
});
const repost = (text: string) => weiboCsv.read(row({ retweet_id: "44", 微博正文: text }))[0];

describe("weibo-csv", () => {
  it("reads a row, its time being that of China", () => {
    expect(weiboCsv.read(row())).toEqual([
      {
        id: "4456789012345678",
        author: "123",
        text: "决赛开始了#澳网#",
        createdAt: "2020-01-02T20:04:00.000Z",
        source: "weibo",
      },
    ]);
  });

  it("needs an id and a text alone", () => {
    expect(weiboCsv.read({ id: "4\t", 微博正文: "好", 用户昵称: "小王" })).toEqual([
      { id: "4", author: "小王", text: "好", source: "weibo" },
    ]);
  });

  it.each([
    "转发微博",
    "转发微博。",
    "",
    "//@小明:转发//@小红:好看",
    "轉發微博//@小明:好看",
    "Repost",
  ])("takes %j for a repost without words", (text) =>
    expect(repost(text)).toMatchObject({ repostOf: "44", inReplyTo: undefined }),
  );

  it("takes a repost with words for an answer, without those of others", () => {
    expect(repost("我也要看！//@小明:转发\n//@小红:好看")).toMatchObject({
      text: "我也要看！",
      inReplyTo: "44",
      repostOf: undefined,
    });
    expect(repost("看http://@x.example").text).toBe("看http://@x.example");
  });

  it("keeps the chain of what is no repost", () => {
    expect(weiboCsv.read(row({ 微博正文: "看//@小明:好" }))[0].text).toBe("看//@小明:好");
  });

  it("lists topics that the text does not hold, the chain included", () => {
    expect(weiboCsv.read(row({ 话题: "澳网,Aus Open, 网球,网球" }))[0].tags).toEqual([
      "Aus Open",
      "网球",
    ]);
    expect(weiboCsv.read(row({ 微博正文: "#AusOpen#", 话题: "Aus Open" }))[0].tags).toBeUndefined();
    const fields = { retweet_id: "44", 微博正文: "好//@小明:#澳网#" };
    expect(weiboCsv.read(row(fields))[0]).toMatchObject({ text: "好", tags: undefined });
  });

  it.each([
    [row({ id: "4.45679E+15" }), '"4.45679E+15" is not an id of Weibo'],
    [row({ id: "" }), 'field "id": expected an id, got an empty string'],
    [row({ retweet_id: "4.4E+15" }), 'field "retweet_id": "4.4E+15" is not'],
    [row({ 发布时间: "3分钟前" }), 'field "发布时间": "3分钟前" is not a date'],
    [{ id: "1" }, 'field "微博正文": expected a string, got nothing'],
  ])("names what is wrong (%#)", (record, message) => {
    expect(() => weiboCsv.read(record)).toThrow(RecordError);
    expect(() => weiboCsv.read(record)).toThrow(message);
  });
});
