import type { Instance } from "../src/dataset/instance.js";
import type { Random } from "../src/support/random.js";
import { chance, expand, pick, type Slots } from "./grammar.js";
import type { Language, Tag, Topic } from "./topics/topic.js";
import { capitalise, type Utterance, write } from "./writing.js";

/** What a post shows: nothing, its topic or its hashtag. */
type Kind = "vague" | "hint" | "telling";

/** The shares of the first two. */
const VAGUE = 0.28;
const HINT = 0.05;
/** The share of posts without replies, among those that show their hashtag. */
const NO_REPLIES = 0.15;
/** The share of replies that show the hashtag. */
const TELLING = 0.74;
const OPENER = 0.12;
const REPLY_COUNTS = [2, 2, 3, 3, 3, 4, 4, 5, 5, 6];

/**
 * A post with its replies. What the post shows depends on chance alone, so that every hashtag has posts
 * that only their replies explain.
 * @param tags the gold hashtags; the post is about the first, a reply about any of them
 */
export function makeThread(
  language: Language,
  topic: Topic,
  tags: readonly Tag[],
  random: Random,
): Omit<Instance, "id"> {
  const kind = drawKind(random);
  const post = makePost(kind, language, topic, slotsOf(language, tags[0]!), random);
  const alone = kind === "telling" && chance(NO_REPLIES, random);
  const replies = alone ? [] : makeReplies(language, topic, tags, random);
  return {
    post: post.words,
    conversation: replies.flatMap(({ words }) => words),
    hashtags: tags.map(({ tag }) => tag.toLowerCase().split(" ")),
    text: post.text,
    replies: replies.map(({ text }) => text),
    surface: tags.map(({ tag }) => surface(tag, random)),
  };
}

function drawKind(random: Random): Kind {
  const uniform = random.uniform();
  return uniform < VAGUE ? "vague" : uniform < VAGUE + HINT ? "hint" : "telling";
}

function makePost(
  kind: Kind,
  language: Language,
  topic: Topic,
  slots: Slots,
  random: Random,
): Utterance {
  const patterns = {
    vague: language.vague[pick(topic.moods, random)]!,
    hint: topic.hints,
    telling: [...topic.posts, ...language.posts],
  }[kind];
  const tokens = sentence(pick(patterns, random), language, slots, random);
  if (chance(0.35, random)) tokens.push(closer(language, topic, kind !== "vague", random));
  return write(tokens, language.code, random);
}

/** The replies below a post; no two of them follow the same pattern. */
function makeReplies(
  language: Language,
  topic: Topic,
  tags: readonly Tag[],
  random: Random,
): Utterance[] {
  const telling = random.shuffle([...topic.replies, ...language.replies]);
  const plain = random.shuffle([...language.plain]);
  return Array.from({ length: pick(REPLY_COUNTS, random) }, () => {
    const pattern = (chance(TELLING, random) ? telling : plain).pop()!;
    const tokens = sentence(pattern, language, slotsOf(language, pick(tags, random)), random);
    if (chance(0.15, random)) tokens.unshift("MENTION");
    if (chance(0.2, random)) tokens.push(closer(language, topic, true, random));
    return write(tokens, language.code, random);
  });
}

/** A sentence of a pattern, now and then with something before it. */
function sentence(pattern: string, language: Language, slots: Slots, random: Random): string[] {
  const tokens = expand(pattern, slots, random);
  const opener = chance(OPENER, random) ? pick(language.openers, random).split(" ") : [];
  return [...opener, ...tokens];
}

/** An emoji or the like at the end; those of the topic only where the topic may show. */
function closer(language: Language, topic: Topic, mayHint: boolean, random: Random): string {
  return mayHint && chance(0.4, random)
    ? pick(topic.emoji.split("|"), random)
    : pick(language.closers, random);
}

function slotsOf(language: Language, { tag: _, ...slots }: Tag): Slots {
  return { ...language.slots, ...slots };
}

/** A hashtag as it is typed: mostly "HarbourCup", sometimes "harbourcup". */
function surface(tag: string, random: Random): string {
  const words = tag.split(" ");
  return chance(0.08, random) ? words.join("").toLowerCase() : words.map(capitalise).join("");
}
