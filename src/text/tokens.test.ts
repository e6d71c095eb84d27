import { describe, expect, it } from "vitest";
import { type TokeniseOptions, tokenise } from "./tokens.js";

function words(text: string, options?: TokeniseOptions): string {
  return tokenise(text, options)
    .map(({ word }) => word)
    .join(" ");
}

describe("tokenise, words", () => {
  it.each([
    ["That last MINUTE", "that last minute"],
    ["don't", "don't"],
    ["don’t", "don't"],
    ["donʼt", "don't"],
    ["y'all've", "y'all've"],
    ["the city's", "the city's"],
    ["the cities'", "the cities '"],
    ["rock 'n' roll", "rock ' n ' roll"],
    ["'cause", "'cause"],
    ["aujourd'hui l’amour", "aujourd'hui l'amour"],
    ["well-known state-of-the-art", "well-known state-of-the-art"],
    ["hello‑world", "hello-world"],
    ["well--known", "well - known"],
    ["well—known", "well — known"],
    ["snake_case _so_", "snake_case _ so _"],
    ["and/or", "and / or"],
    ["wow!great", "wow ! great"],
    ["end.It was", "end . it was"],
    ["R&B Q&A AT&T", "r&b q&a at&t"],
    ["you&me", "you & me"],
    ["U.S. U.K. U.S.A.", "u.s. u.k. u.s.a."],
    ["U.S, e.g. 9 p.m.", "u.s , e.g. DIGIT p.m."],
    ["soooo soooooooo soo", "sooo sooo soo"],
    ["NOOOOOO!!!!", "nooo !"],
    ["f**k f***ing f*** sh*t", "f**k f***ing f*** sh*t"],
    ["Ke$ha A$AP", "ke$ha a$ap"],
    ["*so* **so**", "* so * * so *"],
    ["constructor __proto__", "constructor _ proto _"],
  ])("%j -> %j", (text, expected) => {
    expect(words(text)).toBe(expected);
  });
});

describe("tokenise, words with digits", () => {
  it.each([
    ["w1 b2b covid19 mp3", "w1 b2b covid19 mp3"],
    ["4k 3D 1st 90s 1080p", "4k 3d 1st 90s 1080p"],
    ["Covid-19 F-16 catch-22", "covid-19 f-16 catch-22"],
    ["18-year-old 2-day", "18-year-old 2-day"],
    ["v1.2.3 web2.0", "v1.2.3 web2.0"],
    ["1990's", "1990's"],
    ["m² H₂O", "m2 h2o"],
  ])("%j -> %j", (text, expected) => {
    expect(words(text)).toBe(expected);
  });
});

describe("tokenise, numbers", () => {
  it.each([
    "7",
    "2014",
    "3.5",
    "1,000,000",
    "-5",
    "+3",
    "50%",
    "3.5%",
    "50％",
    "$5",
    "$5.20",
    "-$5",
    "$5m",
    "$5.2bn",
    "£10k",
    "10€",
    "¥1000",
    "10:30",
    "10:30:15",
    "10:30pm",
    "5PM",
    "2011-01-31",
    "31/1/2011",
    "31.1.2011",
    "24/7",
    "1/2",
    "3-2",
    "10–15",
    "555-1234",
    "+1-555-123-4567",
    "192.168.0.1",
    "20°C",
    "90°",
    "½",
    "1½",
    "5'10",
    "１２３",
    "٣٤",
    "१२",
  ])("%j is DIGIT", (text) => {
    expect(tokenise(text)).toEqual([{ word: "DIGIT", kind: "number", start: 0, end: text.length }]);
  });

  it.each([
    ["3.5kg", "DIGIT kg"],
    ["$5each", "DIGIT each"],
    ["(2011)", "( DIGIT )"],
    ["10, 20 and 30.", "DIGIT , DIGIT and DIGIT ."],
    ["#1", "# DIGIT"],
    ["a+5", "a DIGIT"],
    ["5 -", "DIGIT -"],
  ])("%j -> %j", (text, expected) => {
    expect(words(text)).toBe(expected);
  });
});

describe("tokenise, links, mentions, hashtags", () => {
  it.each<[string, string, TokeniseOptions?]>([
    ["see https://example.org/a?b=1.", "see URL ."],
    ["(http://t.co/abc)", "( URL )"],
    ["example.com is", "URL is"],
    ["www.example.baz http://localhost:80/x", "URL URL"],
    ["cut off http… https:…", "cut off URL URL"],
    ["Mail a.b+c@example.org!", "mail URL !"],
    ["RT @some_one: hi", "rt MENTION : hi"],
    ["@name's", "MENTION 's"],
    ["＠name", "MENTION"],
    ["@a@example.social x", "MENTION x", { platform: "mastodon" }],
    ["@name.bsky.social x", "MENTION x", { platform: "bluesky" }],
    ["@北京日报 好", "MENTION 好", { platform: "weibo" }],
    ["#AusOpen!", "ausopen !"],
    ["＃ＡＢＣ", "abc"],
    ["#NOOOOO", "nooooo"],
    ["#foo-bar", "foo - bar"],
    ["#foo-bar.", "foo-bar .", { platform: "bluesky" }],
    ["#愤怒的 小鸟#好", "愤怒的_小鸟 好", { platform: "weibo" }],
    ["URL MENTION DIGIT", "URL MENTION DIGIT"],
    ["url mention digit Url URLs", "url mention digit url urls"],
    ["URL's", "url's"],
  ])("%j -> %j", (text, expected, options) => {
    expect(words(text, options)).toBe(expected);
  });

  it("says what each token is, and where", () => {
    expect(tokenise("@a #b c@d.org x.com URL")).toEqual([
      { word: "MENTION", kind: "mention", start: 0, end: 2 },
      { word: "b", kind: "hashtag", start: 3, end: 5 },
      { word: "URL", kind: "email", start: 6, end: 13 },
      { word: "URL", kind: "url", start: 14, end: 19 },
      { word: "URL", kind: "url", start: 20, end: 23 },
    ]);
  });
});

describe("tokenise, punctuation and what is invisible", () => {
  it.each([
    ["!!!", "!"],
    ["?!?!", "? ! ? !"],
    [". .. ...... …", ". ... ... ..."],
    ["“so” ‘so’ «so»", '" so " \' so \' " so "'],
    ["好，好！", "好 , 好 !"],
    ["AT&amp;T &amp; &lt;b&gt; &#39;x&#x27;", "at&t & < b > ' x '"],
    ["a&nbsp;b", "a b"],
    ["&amp;lt; &bogus; &#xD800;", "& lt ; & bogus ; & # xd800 ;"],
    ["so\u00ADft wo\u2060rd", "soft word"],
    ["a\u200Bb", "a b"],
    ["\uFEFFa \u0000 b\u0007", "a b"],
    ["\u200E\u200F", ""],
    ["a\uD83D b", "a b"],
    ["", ""],
    [" \n\t\u3000", ""],
  ])("%j -> %j", (text, expected) => {
    expect(words(text)).toBe(expected);
  });

  it("counts offsets in the text as it was", () => {
    expect(tokenise("x &amp; &#128514;y")).toEqual([
      { word: "x", kind: "word", start: 0, end: 1 },
      { word: "&", kind: "punctuation", start: 2, end: 7 },
      { word: "😂", kind: "emoji", start: 8, end: 17 },
      { word: "y", kind: "word", start: 17, end: 18 },
    ]);
  });
});

describe("tokenise, scripts", () => {
  it.each([
    ["ＦＵＬＬ ｗｉｄｔｈ", "full width"],
    ["𝓱𝓮𝓵𝓵𝓸 ⓗⓘ", "hello hi"],
    ["cafe\u0301 CAFÉ", "café café"],
    ["İstanbul", "istanbul"],
    ["ΣΟΦΟΣ", "σοφος"],
    ["Привет, мир", "привет , мир"],
    ["il·lusió", "il·lusió"],
    ["العربية ﷺ", "العربية ﷺ"],
    ["هَٰذَا", "هَٰذَا"],
    ["می‌خواهم", "میخواهم"],
    ["עַל צה״ל", "עַל צה״ל"],
    ["हिन्दी नमस्ते", "हिन्दी नमस्ते"],
    ["தமிழ் తెలుగు", "தமிழ் తెలుగు"],
    ["사랑해요 BTS는", "사랑해요 bts 는"],
    ["ㅋㅋㅋㅋㅋㅋ ㅠㅠ", "ㅋㅋㅋ ㅠㅠ"],
    ["4시 2014年", "DIGIT 시 DIGIT 年"],
    ["我爱iPhone12手机", "我 爱 iphone12 手机"],
    ["今日は天気です", "今日 は 天気 です"],
    ["カタカナ", "カタカナ"],
    ["สวัสดีครับ", "สวัสดี ครับ"],
  ])("%j -> %j", (text, expected) => {
    expect(words(text)).toBe(expected.normalize("NFC"));
  });

  it("cuts Chinese, and nothing else, with the given cutter", () => {
    const runs: string[] = [];
    const cutChinese = (run: string) => {
      runs.push(run);
      return [...run];
    };
    expect(words("看T恤，今日は。東京 ok", { cutChinese })).toBe("看 t 恤 , 今日 は 。 東 京 ok");
    expect(runs).toEqual(["看T恤", "東京"]);
    expect(words("東京", { cutChinese, language: "ja" })).toBe("東京");
  });
});
