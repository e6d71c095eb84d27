const WORD_FOLLOWS = String.raw`(?![\p{L}\p{N}])`;
const ALONE_BEFORE = String.raw`(?<=^|\s)`;
const ALONE_AFTER = String.raw`(?=$|\s)`;

const EYES = "[:;=]";
const NOSE = "(?:-'?|['’])?";

/**
 * Source of a pattern (flag `u` or `v`) for faces and hearts made of signs. Letters and the shapes
 * that prose has too (a list's "8)", a bracket and a colon) must stand alone.
 */
export const EMOTICON = [
  // Repeated mouths: ":-)))".
  String.raw`[<>]?${EYES}${NOSE}(?:\)+|\(+|\]+|\[+|\}|\{|\||\*|\\)`,
  String.raw`[<>]?${EYES}${NOSE}(?:\/(?!\/)|[DdPpOoXx]${WORD_FOLLOWS})`,
  `${ALONE_BEFORE}:-?[3SsCc]${WORD_FOLLOWS}`,
  String.raw`${ALONE_BEFORE}(?:[\(\)\[\]]['’\-]?[:;=]|8-?\)|[Dd]:)${ALONE_AFTER}`,
  String.raw`8-[\)D]`,
  String.raw`<\/?3+(?!\p{N})`,
  String.raw`(?:[Xx]D+|[Xx]d|[Tt][_\.][Tt]|[Qq]_[Qq]|[Oo0]_+[Oo0]|[Oo]\.[Oo]|[Uu][wW][Uu]|[Oo][Ww][Oo])${WORD_FOLLOWS}`,
  String.raw`\^[_.\-]*\^|>[_.]+<|-[_.]+-|;[_.\-]+;|=[_.]+=|>_+>|<_+<`,
  String.raw`¯\\_+\(ツ\)_+\/¯|\\[om]\/`,
].join("|");
