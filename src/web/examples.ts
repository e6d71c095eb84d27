import type { ThreadText } from "../tagger/suggestion.js";

/** A thread to try the page with. */
export interface Example extends ThreadText {
  /** What it is called, in its own language. */
  readonly name: string;
  /** ISO 639-1. */
  readonly language: string;
  readonly replies: readonly string[];
}

/** Made-up threads; in each of them the replies name what the post leaves out. */
export const EXAMPLES: readonly Example[] = [
  {
    name: "A dark moon",
    language: "en",
    post: "Standing on the roof in my slippers and I can't stop looking up.",
    replies: [
      "The red moon over the chimneys, wow",
      "The shadow of the earth took the whole moon in 50 minutes!",
      "We watched the moon go copper from the bridge",
    ],
  },
  {
    name: "Last minute",
    language: "en",
    post: "I take it all back. What a last minute, my voice is gone!",
    replies: [
      "That free kick from the halfway line!",
      "The keeper did not even move, goal of the year",
      "Were you in the harbour stadium too?",
    ],
  },
  {
    name: "许愿",
    language: "zh",
    post: "躺在山顶的草地上，冻得发抖也舍不得走",
    replies: ["我数到十二颗流星了！", "刚才那颗火流星照亮了整个山头", "快许愿快许愿"],
  },
  {
    name: "一桶冰水",
    language: "zh",
    post: "太冷了！轮到你们三个了，明天之前完成",
    replies: ["冰桶挑战终于点到你了", "一桶冰水从头浇下来，哈哈哈", "记得给渐冻人捐款"],
  },
];
