/** A variation selector says how an emoji looks; the words of a vocabulary do without. */
const SELECTORS = /[\uFE0E\uFE0F]/gu;

const ELEMENT = String.raw`\p{Extended_Pictographic}(?:\uFE0F?\p{Emoji_Modifier}|[\uFE0E\uFE0F])?\uFE0F?`;

/**
 * Source of a pattern (flag `u` or `v`) for one emoji as a reader sees it: flags of countries and
 * regions, keycaps, skin tones, sequences joined by zero-width joiners. Unlike `\p{RGI_Emoji}` it
 * takes those without variation selectors, which posts hold as often, and those of later years.
 */
export const EMOJI = [
  String.raw`\p{Regional_Indicator}{1,2}`,
  String.raw`[\d#*]\uFE0F?\u20E3`,
  String.raw`\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}`,
  String.raw`${ELEMENT}(?:\u200D${ELEMENT})*`,
  String.raw`\p{Emoji_Modifier}`,
].join("|");

/** One form for all ways to write an emoji. */
export function normaliseEmoji(emoji: string): string {
  return emoji.replace(SELECTORS, "");
}
