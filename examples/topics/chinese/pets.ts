import type { Topic } from "../topic.js";

export const pets: Topic = {
  name: "宠物",
  emoji: "🐾|❤️|😹",
  moods: ["complaint", "awe", "confess"],
  hints: [
    "早上 {few} 点 被 小 祖宗 叫醒 ， {sigh}",
    "沙发 已经 不 是 我 的 了",
    "满 屋子 都 是 毛 ， {sigh}",
    "看 这 小 脸 URL 谁 舍得 生气",
  ],
  posts: ["{who} {does} ， {react}", "看 {who} 在 {where} URL"],
  replies: ["{who} 太 可爱 了", "我 家 的 也 {does}", "小心 ， {bit}", "这个 {thing} 笑 死 我"],
  tags: [
    {
      tag: "晒 猫",
      who: "橘猫|主子|三花",
      thing: "纸箱|猫粮|呼噜",
      does: "打 翻 了 花瓶|钻 进 了 纸箱|踩 了 键盘",
      where: "衣柜 顶 上|键盘 上",
      bit: "十 只 橘猫 九 只 胖|纸箱 比 猫窝 好|主子 {few} 点 准时 跑酷",
    },
    {
      tag: "遛狗 日常",
      who: "二哈|柯基|捡 树枝 的 金毛",
      thing: "牵引绳|小 短腿|树枝",
      does: "拖 着 我 跑|不 肯 回家|叼 了 {n} 根 树枝",
      where: "小区 草地|遛狗 路 上",
      bit: "是 狗 在 遛 我|出门 一定 要 牵绳|柯基 的 屁股 会 说话",
    },
  ],
};
