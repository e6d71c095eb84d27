import type { Topic } from "../topic.js";

export const sport: Topic = {
  name: "体育",
  emoji: "🏆|👏|🔥",
  moods: ["contest", "contest", "wait", "awe"],
  hints: [
    "{when} 这 场 比赛 看 得 我 {feel}",
    "裁判 需要 换 一 副 眼镜 ， {sigh}",
    "{family} 和 我 守 着 比赛 ， 谁 都 不敢 说话",
    "{n} 年 来 最 好看 的 一 场 比赛",
  ],
  posts: ["{who} {does} ！ {feel}", "{when} 在 {where} 看 {who} ， 手心 全 是 汗"],
  replies: [
    "{who} 太 猛 了",
    "这个 {thing} 绝 了",
    "你 看到 {who} 在 {where} 了 吗",
    "全 靠 {who} 这个 {thing}",
  ],
  tags: [
    {
      tag: "青藤 杯",
      who: "老 将 陆一帆|青藤 队|客队 前锋",
      thing: "点球|任意球|头球",
      does: "罚进 了 点球|踢 中 了 门柱|踢飞 了 点球",
      where: "青藤 球场|禁区 里",
      bit: "点球 大战 最 折磨 人|门将 一战 封神|陆一帆 骗 过 了 门将",
    },
    {
      tag: "云湖 马拉松",
      who: "领跑员|香蕉 大叔|最后 一 名 跑者",
      thing: "终点线|补给站|水泡",
      does: "跑 完 了 全程|冲 过 了 终点线|跑 丢 了 一 只 鞋",
      where: "云湖 边|终点 拱门 下",
      bit: "跑 到 {n} 公里 腿 就 没 了|云湖 边 全 是 跑者|补给站 的 香蕉 最 香",
    },
    {
      tag: "江海 德比",
      who: "江城 队|海州 球迷|中场 小 魏",
      thing: "乌龙球|红牌|铲球",
      does: "吃 到 了 红牌|踢 进 了 乌龙球|和 对手 吵 起来 了",
      where: "江海 体育场|客队 看台",
      bit: "江城 对 海州 从来 不 平静|那个 铲球 就是 红牌|乌龙球 也 算 进球",
    },
  ],
};
