import { LinearClassifier } from "../linear/linear-classifier.js";
import type { Thread } from "../suggester.js";
import { TextKernel } from "../terms/text-kernel.js";
import { threadWords } from "../thread-words.js";
import { type Evidence, SimilarPosts, type WordEvidence, wordEvidence } from "./similar-posts.js";

/** First words of a conversation that are read. */
const CONVERSATION_WORDS = 200;

/** What is read of a thread: all of it, the post, or the conversation. */
export const VIEWS = {
  all: (thread: Thread) => threadWords(thread, CONVERSATION_WORDS),
  post: ({ post }: Thread) => post,
  conversation: ({ conversation }: Thread) => conversation.slice(0, CONVERSATION_WORDS),
} as const satisfies Record<string, (thread: Thread) => readonly string[]>;

/** The name of what is read. */
export type View = keyof typeof VIEWS;

/** The views that have no classifier. */
const SIDES = ["post", "conversation"] as const;

/** What the parts say of each hashtag. */
export interface Opinions {
  /** Margins of the linear classifiers `[hashtags]`. */
  readonly margins: Float64Array;
  /** What posts say that are similar in all, in the post, or in the conversation. */
  readonly evidence: Readonly<Record<View, Evidence>>;
  /** What single words of post and conversation say. */
  readonly words: WordEvidence;
}

/** The parts whose opinions are joined: linear classifiers, and similar posts in three views. */
export class FusionParts {
  private readonly similar: Readonly<Record<View, SimilarPosts>>;
  /** The hashtags of each post. */
  private readonly hashtagsOf: readonly (readonly number[])[];

  /** @param posts numbers of the posts of each hashtag */
  constructor(
    readonly classifier: LinearClassifier,
    readonly kernels: Readonly<Record<(typeof SIDES)[number], TextKernel>>,
    readonly posts: readonly (readonly number[])[],
  ) {
    this.similar = {
      all: new SimilarPosts(classifier.kernel, posts),
      post: new SimilarPosts(kernels.post, posts),
      conversation: new SimilarPosts(kernels.conversation, posts),
    };
    const hashtagsOf: number[][] = Array.from({ length: classifier.size }, () => []);
    for (const [hashtag, numbers] of posts.entries()) {
      for (const post of numbers) hashtagsOf[post].push(hashtag);
    }
    this.hashtagsOf = hashtagsOf;
  }

  /** Learns all parts from threads. @param onProgress told the share that is done */
  static async learn(
    threads: readonly Thread[],
    posts: readonly (readonly number[])[],
    onProgress?: (fraction: number) => void,
  ): Promise<FusionParts> {
    const classifier = await LinearClassifier.learn(threads.map(VIEWS.all), posts, onProgress);
    const [post, conversation] = SIDES.map((view) => TextKernel.of(threads.map(VIEWS[view])));
    return new FusionParts(
      classifier,
      { post, conversation } as Record<"post" | "conversation", TextKernel>,
      posts,
    );
  }

  /**
   * The parts after more threads were added.
   * @param posts of each hashtag, those of the more threads included, which are numbered on
   */
  async with(
    threads: readonly Thread[],
    posts: readonly (readonly number[])[],
  ): Promise<FusionParts> {
    const classifier = await this.classifier.with(threads.map(VIEWS.all), posts);
    const { post, conversation } = this.kernels;
    const kernels = {
      post: post.with(threads.map(VIEWS.post)),
      conversation: conversation.with(threads.map(VIEWS.conversation)),
    };
    return new FusionParts(classifier, kernels, posts);
  }

  /** What the parts say about a thread. */
  opinions(thread: Thread): Opinions {
    const { classifier, kernels, similar } = this;
    const words = VIEWS.all(thread);
    const whole = classifier.kernel.similarities(words);
    const postsByWord = classifier.kernel.textsByTerm(words);
    return {
      margins: classifier.marginsOf(whole),
      words: wordEvidence(postsByWord, this.hashtagsOf, this.posts.length),
      evidence: {
        all: similar.all.evidence(whole),
        post: similar.post.evidence(kernels.post.similarities(VIEWS.post(thread))),
        conversation: similar.conversation.evidence(
          kernels.conversation.similarities(VIEWS.conversation(thread)),
        ),
      },
    };
  }
}
