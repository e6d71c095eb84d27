import type { Topic } from "../topic.js";

export const transport: Topic = {
  name: "交通",
  emoji: "😤|⏰|🙃",
  moods: ["complaint", "complaint", "ask"],
  hints: [
    "这 周 第 {n} 次 迟到 ， {sigh}",
    "又 晚点 {n} 分钟 ， {sigh}",
    "站 了 {n} 分钟 一 步 没 动",
    "我 的 通勤 比 上班 还 累",
  ],
  posts: ["{who} 又 {does} ， {sigh}", "堵 在 {where} {n} 分钟 ， {bit}"],
  replies: [
    "我 也 在 {where} ， {bit}",
    "{who} {day} 也 {does}",
    "这个 {thing} 没救 了",
    "又 是 {thing}",
  ],
  tags: [
    {
      tag: "九号线",
      who: "九号线|这 趟 地铁|末班 地铁",
      thing: "信号 故障|屏蔽门|换乘 通道",
      does: "在 隧道 里 停 了|夹 住 了 书包|过 站 没 停",
      where: "站台 上|地铁 隧道 里",
      bit: "信号 又 故障 了|挤 得 脚 不 沾 地|换乘 要 走 {n} 分钟",
    },
    {
      tag: "春运 回家",
      who: "抢票 的 我|列车员|扛 着 土鸡 的 大叔",
      thing: "硬座|候补 车票|行李 架",
      does: "抢 到 了 硬座|带 了 {n} 箱 特产|站 了 一 夜",
      where: "候车室|拥挤 的 车厢",
      bit: "候补 了 {n} 次 才 有 票|行李 架 上 全 是 特产|妈妈 在 出站口 等",
    },
  ],
};
