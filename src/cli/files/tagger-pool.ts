import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { messageOf, UserError } from "../../support/errors.js";
import { Thread } from "../../support/thread.js";
import type { Chunk } from "./chunks.js";
import type { Tag } from "./tag.js";
import { type FileTagger, openTagger, type TaggerPlan } from "./tagger.js";

const WORKER = new URL("./tagger-worker.js", import.meta.url);

/** Each thread has a model of its own in memory. */
const MOST_THREADS = 4;

/** Chunks that a thread has before it: the one that it works on, and the next. */
const CHUNKS_AHEAD = 2;

/** A file of fewer bytes is done by the time that threads have opened the model. */
const WORTHWHILE_BYTES = 256 << 10;

/** A chunk, and the hashtags for each of its posts. */
export interface TaggedChunk {
  readonly chunk: Chunk;
  readonly tags: readonly (readonly Tag[])[];
}

type TaggerThread = Thread<readonly unknown[], Tag[][]>;

/** Suggests hashtags for chunks, those of large files in threads. */
export class TaggerPool {
  /** @param own does the work where there are no threads */
  private constructor(
    private readonly own: FileTagger | undefined,
    private readonly threads: readonly TaggerThread[],
  ) {}

  /**
   * Opens the model.
   * @param bytes of the file; undefined where that is not known
   * @param threads without it as many as there are cores, at most four
   * @throws UserError when the model cannot be opened
   */
  static async open(
    plan: TaggerPlan,
    bytes: number | undefined,
    threads?: number,
  ): Promise<TaggerPool> {
    const isLarge = (bytes ?? Number.POSITIVE_INFINITY) >= WORTHWHILE_BYTES;
    const size = threads ?? Math.min(availableParallelism(), MOST_THREADS);
    const own = await openTagger(threads === undefined ? plan : { ...plan, threads });
    // Sources that run as they are have no module for threads.
    if (!isLarge || size === 1 || !existsSync(fileURLToPath(WORKER))) {
      return new TaggerPool(own, []);
    }
    // It has shown that the model can be opened; threads have models of their own.
    await own.close();
    const workerData: TaggerPlan = { ...plan, threads: 1 };
    return new TaggerPool(
      undefined,
      Array.from({ length: size }, () => new Thread(WORKER, { workerData })),
    );
  }

  /**
   * Suggests hashtags. What is done is handed on also while the next chunk is awaited.
   * @returns what each chunk came to, in their order
   * @throws UserError when a thread fails
   */
  async *tag(chunks: AsyncGenerator<Chunk>): AsyncGenerator<TaggedChunk> {
    const waiting: Promise<TaggedChunk>[] = [];
    let reading: Promise<IteratorResult<Chunk>> | undefined = read(chunks);
    while (reading || waiting.length > 0) {
      const isFull = waiting.length > this.threads.length * CHUNKS_AHEAD;
      if (reading && !isFull && (await isFirst(reading, waiting[0]))) {
        const next: IteratorResult<Chunk> = await reading;
        reading = next.done ? undefined : read(chunks);
        // Lets messages and Ctrl-C in, also where the next records are at hand.
        await setImmediate();
        if (!next.done) waiting.push(this.tagged(next.value));
      } else {
        yield await (waiting.shift() as Promise<TaggedChunk>);
      }
    }
  }

  /** Ends the threads, whatever they do. */
  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
    await this.own?.close();
  }

  private tagged(chunk: Chunk): Promise<TaggedChunk> {
    const tags = this.own ? this.own.tag(chunk.posts) : this.inThread(chunk.posts);
    return handled(tags.then((lists) => ({ chunk, tags: lists })));
  }

  private inThread(posts: readonly unknown[]): Promise<Tag[][]> {
    const [free] = this.threads.toSorted((a, b) => a.calls - b.calls) as [TaggerThread];
    return free.call(posts).catch(failed);
  }
}

function read(chunks: AsyncGenerator<Chunk>): Promise<IteratorResult<Chunk>> {
  return handled(chunks.next());
}

/** Who awaits it gets its error; until then it is not an unhandled one. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** Whether a promise is the first to be settled. */
async function isFirst(
  promise: Promise<unknown>,
  other: Promise<unknown> | undefined,
): Promise<boolean> {
  if (!other) return true;
  const both = [promise.then(() => true), other.then(() => false)];
  return Promise.race(both);
}

function failed(error: unknown): never {
  throw new UserError(`a thread that suggests hashtags has failed (${messageOf(error)}).`, 1, {
    cause: error,
  });
}
