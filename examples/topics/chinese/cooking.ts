import type { Topic } from "../topic.js";

export const cooking: Topic = {
  name: "美食",
  emoji: "😋|🍽️|🤤",
  moods: ["triumph", "confess", "ask"],
  hints: [
    "厨房 像 打 过 仗 一样 ， 但是 真 香",
    "第 {n} 碗 了 ， {react}",
    "{family} 说 好吃 ， {feel}",
    "吃 饱 {n} 分钟 又 饿 了 ， {sigh}",
  ],
  posts: ["{when} 做 了 {thing} ， {feel}", "记住 ： {bit}"],
  replies: [
    "给 我 留 一 份 {thing}",
    "{thing} 看 饿 了",
    "我 妈 说 {bit}",
    "{who} {does} ， 和 我 家 一样",
  ],
  tags: [
    {
      tag: "火锅 局",
      who: "不 吃 辣 的 同事|抢 毛肚 的 表哥|点 红油 锅 的 人",
      thing: "毛肚|红油 锅底|蘸料",
      does: "抢 走 了 毛肚|点 了 鸳鸯 锅|辣 哭 了",
      where: "火锅店|红油 锅 前",
      bit: "毛肚 涮 {n} 秒 最 脆|红油 才 是 灵魂|蘸料 要 放 香菜",
    },
    {
      tag: "粽子 大战",
      who: "甜 党|咸 党|包 粽子 的 外婆",
      thing: "肉粽|豆沙粽|粽叶",
      does: "包 了 {n} 个 粽子|吃 光 了 肉粽|给 粽子 蘸 白糖",
      where: "粽叶 堆 里|外婆 的 灶台",
      bit: "咸 粽子 才 是 正统|豆沙粽 天下 第一|粽叶 要 泡 一 夜",
    },
  ],
};
