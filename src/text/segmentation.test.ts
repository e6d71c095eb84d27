import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HashtagSegmenter } from "./segmentation.js";
import { SurfaceForms } from "./surface.js";
import { WordCounts } from "./word-counts.js";
import { EMPTY_WORD_LIST, loadWordList } from "./word-list.js";

const list = await loadWordList();

/** A corpus of our own: what the list, made from films, does not know. */
const counts = new WordCounts();
const TEXTS = [
  "the iphone is out and the iphone sells well",
  "wikileaks published it , wikileaks said",
  "we watched the nhl game with the bruins",
  "nous disons je suis charlie , je suis charlie , charlie hebdo",
  "our 5sos tickets came and 5sos will play",
  "café olé at the café",
];
for (let i = 0; i < 20; i++) for (const text of TEXTS) counts.add(text.split(" "));

/** Stands for a dictionary: pairs of characters. */
const cutChinese = (text: string): string[] => text.match(/..?/gsu) ?? [];
const segmenter = new HashtagSegmenter(counts, list, cutChinese);

describe("segment", () => {
  it.each([
    // casing
    ["DeepLearning", "deep learning"],
    ["AusOpen", "aus open"],
    ["NHLBruins", "nhl bruins"],
    ["NYTimes", "ny times"],
    ["BreakingNEWS", "breaking news"],
    ["LIFElegend", "life legend"],
    ["HappyNewYear", "happy new year"],
    ["JeSuisCharlie", "je suis charlie"],
    ["CharlieHebdo", "charlie hebdo"],
    ["PlanB", "plan b"],
    ["TShirt", "t shirt"],
    ["iPhoneX", "iphone x"],
    ["iLoveNY", "i love ny"],
    ["eBay", "ebay"],
    ["ThrowbackthURSDAY", "throwback thursday"],
    ["NewyorkCity", "new york city"],
    ["WeNeedhelp", "we need help"],
    ["BlackLivesMatter", "black lives matter"],
    ["WikiLeaks", "wikileaks"],
    // no help from the casing
    ["deeplearning", "deep learning"],
    ["Deeplearning", "deep learning"],
    ["DEEPLEARNING", "deep learning"],
    ["blacklivesmatter", "black lives matter"],
    ["sydneysiege", "sydney siege"],
    ["jesuischarlie", "je suis charlie"],
    ["charliehebdo", "charlie hebdo"],
    ["thisisnotok", "this is not ok"],
    ["dontworry", "dont worry"],
    ["itsmylife", "its my life"],
    ["themoreyouknow", "the more you know"],
    ["onceinabluemoon", "once in a blue moon"],
    ["iphonex", "iphone x"],
    ["photography", "photography"],
    ["nowplaying", "now playing"],
    ["wikileaks", "wikileaks"],
    ["Twitter", "twitter"],
    // unknown words stay whole
    ["zxqvbrt", "zxqvbrt"],
    ["muzaffarpur", "muzaffarpur"],
    ["serengeti", "serengeti"],
    ["OOTD", "ootd"],
    ["tbt", "tbt"],
    // digits
    ["NAACL2019", "naacl 2019"],
    ["Euro2016", "euro 2016"],
    ["ces2015", "ces 2015"],
    ["2019", "2019"],
    ["5SOS", "5sos"],
    ["praying4you", "praying 4 you"],
    ["FridayThe13th", "friday the 13th"],
    ["1980sMusic", "1980s music"],
    ["100daysofcode", "100 days of code"],
    ["COVID19", "covid 19"],
    ["2019年", "2019 年"],
    // underscores and other signs
    ["deep_learning", "deep learning"],
    ["_deep__learning_", "deep learning"],
    ["save_theworld", "save the world"],
    ["rock'n'roll", "rock n roll"],
    ["world-cup", "world cup"],
    // accents, scripts and compatibility forms
    ["CaféOlé", "café olé"],
    ["cafe\u0301ole\u0301", "café olé"],
    ["Ｃａｆé", "café"],
    ["我爱NY", "我爱 ny"],
    ["北京马拉松HappyDay2014", "北京 马拉 松 happy day 2014"],
    ["東京タワー", "東京タワー"],
    ["МоскваСити", "москва сити"],
    ["ΟΔΟΣ", "οδος"],
    ["المنطقة_الشرقية", "المنطقة الشرقية"],
    ["कseCrime", "क se crime"],
    ["İstanbul", "istanbul"],
    ["обʼєднання", "обєднання"],
    ["한국어", "한국어"],
    // nothing to read
    ["", ""],
    ["___", ""],
    ["🎾", ""],
  ])("%s -> %s", (tag, words) => {
    expect(segmenter.segment(tag).join(" ")).toBe(words);
  });

  it("knows names from the corpus alone", () => {
    const without = new HashtagSegmenter(new WordCounts(), list);
    expect(without.segment("jesuischarlie")).not.toEqual(["je", "suis", "charlie"]);
  });

  it("leaves every word whole that nothing is known about", () => {
    const knowsNothing = new HashtagSegmenter(new WordCounts(), EMPTY_WORD_LIST);
    expect(knowsNothing.segment("deeplearning")).toEqual(["deeplearning"]);
    expect(knowsNothing.segment("DeepLearning2")).toEqual(["deep", "learning", "2"]);
    expect(knowsNothing.segment("我爱NY")).toEqual(["我爱", "ny"]);
  });
});

describe("learnTag", () => {
  const learnt = (...tags: string[]): HashtagSegmenter => {
    const fresh = new HashtagSegmenter(counts, list);
    for (const tag of tags) fresh.learnTag(tag);
    return fresh;
  };

  it.each(["ruwenzoritrek", "RUWENZORITREK", "Ruwenzoritrek"])("cuts %s as seen", (tag) => {
    expect(learnt().segment(tag)).toHaveLength(1);
    expect(learnt("RuwenzoriTrek").segment(tag)).toEqual(["ruwenzori", "trek"]);
    expect(learnt("ruwenzori_trek").segment(tag)).toEqual(["ruwenzori", "trek"]);
  });

  it("goes by the majority of the spellings that show words", () => {
    const tags = ["XanTuvar", "XantuVar", "XantuVar", "Xantuvar", "Xantuvar", "Xantuvar"];
    expect(learnt(...tags).segment("XanTuvar")).toEqual(["xantu", "var"]);
    expect(learnt(...tags.slice(0, 2)).segment("xantuvar")).toEqual(["xan", "tuvar"]);
  });
});

describe("any hashtag", () => {
  const alphabet = [
    ..."abehinorstuyAEINT0127_é我爱тСαςก",
    "the",
    "New",
    "york",
    "\u0301",
    "ﬁ",
    "🎾",
  ];
  const anyTag = fc.oneof(
    fc
      .string({ unit: "grapheme", maxLength: 40 })
      .map((text) => text.replace(/[^\p{L}\p{M}\p{N}_]/gu, "")),
    fc.array(fc.constantFrom(...alphabet), { maxLength: 30 }).map((parts) => parts.join("")),
  );
  const known = new HashtagSegmenter(counts, list);

  it("gives its letters and digits back, in words that are not empty, the same each time", () => {
    fc.assert(
      fc.property(anyTag, (tag) => {
        const words = known.segment(tag);
        const bare = (text: string) =>
          text
            .replace(/[\p{Default_Ignorable_Code_Point}\u02BC]/gu, "")
            .normalize("NFKC")
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]|\u02BC/gu, "")
            .replaceAll("ς", "σ");
        expect(bare(words.join(""))).toBe(bare(tag));
        expect(words).not.toContain("");
        expect(known.segment(tag)).toEqual(words);
      }),
      { numRuns: 500 },
    );
  });

  it("is cut the same when its words are written as a hashtag", () => {
    const words = "open house garden music festival river night winter market story".split(" ");
    const phrase = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 });
    const surfaces = new SurfaceForms();
    fc.assert(
      fc.property(phrase, fc.boolean(), (chosen, lower) => {
        const tag = surfaces.surface(chosen, "twitter").slice(1);
        expect(known.segment(lower ? tag.toLowerCase() : tag)).toEqual(chosen);
      }),
    );
  });

  it.each([200, 1000])("of %i letters or digits is cut", (length) => {
    for (const unit of ["thequick", "x", "7", "A"]) {
      const tag = unit.repeat(length).slice(0, length);
      expect(known.segment(tag).join("")).toBe(tag.toLowerCase());
    }
  });
});
