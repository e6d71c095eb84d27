import type { Topic } from "../topic.js";

export const travel: Topic = {
  name: "旅行",
  emoji: "🌍|🧳|😍",
  moods: ["wait", "complaint", "awe", "over"],
  hints: [
    "{n} 天 假期 ， 一个 背包 ， 没有 计划",
    "不 想 回去 上班 ， {feel}",
    "朋友圈 九 张 图 都 不 够 用",
    "迷路 才 是 旅行 最 好 的 部分",
  ],
  posts: ["在 {where} 醒来 ， {bit}", "{who} {does} ， 这 趟 值 了"],
  replies: [
    "{where} 好玩 吗",
    "羡慕 ， 我 也 想 去 {where}",
    "小心 那个 {thing}",
    "我们 去 的 时候 {who} 也 {does}",
  ],
  tags: [
    {
      tag: "周末 露营",
      who: "一 只 松鼠|烤 串 的 老王|隔壁 帐篷 的 人",
      thing: "帐篷|天幕|充气 床垫",
      does: "偷 走 了 香肠|绊 倒 在 地钉 上|钻进 了 帐篷",
      where: "河边 营地|帐篷 里",
      bit: "地钉 忘 带 了|天幕 被 风 吹 跑 了|蚊子 咬 了 {n} 个 包",
    },
    {
      tag: "古镇 漫步",
      who: "撑船 的 阿婆|卖 糖人 的 师傅|画画 的 学生",
      thing: "乌篷船|糖人|石桥",
      does: "唱 起 了 船歌|画 了 一 条 糖 龙|坐 在 石桥 上 听 雨",
      where: "柳溪 古镇|石桥 上",
      bit: "乌篷船 {n} 块 一 位|下雨 的 石板路 最 美|糖人 舍不得 吃",
    },
    {
      tag: "绿皮 火车",
      who: "对面 的 大爷|卖 盒饭 的 大姐|上铺 的 兄弟",
      thing: "卧铺|盒饭|车窗",
      does: "请 我 吃 瓜子|打 呼噜 到 天亮|聊 了 {n} 站",
      where: "卧铺 车厢|车窗 边",
      bit: "盒饭 {n} 块 一 份|车窗 外 全 是 油菜花|哐当 声 最 催眠",
    },
  ],
};
