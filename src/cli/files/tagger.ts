import { openSuggester } from "../../suggesters/open.js";
import type { OpenSuggester } from "../../suggesters/open-suggester.js";
import type { Thread } from "../../suggesters/suggester.js";
import type { ThreadText, Wishes } from "../../tagger/suggestion.js";
import { Threadtag } from "../../tagger/threadtag.js";
import type { TextReader } from "../../text/text-reader.js";
import type { PostForm } from "./post-form.js";
import type { ScoredHashtag, Tag } from "./tag.js";

/** What is to be suggested, as it is told to a thread. */
export interface TaggerPlan {
  /** The model folder. */
  readonly model: string;
  readonly form: PostForm["name"];
  readonly wishes: Omit<ThreadText, "post" | "replies"> & Wishes;
  /** Processor threads of a neural model; all cores without it. */
  readonly threads?: number;
}

/** Suggests hashtags for posts, as texts or as words. */
export interface FileTagger {
  /** @param posts as the form of the plan reads them */
  tag(posts: readonly unknown[]): Promise<Tag[][]>;
  close(): Promise<void>;
}

/** @throws UserError when the model cannot be opened */
export async function openTagger(plan: TaggerPlan): Promise<FileTagger> {
  const threads = plan.threads === undefined ? {} : { threads: plan.threads };
  if (plan.form === "texts") return new TextTagger(await Threadtag.open(plan.model, threads), plan);
  const suggester = await openSuggester(plan.model, threads);
  return new WordTagger(suggester, await suggester.openReader(), plan);
}

class TextTagger implements FileTagger {
  constructor(
    private readonly tagger: Threadtag,
    private readonly plan: TaggerPlan,
  ) {}

  tag(posts: readonly ThreadText[]): Promise<Tag[][]> {
    return this.tagger.suggestAll(posts.map((post) => ({ ...post, ...this.plan.wishes })));
  }

  close(): Promise<void> {
    return this.tagger.close();
  }
}

class WordTagger implements FileTagger {
  constructor(
    private readonly suggester: OpenSuggester,
    private readonly reader: TextReader,
    private readonly plan: TaggerPlan,
  ) {}

  async tag(posts: readonly Thread[]): Promise<Tag[][]> {
    const { limit } = this.plan.wishes;
    const lists = await this.suggester.suggest(posts, limit === undefined ? {} : { count: limit });
    return lists.map((list) =>
      list.map(
        ({ words, score }): ScoredHashtag => ({
          hashtag: this.reader.hashtag(words),
          words,
          score,
        }),
      ),
    );
  }

  close(): Promise<void> {
    return this.suggester.close();
  }
}
