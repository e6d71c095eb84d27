import type { Topic } from "../topic.js";

export const weather: Topic = {
  name: "天气",
  emoji: "🥶|🌧️|😩",
  moods: ["complaint", "complaint", "awe", "ask"],
  hints: [
    "天气 预报 又 骗 人 ， {sigh}",
    "{when} 这 天气 ， 不 想 出门 了",
    "衣柜 里 四 个 季节 的 衣服 都 用 上 了",
    "每 隔 {n} 分钟 看 一 次 天气 预报",
  ],
  posts: ["一 开 窗 ， {bit}", "{when} 的 {thing} 来 得 太 突然 ， {react}"],
  replies: [
    "我们 这边 也 是 ， {bit}",
    "这 {thing} 谁 受 得 了",
    "注意 安全 ， {bit}",
    "{who} {does} ， 不 是 玩笑",
  ],
  tags: [
    {
      tag: "初雪",
      who: "楼下 的 孩子|铲雪 的 大爷|隔壁 班 同学",
      thing: "雪人|雪球|雪花",
      does: "堆 了 雪人|打 起 了 雪仗|接 住 了 雪花",
      where: "雪地 里|白 茫茫 的 院子",
      bit: "院子 全 白 了|雪花 有 硬币 那么 大|雪人 比 我 还 高",
    },
    {
      tag: "回南天",
      who: "家里 的 墙|衣柜|地板",
      thing: "除湿机|水珠|霉味",
      does: "出汗 了|又 湿 了|长 霉 了",
      where: "滴水 的 走廊|湿 答答 的 地板 上",
      bit: "墙 在 滴水|地板 滑 得 像 冰|衣服 一直 晾 不 干",
    },
  ],
};
