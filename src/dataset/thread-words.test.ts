import { beforeAll, describe, expect, it } from "vitest";
import type { Post } from "../corpus/post.js";
import { nodeResources } from "../text/node-resources.js";
import { TextReader } from "../text/text-reader.js";
import { threadWords } from "./thread-words.js";

let reader: TextReader;
beforeAll(async () => {
  reader = new TextReader(await nodeResources());
});

const post = (text: string, others: Partial<Post> = {}): Post => ({
  id: "1",
  text,
  source: "twitter",
  ...others,
});

function words(text: string, replies: string[] = [], others: Partial<Post> = {}, hide = true) {
  const thread = { post: post(text, others), replies: replies.map((each) => post(each)) };
  return threadWords(thread, reader, hide);
}

describe("threadWords", () => {
  it("takes gold hashtags out of the post and keeps those inside as words", () => {
    const { instance } = words("#Tennis what a #GreatDay for us #AusOpen http://t.co/x");
    expect(instance).toMatchObject({
      post: ["what", "a", "great", "day", "for", "us", "URL"],
      hashtags: [["tennis"], ["aus", "open"]],
      surface: ["Tennis", "AusOpen"],
      text: "#Tennis what a #GreatDay for us #AusOpen http://t.co/x",
    });
  });

  it("leaves a hashtag inside the text alone that is gold elsewhere in the post", () => {
    const { instance } = words("I love #tennis so much #tennis");
    expect(instance).toMatchObject({
      post: ["i", "love", "tennis", "so", "much"],
      hashtags: [["tennis"]],
    });
  });

  it("drops hashtags of one character, and copies of the same words", () => {
    const { instance } = words("what a day #x #AusOpen #ausopen");
    expect(instance).toMatchObject({
      post: ["what", "a", "day"],
      hashtags: [["aus", "open"]],
      surface: ["AusOpen"],
    });
    expect(words("what a #day it is").instance.hashtags).toEqual([]);
  });

  it("takes tags that the text does not hold for gold", () => {
    const { instance } = words("what a day", [], { tags: ["AusOpen"] });
    expect(instance).toMatchObject({ hashtags: [["aus", "open"]], surface: ["AusOpen"] });
  });

  it("takes the answers out of the replies, however they are spelt, and counts them", () => {
    const replies = ["so #ausopen", "#AusOpen2024 and #AUSOPEN", "aus open"];
    const { instance, answersHidden } = words("what a day #AusOpen", replies);
    expect(instance.conversation).toEqual(["so", "aus", "open", "DIGIT", "and", "aus", "open"]);
    expect(instance.replies).toEqual(replies);
    expect(answersHidden).toBe(2);
    const kept = words("what a day #AusOpen", ["so #ausopen"], {}, false);
    expect(kept.instance.conversation.join("")).toBe("soausopen");
    expect(kept.answersHidden).toBe(0);
  });

  it("drops replies that only repeat a post, and counts them", () => {
    const { instance, reposts } = words("a day #tag", ["RT @ann: a day #tag", "RT is no repost"]);
    expect(instance.replies).toEqual(["RT is no repost"]);
    expect(reposts).toBe(1);
  });

  it("reads a post as its platform does", () => {
    const weibo = { source: "weibo" } as const;
    const { instance } = words("#今天 天气#真好", [], weibo);
    expect(instance.hashtags).toEqual([expect.arrayContaining(["天气"])]);
    expect(instance.post.join("")).toBe("真好");
  });
});
