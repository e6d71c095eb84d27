import type { Topic } from "../topic.js";

export const games: Topic = {
  name: "游戏",
  emoji: "🎮|🎲|😎",
  moods: ["contest", "confess", "triumph"],
  hints: [
    "说 好 再 玩 一 局 ， 现在 是 {few} 点",
    "被 {few} 岁 小孩 打 败 了 ， {sigh}",
    "三 缺 一 ， {when} 谁 来",
    "升 到 {n} 级 了 ， {feel}",
  ],
  posts: ["{who} {does} ， 我们 全 输 了", "终于 拿到 {thing} ， {feel}"],
  replies: ["{thing} 怎么 过 的", "{who} 每次 都 {does}", "别 信 {who}", "提示 ： {bit}"],
  tags: [
    {
      tag: "星海 远征",
      who: "舰长|星海 公会|奶妈",
      thing: "星舰|虫族 首领|传说 装备",
      does: "撞 上 了 陨石|开 着 星舰 跑 了|忘 了 加血",
      where: "星海 副本|虫族 母巢",
      bit: "虫族 首领 有 {n} 条 命|星舰 没 燃料 了|奶妈 掉线 了",
    },
    {
      tag: "象棋 之 夜",
      who: "公园 大爷|棋王 老 秦|隔壁 小 胖",
      thing: "残局|当头炮|将军",
      does: "悔棋 了|跳 马 将军|一 炮 定 胜负",
      where: "棋盘 边|公园 石桌",
      bit: "观棋 不 语 真 难|一个 卒子 赢 了 残局|大爷 一个 人 下 {n} 盘",
    },
  ],
};
