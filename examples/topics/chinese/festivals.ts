import type { Topic } from "../topic.js";

export const festivals: Topic = {
  name: "节日",
  emoji: "🎉|🎊|🥳",
  moods: ["wait", "awe", "over", "ask"],
  hints: [
    "全 城 的 人 都 出来 了 ， {feel}",
    "{family} 在 人群 里 走丢 了 ， {sigh}",
    "一年 就 等 这 一 天 ， {feel}",
    "人 比 风景 多 ， 但是 开心",
  ],
  posts: ["和 {family} 在 {where} ， {bit}", "{who} {does} ， 大家 都 鼓掌"],
  replies: ["在 {where} 见", "最 喜欢 {thing}", "带 上 孩子 ， {bit}", "去年 {who} 也 {does}"],
  tags: [
    {
      tag: "元宵 灯会",
      who: "猜 灯谜 的 小孩|做 灯 的 老 师傅|提 鲤鱼 灯 的 姑娘",
      thing: "灯谜|鲤鱼 灯|汤圆",
      does: "猜 中 了 {n} 个 灯谜|点 亮 了 鲤鱼 灯|送 我 一 碗 汤圆",
      where: "灯会 入口|花灯 底下",
      bit: "灯谜 一个 都 猜 不 出|汤圆 要 吃 芝麻 馅|鲤鱼 灯 有 {n} 米 长",
    },
    {
      tag: "龙舟 赛",
      who: "红 队 鼓手|红 队 龙舟|掉 进 水 里 的 桨手",
      thing: "龙舟|船桨|鼓声",
      does: "划 断 了 船桨|落水 了|最先 夺旗",
      where: "河 两岸|终点 浮标 前",
      bit: "龙舟 差点 翻 了|鼓声 震 得 耳朵 疼|红 队 快 了 半 个 龙头",
    },
    {
      tag: "跨年 夜",
      who: "放 烟花 的 人|广场 上 的 陌生人|倒数 的 人群",
      thing: "烟花|钟声|新年 愿望",
      does: "抱 在 一起|倒数 了 三 遍|点 亮 了 江面",
      where: "钟楼 广场|烟花 下面",
      bit: "零点 的 烟花 放 了 {n} 分钟|钟声 敲 了 {n} 下|新年 快乐 说 了 一 圈",
    },
  ],
};
