import type { Platform } from "../corpus/post.js";
import { UserError } from "../support/errors.js";
import type { TextReader } from "../text/text-reader.js";
import { CandidateSearch, type Chosen, type Judgement, runSearches } from "./candidate-search.js";
import { confidenceIn } from "./confidence.js";
import { findEvidence } from "./evidence.js";
import { instanceOf } from "./labelled-thread.js";
import type { LoadedModel } from "./loaded-model.js";
import { type ModelInfo, modelInfoOf } from "./model-info.js";
import { inPortions } from "./portions.js";
import { readThread } from "./read-thread.js";
import type {
  AttentionMap,
  Evidence,
  HashtagSuggestion,
  LabelledThread,
  SuggestionRequest,
  ThreadText,
} from "./suggestion.js";
import { WishList } from "./wish-list.js";

/** Requests of a stream that are worked on together. */
const BATCH = 64;

/** Suggests hashtags for texts, whatever the model and wherever it runs. */
export class Tagger {
  /** What the model is, and what it was made from. */
  readonly model: ModelInfo;
  /** Readers for the platforms that were asked for. */
  private readonly readers = new Map<Platform, TextReader>();
  /**
   * Adds posts with their hashtags, which can be suggested from then on; absent where the model does not learn.
   * The model folder stays as it is.
   * @throws UserError naming the post that holds no word, or the hashtag
   */
  readonly learn?: (posts: readonly LabelledThread[]) => Promise<void>;

  private readonly suggester: LoadedModel["suggester"];
  private reader: TextReader;
  private readonly judgement: Omit<Judgement, "reader">;

  /** @param loaded is closed with the tagger */
  constructor({ suggester, reader, hashes }: LoadedModel) {
    this.suggester = suggester;
    this.reader = reader;
    this.model = modelInfoOf(suggester, hashes);
    this.judgement = { confidence: confidenceIn(suggester), isKnown: knownTo(suggester) };
    if (suggester.learn) this.learn = (posts) => this.add(posts);
  }

  /** Suggests hashtags for a post, best first; none for a thread without words. */
  async suggest(request: SuggestionRequest): Promise<HashtagSuggestion[]> {
    const [suggestions] = await this.suggestAll([request]);
    return suggestions;
  }

  /**
   * Suggests hashtags for many posts at once, which is faster and gives the same.
   * @returns one list for each request, in their order
   * @throws UserError when a request is one that the model cannot fulfil
   */
  async suggestAll(requests: readonly SuggestionRequest[]): Promise<HashtagSuggestion[][]> {
    await this.prepareFor(requests);
    const searches = requests.map((request) => this.searchFor(request));
    await runSearches(this.suggester, searches);
    const explained = searches.filter(
      ({ chosen }, place) => requests[place].evidence && chosen.length > 0,
    );
    const evidence = await findEvidence(this.suggester, explained);
    const found = new Map(explained.map((search, place) => [search, evidence[place]]));
    return searches.map((search) =>
      search.chosen.map((each, place) => shown(each, found.get(search)?.[place])),
    );
  }

  /**
   * Suggests hashtags for post after post.
   * @param batch requests that are read ahead and worked on together
   * @yields one list for each request, in their order
   */
  async *stream(
    requests: AsyncIterable<SuggestionRequest> | Iterable<SuggestionRequest>,
    { batch = BATCH }: { batch?: number } = {},
  ): AsyncGenerator<HashtagSuggestion[], void, undefined> {
    for await (const some of inPortions(requests, batch)) yield* await this.suggestAll(some);
  }

  /**
   * How the words of the post attend to those of the replies, as far as the model reads them.
   * @returns undefined where the model has no bi-attention
   */
  async attention(thread: ThreadText): Promise<AttentionMap | undefined> {
    await this.prepareFor([thread]);
    const read = readThread(thread, this.readerFor(thread.platform));
    const map = await this.suggester.attention?.(read);
    if (!map) return undefined;
    const { post, conversation, weights } = map;
    return { postWords: post, conversationWords: conversation, weights };
  }

  /** Frees the model. */
  close(): Promise<void> {
    return this.suggester.close();
  }

  private async add(posts: readonly LabelledThread[]): Promise<void> {
    await this.prepareFor(
      posts,
      posts.flatMap(({ hashtags }) => hashtags),
    );
    const instances = posts.map((post, place) =>
      instanceOf(post, place, this.readerFor(post.platform)),
    );
    await this.suggester.learn?.(instances);
    // It has learnt how the new hashtags are spelt.
    this.reader = await this.suggester.openReader();
    this.readers.clear();
  }

  /** Loads what reading these threads, and some texts more, takes. */
  private prepareFor(threads: readonly ThreadText[], texts: readonly string[] = []): Promise<void> {
    const inThreads = threads.flatMap(({ post, replies = [] }) => [post, ...replies]);
    return this.reader.prepare([...inThreads, ...texts]);
  }

  private searchFor(request: SuggestionRequest): CandidateSearch {
    const reader = this.readerFor(request.platform);
    const thread = readThread(request, reader);
    if (request.only === "existing") this.checkKnowsHashtags();
    return new CandidateSearch(thread, new WishList(request, thread), {
      ...this.judgement,
      reader,
    });
  }

  private checkKnowsHashtags(): void {
    const { capabilities, companions } = this.suggester;
    if (companions.known || !capabilities.openVocabulary) return;
    throw new UserError(
      'only: an earlier version of threadtag made this model, and it does not know which hashtags exist. Train it again, or ask for "any".',
    );
  }

  /** @param platform where most training posts come from, if it is not said */
  private readerFor(platform: Platform = this.reader.platform): TextReader {
    if (platform === this.reader.platform) return this.reader;
    const reader = this.readers.get(platform) ?? this.reader.withPlatform(platform);
    this.readers.set(platform, reader);
    return reader;
  }
}

/** Tells whether a training post has a hashtag; a model that makes no new ones need not keep them. */
function knownTo({ capabilities, companions }: LoadedModel["suggester"]) {
  const { known } = companions;
  return (words: readonly string[]): boolean =>
    known ? known.has(words) : !capabilities.openVocabulary;
}

function shown(
  { hashtag, confidence, known, suggestion }: Chosen,
  evidence: Evidence | undefined,
): HashtagSuggestion {
  const { words, source = "generated" } = suggestion;
  return { hashtag, words, confidence, source, known, ...(evidence && { evidence }) };
}
