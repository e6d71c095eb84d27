import { cinema } from "./chinese/cinema.js";
import { cooking } from "./chinese/cooking.js";
import { festivals } from "./chinese/festivals.js";
import { games } from "./chinese/games.js";
import { gardening } from "./chinese/gardening.js";
import { health } from "./chinese/health.js";
import { music } from "./chinese/music.js";
import { pets } from "./chinese/pets.js";
import { programming } from "./chinese/programming.js";
import { school } from "./chinese/school.js";
import { space } from "./chinese/space.js";
import { sport } from "./chinese/sport.js";
import { transport } from "./chinese/transport.js";
import { travel } from "./chinese/travel.js";
import { weather } from "./chinese/weather.js";
import type { Language } from "./topic.js";

/** Chinese microblog posts. Patterns separate words by spaces, which written text leaves out. */
export const chinese: Language = {
  code: "zh",
  topics: [
    sport,
    weather,
    cooking,
    gardening,
    cinema,
    music,
    transport,
    games,
    school,
    space,
    programming,
    pets,
    travel,
    health,
    festivals,
  ],
  slots: {
    few: "2|3|4|5|6|7|8|9",
    n: "2|3|4|5|6|7|8|9|10|12|15|20|24|30|36|40|50|99|100",
    day: "周一|周二|周三|周四|周五|周六|周日",
    when: "今天|今晚|昨晚|刚刚|今早|昨天|这会儿|下午",
    family: "我 爸|我 妈|室友|同事|我 妹|闺蜜|老公|老婆|全家",
    feel: "激动 得 说 不 出 话|开心 到 飞起|眼泪 都 出来 了|幸福 感 爆棚|太 满足 了|心脏 受 不 了|起 了 一 身 鸡皮疙瘩",
    sigh: "我 太 难 了|心 好 累|谁 懂 啊|无语 了|为什么 又 是 我|下次 再也 不 了|求 安慰",
    react: "{feel}|{sigh}|笑 死 我 了|绝 了|我 服 了|不 接受 反驳",
    lastgasp: "最后 一 分钟|最后 {n} 秒|最后 时刻|没 人 相信 的 时候|快 结束 的 时候",
  },
  vague: {
    contest: [
      "不敢 相信 ， {lastgasp} 他们 又 做到 了",
      "不 会 吧 ， {lastgasp} 怎么 可以 这样 ， {sigh}",
      "{lastgasp} 逆转 了 ， {feel}",
      "{when} {family} 跟 我 一起 跳 起来 了",
      "我 收回 以前 说 的 话 ， {when} 他们 真的 可以",
      "{when} 输 得 太 冤 了 ， {sigh}",
    ],
    triumph: [
      "成功 了 ！ 试 了 {n} 次 终于 成功 了 ， {feel}",
      "{when} 终于 搞定 ， 花 了 {n} 个 小时",
      "没 人 信 我 可以 ， 看 URL {feel}",
      "坚持 了 {n} 周 ， {when} 有 结果 了",
      "{family} 说 我 不 行 ， {when} 打脸 了",
    ],
    complaint: [
      "又 来 了 ， {when} 又 来 了 ， {sigh}",
      "{n} 个 小时 就 这么 没 了 ， {sigh}",
      "为什么 每 到 {day} 都 这样 ， {sigh}",
      "{day} 的 计划 全 泡汤 了 ， {sigh}",
      "{when} 真的 受 够 了 ， {sigh}",
      "{family} 笑 了 我 {n} 分钟 ， {sigh}",
    ],
    wait: [
      "还 有 {n} 天 ！ 有 人 和 我 一样 期待 吗",
      "都 准备 好 了 ， 就 等 {day} ， {feel}",
      "睡 不 着 ， 再 过 {n} 个 小时 就 开始 了",
      "{day} 快 点 来 吧 ， {family} 已经 等 不 及 了",
      "等 了 {n} 个 月 ， 终于 要 来 了",
    ],
    awe: [
      "{when} 什么 都 不 想 说 ， 自己 看 URL",
      "{when} 站 在 那里 ， {feel}",
      "没 看 到 的 人 {when} 亏 大 了",
      "这 辈子 都 会 记得 {when} ， {feel}",
      "{family} 和 我 对 看 一眼 ， {feel}",
      "{when} 是 真的 吗 ， {react}",
    ],
    over: [
      "就 这么 结束 了 ， {react}",
      "还 没 准备 好 说 再见 ， {when} 就 结束 了",
      "{n} 天 一 眨眼 就 过 去 了 ， 舍不得",
      "以后 的 {day} 晚上 我 要 做 什么 呢",
      "明年 还 要 再 来 ， {feel}",
    ],
    ask: [
      "{when} 只 有 我 一个 人 这样 吗",
      "第 一 次 ， 有 什么 建议 吗 ， {when} 在线 等",
      "{family} 说 不 要 ， 我 说 要 ， 你们 说 呢",
      "老实 说 ， {when} 你们 觉得 怎么样",
      "有 人 {day} 一起 吗 ， 我 有 点 紧张",
    ],
    confess: [
      "坦白 一下 ， {when} 我 又 没 忍 住",
      "别 告诉 {family} ， {when} 我 又 来 了",
      "说 好 只 来 一 次 ， 现在 是 第 {n} 次",
      "答应 过 {family} 要 戒 ， {react}",
      "{when} 的 我 没 救 了 ， {react}",
    ],
  },
  posts: [
    "{when} {who} {does} ， {bit}",
    "{who} 在 {where} {does} ， 果然 ， 那个 {thing} ！",
    "还 在 想 {where} 的 那个 {thing} ， {react}",
    "{bit} ， {react}",
    "{where} 的 {thing} 真的 绝 了",
    "谁 能 告诉 我 {who} 为什么 {does}",
    "没 人 提醒 过 我 {where} 的 {thing}",
    "一 句 话 总结 {when} ： {bit}",
    "我 在 {where} ， 亲眼 看 到 {who} {does}",
    "{thing} ， {thing} ， 还是 {thing} ！ {react}",
    "没 想到 {when} {who} {does} ， {react}",
  ],
  replies: [
    "那个 {thing} 太 绝 了",
    "听说 {who} {does}",
    "{bit} ， 对 吧",
    "{who} {does} ， 我 就 在 现场",
    "说 的 是 {thing} 吧",
    "你 也 在 {where} 吗",
    "我们 在 {where} ， {bit}",
    "又 是 {thing}",
    "看 到 {who} {does} ， 我 笑 喷 了",
    "最 精彩 的 是 {who} {does}",
    "等 你 看 到 {where} 的 {thing} 再 说",
    "{family} 也 说 {bit}",
    "然后 {who} {does}",
    "忘 不 了 {where} 的 {thing}",
    "让 我 猜猜 ， {who} {does}",
    "都 怪 {who}",
    "重要 的 事 说 两 遍 ： {bit}",
  ],
  plain: [
    "同感|我 也 是",
    "太 真实 了|说 得 对",
    "哈哈 真的|笑 死",
    "抱抱|心疼|加油",
    "恭喜 恭喜|羡慕",
    "然后 呢|快 说 说",
    "怎么 回事|不 会 吧",
    "我 就 知道|{day} 就 说 过 了",
    "求 照片|有 图 吗",
    "{day} 见|打 电话 给 我",
    "{family} 也 这么 说",
    "正 想 发 这个|你 抢 了 我 的 话",
    "上 班 路上 看 到 这 条 ， 笑 了",
  ],
  openers: [
    "哈哈 ，",
    "天哪 ，",
    "哇 ，",
    "说 真的 ，",
    "唉 ，",
    "救命 ，",
    "对 对 对 ，",
    "家人 们 ，",
    "讲 道理 ，",
  ],
  closers: ["😂", "😭", "🙌", "❤️", "！！", "……", "🙈", "哈哈哈", "啊啊啊", "URL", "👀", "～"],
};
