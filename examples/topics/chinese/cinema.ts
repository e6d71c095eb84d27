import type { Topic } from "../topic.js";

export const cinema: Topic = {
  name: "电影",
  emoji: "🍿|🎬|😭",
  moods: ["awe", "over", "wait", "ask"],
  hints: [
    "求 不要 剧透 ， 我 {day} 才 去 看",
    "坐 到 片尾 字幕 放 完 ， {feel}",
    "后排 有 人 一直 打 呼噜 ， {sigh}",
    "看 完 出来 {n} 分钟 没 说话",
  ],
  posts: ["刚 看 完 ， {who} {does} 那 一 段 {react}", "就 冲 那个 {thing} ， 值 回 票价"],
  replies: [
    "{who} 演 得 太 好 了",
    "那个 {thing} 看 哭 我 了",
    "{who} {does} 那 一 段",
    "不 剧透 ， 但是 {bit}",
  ],
  tags: [
    {
      tag: "北方 灯塔",
      who: "守塔人|沈望舒|失踪 的 水手",
      thing: "灯塔|空 信箱|海雾",
      does: "点 亮 了 灯塔|走进 了 海雾|读 完 了 那 封 信",
      where: "海崖 上|结冰 的 海边",
      bit: "守塔人 就是 那个 水手|信 是 写 给 女儿 的|灯塔 最后 灭 了",
    },
    {
      tag: "金雀 奖",
      who: "颁奖 嘉宾|最佳 女主|评委 会",
      thing: "小 金雀|红毯|获奖 感言",
      does: "念 错 了 名字|拿 下 了 小 金雀|在 红毯 上 摔 了",
      where: "颁奖 台 上|现场 第 一 排",
      bit: "获奖 感言 说 了 {n} 分钟|信封 又 拿 错 了|红毯 比 电影 好看",
    },
  ],
};
