import type { Topic } from "../topic.js";

export const music: Topic = {
  name: "音乐",
  emoji: "🎶|🎧|🎸",
  moods: ["awe", "wait", "over", "confess"],
  hints: [
    "单曲 循环 {n} 遍 ， {react}",
    "嗓子 唱 哑 了 ， {feel}",
    "票 {n} 秒 就 没 了 ， {sigh}",
    "耳朵 里 还 在 响 ， {feel}",
  ],
  posts: ["{who} {does} ， 全场 都 疯 了", "{where} 的 {thing} 听 得 我 {feel}"],
  replies: [
    "{who} {does} ， 我 当场 泪目",
    "那 段 {thing} 绝 了",
    "下次 {where} 见",
    "我 爱 {who}",
  ],
  tags: [
    {
      tag: "山谷 音乐节",
      who: "雨 里 的 观众|压轴 乐队|举 大旗 的 小哥",
      thing: "泥坑|大旗|帐篷 区",
      does: "在 泥 里 跳舞|把 大旗 举 了 {n} 小时|跳进 了 泥坑",
      where: "山谷 草地|舞台 前",
      bit: "草地 变 成 泥坑|大旗 挡 住 了 舞台|山谷 里 有 回声",
    },
    {
      tag: "木鱼 乐队",
      who: "鼓手 阿木|木鱼 乐队|主唱 小 鱼干",
      thing: "木鱼 独奏|鼓 点|安可 曲",
      does: "敲 断 了 鼓槌|唱 了 安可|把 木鱼 扔 给 了 观众",
      where: "地下 酒吧|第一 排 音箱 旁",
      bit: "阿木 敲 断 了 {n} 根 鼓槌|没有 木鱼 就 没有 灵魂|安可 唱 了 {n} 首",
    },
  ],
};
