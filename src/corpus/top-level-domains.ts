/** Generic top-level domains that people write without "http". */
const GENERIC =
  "com net org edu gov mil int info biz name mobi asia cat jobs tel travel coop museum aero arpa " +
  "app art blog chat city cloud club codes design dev digital email fun games global group guru " +
  "health host life link live love media news one online page photo pics press pub radio red " +
  "review rocks sale school shop site social software solutions space store stream studio team " +
  "tech tips today tools top tube video vip website wiki win work works world xyz zone";

/** Codes of countries and regions, by their first letter. */
const COUNTRIES =
  "a[cdefgilmoqrstuwxz] b[abdefghijmnorstvwyz] c[acdfghiklmnoruvwxyz] d[ejkmoz] e[cegrstu] " +
  "f[ijkmor] g[abdefghilmnpqrstuwy] h[kmnrtu] i[delmnoqrst] j[emop] k[eghimnprwyz] " +
  "l[abcikrstuvy] m[acdeghklmnopqrstuvwxyz] n[acefgilopruz] om p[aefghklmnrstwy] qa r[eosuw] " +
  "s[abcdeghijklmnorstuvxyz] t[cdfghjklmnortvwz] u[agksyz] v[aceginu] w[fs] y[et] z[amw]";

const INTERNATIONAL =
  "みんな コム 中国 中國 公司 网络 香港 台湾 台灣 한국 рф укр бел қаз срб भारत ไทย " +
  "مصر ایران پاکستان السعودية امارات المغرب ישראל";

/** Source of a pattern for the last label of a site's name; to be used without regard to case. */
export const TOP_LEVEL_DOMAIN = [GENERIC, COUNTRIES, INTERNATIONAL, String.raw`xn--[a-z\d\-]{2,59}`]
  .join(" ")
  .replaceAll(" ", "|");
