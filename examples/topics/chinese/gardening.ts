import type { Topic } from "../topic.js";

export const gardening: Topic = {
  name: "园艺",
  emoji: "🌱|🌻|🪴",
  moods: ["triumph", "complaint", "awe"],
  hints: [
    "{when} 浇 完 水 ， 心情 也 好 了",
    "阳台 又 放 不 下 了 ， {sigh}",
    "种 了 {n} 年 还是 新手",
    "长 得 比 我 的 工资 快 ， {feel}",
  ],
  posts: ["第 {n} 天 ， {bit}", "{where} 的 {thing} 越 长 越 好看"],
  replies: [
    "我 的 {thing} 早就 死 了",
    "{where} 的 {thing} 怎么样 了",
    "{bit} ， 试试 看",
    "求 {thing} 的 照片",
  ],
  tags: [
    {
      tag: "阳台 种菜",
      who: "小 番茄|辣椒|黄瓜 藤",
      thing: "小 番茄|辣椒|黄瓜",
      does: "红 了|爬 到 了 楼上|结 了 {n} 个 果",
      where: "阳台 菜地|泡沫 箱 里",
      bit: "番茄 终于 红 了|黄瓜 爬 上 了 邻居 家|辣椒 收 了 {n} 个",
    },
    {
      tag: "多肉 日记",
      who: "桃蛋|我 家 多肉|新 买 的 熊童子",
      thing: "多肉|桃蛋|拼盘",
      does: "徒长 了|爆盆 了|掉 叶子 了",
      where: "多肉 架 上|颗粒 土 里",
      bit: "多肉 不 能 多 浇水|桃蛋 胖 了 一 圈|叶子 插 土 就 能 活",
    },
  ],
};
