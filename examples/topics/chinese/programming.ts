import type { Topic } from "../topic.js";

export const programming: Topic = {
  name: "编程",
  emoji: "💻|🐛|🤖",
  moods: ["triumph", "complaint", "confess"],
  hints: [
    "在 我 电脑 上 是 好 的 ， {react}",
    "改 了 一 行 ， 坏 了 {n} 处 ， {sigh}",
    "这 代码 谁 写 的 ， 哦 ， 是 {n} 年 前 的 我",
    "全 绿 了 ， {feel}",
  ],
  posts: ["{who} {few} 点 {does} ， {react}", "一个 {thing} 查 了 {n} 小时 ， {sigh}"],
  replies: [
    "{thing} 看 了 吗",
    "{bit} ， 新手 错误",
    "我们 公司 {who} 也 {does}",
    "第 一 条 ： {bit}",
  ],
  tags: [
    {
      tag: "周五 上线",
      who: "运维|实习生|新 来 的 同事",
      thing: "回滚|线上 故障|报警",
      does: "下班 前 发版|把 服务 搞 挂 了|半夜 回滚 了",
      where: "线上 环境|值班 群",
      bit: "周五 千万 别 发版|回滚 也 失败 了|报警 响 了 {n} 次",
    },
    {
      tag: "改 需求",
      who: "产品 经理|甲方|设计师",
      thing: "需求 文档|原型图|按钮 颜色",
      does: "又 改 了 需求|要 五彩 斑斓 的 黑|说 很 简单",
      where: "需求 评审会|第 {n} 版 文档",
      bit: "改 到 第 {n} 版 又 用 第 一 版|甲方 想 要 一点 感觉|按钮 颜色 换 了 {n} 次",
    },
  ],
};
