import type { Topic } from "../topic.js";

export const health: Topic = {
  name: "健康",
  emoji: "💪|🤒|🧘",
  moods: ["triumph", "complaint", "confess", "ask"],
  hints: [
    "第 {n} 天 ， 感觉 身体 不 一样 了",
    "医生 让 我 好好 休息 ， {sigh}",
    "浑身 都 疼 ， {react}",
    "{day} 开始 一定 坚持 ， 这次 是 真的",
  ],
  posts: ["第 {n} 天 ： {bit}", "{who} {does} ， {feel}"],
  replies: ["加油 ， {bit}", "{who} 也 {does}", "{thing} 有用 吗", "我 {when} 也 在 {where}"],
  tags: [
    {
      tag: "早睡 打卡",
      who: "我 的 手机|助眠 软件|智能 手环",
      thing: "枕头|黑眼圈|被窝",
      does: "说 我 睡 了 {n} 小时|半夜 又 亮 了|帮 我 数 羊",
      where: "床头|关灯 的 房间",
      bit: "睡 前 不 看 手机|黑眼圈 淡 了|数 羊 根本 没用",
    },
    {
      tag: "晨跑 打卡",
      who: "跑步 搭子|打 太极 的 大爷|江边 的 跑友",
      thing: "跑鞋|配速|晨光",
      does: "超 了 我 {n} 圈|跑 了 {n} 公里|岔气 了",
      where: "江边 跑道|第 {n} 圈",
      bit: "配速 又 快 了|江边 的 日出 免费|跑 起来 就 不 困 了",
    },
  ],
};
