import type { Topic } from "../topic.js";

export const school: Topic = {
  name: "学校",
  emoji: "📚|🤓|✏️",
  moods: ["complaint", "wait", "triumph", "over"],
  hints: [
    "第 {n} 杯 咖啡 ， 还是 没 看 懂",
    "早 知道 就 早点 开始 ， {sigh}",
    "老师 说 很 简单 ， 老师 骗 人",
    "还 差 {n} 页 ， 脑子 已经 关机",
  ],
  posts: ["{who} 当 着 全班 {does}", "{when} 在 {where} 待 了 {n} 小时 ， {bit}"],
  replies: ["{thing} 加油", "别 怕 ， {bit}", "我们 {who} 也 {does}", "那 在 {where} 见"],
  tags: [
    {
      tag: "期末 周",
      who: "监考 老师|高数 老师|图书馆 占座 的 人",
      thing: "高数 卷子|重点|复习 资料",
      does: "说 全书 都 是 重点|通宵 背书|睡 着 了",
      where: "自习室|图书馆",
      bit: "高数 最后 一 题 没 人 会|图书馆 {few} 点 就 没 座 了|全书 都 是 重点",
    },
    {
      tag: "毕业 答辩",
      who: "导师|答辩 委员|打印店 老板",
      thing: "论文|致谢|幻灯片",
      does: "问 倒 了 我|让 我 再 改 论文|鼓掌 了",
      where: "答辩 教室|打印店",
      bit: "致谢 写 得 最 认真|导师 让 再 改 一 版|幻灯片 打 不 开",
    },
  ],
};
