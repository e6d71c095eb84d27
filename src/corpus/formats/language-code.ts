const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
const codes = new Map<string, string | undefined>();

/**
 * The ISO 639-1 code of a language tag: `zh` of `zh-Hant`, `id` of the outdated `in`.
 * @returns undefined for no tag, for `und` and the like, and where there is no such code
 */
export function languageCode(tag: string | undefined): string | undefined {
  const subtag = /^[a-z]{2,3}(?![a-z])/i.exec(tag ?? "")?.[0].toLowerCase();
  if (subtag === undefined) return undefined;
  if (!codes.has(subtag)) codes.set(subtag, findCode(subtag));
  return codes.get(subtag);
}

function findCode(subtag: string): string | undefined {
  const { language } = new Intl.Locale(subtag);
  // Some two-letter codes have given way to longer ones, as tl to fil.
  const code = language?.length === 2 ? language : subtag;
  return code.length === 2 && names.of(code) !== undefined ? code : undefined;
}
