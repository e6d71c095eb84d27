import type { DatasetDescription } from "../src/dataset/folder.js";
import type { Instance, Split } from "../src/dataset/instance.js";
import { splitInstances } from "../src/dataset/split.js";
import { Random } from "../src/support/random.js";
import { chance, pick } from "./grammar.js";
import { makeThread } from "./thread.js";
import { chinese } from "./topics/chinese.js";
import { english } from "./topics/english.js";
import type { Language, Tag, Topic } from "./topics/topic.js";

const SEED = 2019;

/** What `dataset.json` says of the sample corpus. */
export const DESCRIPTION: DatasetDescription = {
  name: "sample",
  language: "en",
  seed: SEED,
  createdFrom: "examples/generate-sample.ts",
};

/** The share of posts with a second hashtag of the same topic. */
const TWO_TAGS = 0.03;
/** Posts of the most used hashtag; the number falls with the rank, as it does among people (Zipf). */
const MOST_POSTS = { en: 76, zh: 64 };
const FALL = 0.5;

/** The sample corpus, split into training, validation and test posts. */
export function sampleCorpus(): Record<Split, Instance[]> {
  const random = new Random(SEED);
  const posts = new Set<string>();
  const threads = [english, chinese].flatMap((language) => threadsOf(language, posts, random));
  const instances = random.shuffle(threads).map((thread, i) => ({
    id: `sample-${String(i + 1).padStart(4, "0")}`,
    ...thread,
  }));
  return splitInstances(instances, SEED);
}

/** All threads of a language; their posts are added to those that exist already. */
function threadsOf(language: Language, posts: Set<string>, random: Random): Omit<Instance, "id">[] {
  const tags = language.topics.flatMap((topic) => topic.tags.map((tag) => ({ topic, tag })));
  return random.shuffle(tags).flatMap(({ topic, tag }, rank) => {
    const count = Math.round(MOST_POSTS[language.code] * (rank + 1) ** -FALL);
    return Array.from({ length: count }, () => newThread(language, topic, tag, posts, random));
  });
}

/** A thread whose post nobody has written yet. */
function newThread(
  language: Language,
  topic: Topic,
  tag: Tag,
  posts: Set<string>,
  random: Random,
): Omit<Instance, "id"> {
  for (;;) {
    const second = chance(TWO_TAGS, random) ? [pick(topic.tags, random)] : [];
    const thread = makeThread(language, topic, [...new Set([tag, ...second])], random);
    const key = thread.post.join(" ");
    if (posts.has(key)) continue;
    posts.add(key);
    return thread;
  }
}
