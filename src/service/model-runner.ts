import { UserError } from "../support/errors.js";
import type {
  AttentionMap,
  HashtagSuggestion,
  LabelledThread,
  SuggestionRequest,
  ThreadText,
} from "../tagger/suggestion.js";
import { type ModelInfo, Threadtag } from "../tagger/threadtag.js";
import { readRequests } from "./journal.js";

/** Which model is opened, and how. */
export interface ModelPlace {
  readonly folder: string;
  /** Processor threads of a neural model. */
  readonly threads?: number;
  /** The journal of the posts that were learnt since. */
  readonly journal?: string;
}

/** A question to a model. */
export type Question =
  | { readonly kind: "suggest"; readonly request: SuggestionRequest }
  | { readonly kind: "attention"; readonly thread: ThreadText };

/** What answers a question of a kind. */
export interface Answers {
  readonly suggest: HashtagSuggestion[];
  /** Undefined where the model has no such attention. */
  readonly attention: AttentionMap | undefined;
}

/** What a question came to: an answer, or what is wrong with the question. */
export type Outcome = { readonly value: Answers[Question["kind"]] } | { readonly refused: string };

/** An opened model that answers lists of questions and learns what a journal says. */
export class ModelRunner {
  /** How many bytes of the journal have been learnt. */
  private learnt = 0;

  private constructor(
    private readonly tagger: Threadtag,
    private readonly journal?: string,
  ) {}

  /** @throws UserError when the model cannot be opened */
  static async open({ folder, threads, journal }: ModelPlace): Promise<ModelRunner> {
    const tagger = await Threadtag.open(folder, threads === undefined ? {} : { threads });
    return new ModelRunner(tagger, journal);
  }

  get model(): ModelInfo {
    return this.tagger.model;
  }

  /** @returns what each question came to, in their order: a wrong one does not spoil the others */
  async answer(questions: readonly Question[]): Promise<Outcome[]> {
    const requests = questions.flatMap((each) => (each.kind === "suggest" ? [each.request] : []));
    const suggested = await this.suggest(requests);
    const outcomes: Outcome[] = [];
    for (const question of questions) {
      outcomes.push(
        question.kind === "suggest"
          ? (suggested.shift() as Outcome)
          : await outcomeOf(this.tagger.attention(question.thread)),
      );
    }
    return outcomes;
  }

  /**
   * Learns what has been added to the journal. Posts that the model refuses are left out, each time
   * the journal is read again, too.
   * @param end how many bytes of it are valid
   * @returns why the last request was refused
   */
  async learnTo(end: number): Promise<string | undefined> {
    if (this.journal === undefined || end <= this.learnt) return undefined;
    const requests = readRequests(this.journal, this.learnt, end);
    this.learnt = end;
    // At once is much faster than one by one.
    if ((await this.learn(requests.flat())) === undefined) return undefined;
    let refused: string | undefined;
    for (const posts of requests) refused = await this.learn(posts);
    return refused;
  }

  close(): Promise<void> {
    return this.tagger.close();
  }

  /** @returns why the posts were refused; none of them has been learnt then */
  private async learn(posts: readonly LabelledThread[]): Promise<string | undefined> {
    try {
      await this.tagger.learn?.(posts);
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return error.message;
      throw error;
    }
  }

  private async suggest(requests: readonly SuggestionRequest[]): Promise<Outcome[]> {
    try {
      return (await this.tagger.suggestAll(requests)).map((value) => ({ value }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return Promise.all(requests.map((each) => outcomeOf(this.tagger.suggest(each))));
    }
  }
}

async function outcomeOf(answer: Promise<Answers[Question["kind"]]>): Promise<Outcome> {
  try {
    return { value: await answer };
  } catch (error) {
    if (error instanceof UserError) return { refused: error.message };
    throw error;
  }
}
