import type { Topic } from "../topic.js";

export const space: Topic = {
  name: "太空",
  emoji: "✨|🌌|🔭",
  moods: ["awe", "awe", "wait", "ask"],
  hints: [
    "{when} 抬头 看看 天",
    "又 是 多云 ， {sigh}",
    "裹 着 被子 等 到 {few} 点 ， {feel}",
    "宇宙 太 大 了 ， {feel}",
  ],
  posts: ["在 {where} 等 了 {n} 小时 ， {who} {does}", "{when} 有 {thing} ， {bit}"],
  replies: [
    "你 拍 到 {thing} 了 吗",
    "我们 在 {where} 也 看 到 了",
    "看 到 {who} {does} ， 我 哭 了",
    "冷知识 ： {bit}",
  ],
  tags: [
    {
      tag: "流星雨",
      who: "一 颗 火流星|一 颗 绿 流星|最 亮 的 流星",
      thing: "流星|火流星|愿望",
      does: "划 过 去 了|照 亮 了 山头|拖 着 长 尾巴",
      where: "山顶 草坪|没有 灯 的 郊外",
      bit: "数 了 {n} 颗 流星|许愿 要 快|躺 在 草坪 上 看 最 好",
    },
    {
      tag: "火箭 升空",
      who: "火箭|新 火箭|航天员 的 飞船",
      thing: "火箭|倒计时|发射塔",
      does: "点火 了|冲上 云霄|进入 了 轨道",
      where: "发射场|海边 观礼台",
      bit: "倒计时 数 到 {n} 我 就 哭 了|火箭 点火 地面 都 在 抖|航天员 进舱 了",
    },
  ],
};
