import { type Clock, Interrupted, systemClock } from "../../support/retry.js";
import type { Post } from "../post.js";
import type { PostSink } from "../sink.js";
import { RequestError } from "./client.js";
import type { CollectionProgress, Journal } from "./journal.js";
import type { Found, Page, Source } from "./source.js";

/** Answers between two commits: what a killed run has to fetch again at most. */
const ANSWERS_PER_COMMIT = 20;
/** Milliseconds between two looks for new posts. */
const POLL_INTERVAL = 60_000;
/** Milliseconds after which most replies to a new post are there. */
const SETTLING_TIME = 24 * 3_600_000;

/** How far to go. */
export interface CollectOptions {
  /** Go back until posts are older than this, ISO 8601 in UTC. */
  since?: string;
  /** Find this many posts, those of earlier runs included. */
  limit?: number;
  /** After that, wait for new posts until the signal is given; for sources with `newer`. */
  follow?: boolean;
  signal?: AbortSignal;
  clock?: Clock;
  /** Told after every answer of the server. */
  onProgress?: (progress: CollectionProgress) => void;
}

/** How a collection ended, and how far it is. */
export interface Collected extends CollectionProgress {
  readonly outcome: "complete" | "stopped";
}

/**
 * Collects the posts of a timeline, going back in time, and the conversation of each that has
 * replies (section 3.1 of the paper). The journal is written after the posts are safe: a run that
 * was killed goes on with the same source, and fetches again only what was not committed.
 * @throws RequestError when the server refuses; what was fetched before is kept
 */
export async function collectPosts(
  source: Source,
  sink: PostSink,
  journal: Journal,
  options: CollectOptions = {},
): Promise<Collected> {
  const collector = new Collector(source, sink, journal, options);
  return { outcome: await collector.run(), ...collector.progress };
}

class Collector {
  readonly progress: CollectionProgress;
  private readonly clock: Clock;
  private fresh: Post[] = [];
  private answers = 0;
  /** Ids whose conversation this run has asked for or will. */
  private readonly known: Set<string>;

  constructor(
    private readonly source: Source,
    private readonly sink: PostSink,
    private readonly journal: Journal,
    private readonly options: CollectOptions,
  ) {
    this.progress = journal.read(source.name);
    this.known = new Set(this.progress.waiting.map(({ id }) => id));
    this.clock = options.clock ?? systemClock;
  }

  async run(): Promise<Collected["outcome"]> {
    try {
      await this.collect();
    } catch (error) {
      const isStopped = error instanceof Interrupted;
      // After a failure of the sink itself the journal must stay as it is.
      if (!isStopped && !(error instanceof RequestError)) throw error;
      await this.commit();
      if (!isStopped) throw error;
      return "stopped";
    }
    await this.commit();
    return "complete";
  }

  private async collect(): Promise<void> {
    await this.fetchConversations();
    while (!this.isBackFarEnough()) {
      await this.goBack();
      await this.fetchConversations();
    }
    while (this.options.follow) {
      const found = await this.goForward();
      await this.fetchConversations();
      if (found > 0) continue;
      await this.commit();
      await this.clock.sleep(POLL_INTERVAL, this.options.signal);
    }
  }

  private isBackFarEnough(): boolean {
    const { since, limit = Number.POSITIVE_INFINITY } = this.options;
    const { isAtEnd, reached, counts } = this.progress;
    const isSinceReached = since !== undefined && reached !== undefined && reached < since;
    return isAtEnd || counts.found >= limit || isSinceReached;
  }

  private async goBack(): Promise<void> {
    const { progress, source } = this;
    const { limit = Number.POSITIVE_INFINITY } = this.options;
    const page = await source.older(progress.cursor, limit - progress.counts.found);
    for (const { id, replies } of page.found) if (replies > 0) this.await(id);
    // A server that answers with the cursor it was given would keep us for ever.
    progress.isAtEnd = page.next === undefined || page.next === progress.cursor;
    progress.cursor = page.next;
    progress.reached = isoDate(page.found.at(-1)) ?? progress.reached;
    progress.newest ??= page.newest;
    await this.take(page);
  }

  /** Fetches the next newer posts; their replies are yet to come, so they are looked for later. */
  private async goForward(): Promise<number> {
    const page = await this.source.newer!(this.progress.newest);
    for (const found of page.found) {
      const written = Date.parse(isoDate(found) ?? "") || this.clock.now();
      this.await(found.id, new Date(written + SETTLING_TIME).toISOString());
    }
    this.progress.newest = page.newest ?? this.progress.newest;
    await this.take(page);
    return page.found.length;
  }

  private await(id: string, due?: string): void {
    if (this.known.has(id)) return;
    this.known.add(id);
    this.progress.waiting.push(due === undefined ? { id } : { id, due });
  }

  private async take({ found, posts, unreadable }: Page): Promise<void> {
    this.progress.counts.found += found.length;
    this.progress.counts.unreadable += unreadable;
    await this.answered(posts);
  }

  /** Fetches the conversations that are due; all of them when no later round will come. */
  private async fetchConversations(): Promise<void> {
    const { waiting } = this.progress;
    const isDue = ({ due = "" }) =>
      !this.options.follow || due <= new Date(this.clock.now()).toISOString();
    for (let at: number; (at = waiting.findIndex(isDue)) >= 0; ) {
      const [next] = waiting.splice(at, 1);
      try {
        await this.answered(await this.fetchConversation(next.id));
      } catch (error) {
        // At the end of the queue it does not keep the next run from the others.
        waiting.push(next);
        throw error;
      }
    }
  }

  private async fetchConversation(id: string): Promise<readonly Post[]> {
    const { counts } = this.progress;
    try {
      const { posts, unreadable, cutAt } = await this.source.conversation(id);
      for (const each of cutAt) this.await(each);
      counts.conversations++;
      counts.unreadable += unreadable;
      return posts;
    } catch (error) {
      if (!(error instanceof RequestError && error.isGone)) throw error;
      counts.gone++;
      return [];
    }
  }

  private async answered(posts: readonly Post[]): Promise<void> {
    this.fresh.push(...posts);
    this.options.onProgress?.(this.progress);
    if (++this.answers % ANSWERS_PER_COMMIT === 0) await this.commit();
  }

  private async commit(): Promise<void> {
    await this.sink.add(this.fresh);
    await this.sink.commit();
    this.fresh = [];
    this.journal.save(this.source.name, this.progress);
  }
}

/** When a post was written, ISO 8601 in UTC, so that texts compare as dates do. */
function isoDate(found: Found | undefined): string | undefined {
  const time = Date.parse(found?.createdAt ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
