import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { messageOf, UserError } from "../support/errors.js";
import { Thread } from "../support/thread.js";
import type { BlockCall } from "./block-worker.js";
import { nameOf } from "./formats/index.js";
import { type Portion, type Reading, readBlock } from "./portion.js";
import type { Block } from "./records/blocks.js";

const WORKER = new URL("./block-worker.js", import.meta.url);

/** The database takes in no more than so many threads read. */
const MOST_THREADS = 4;

/** Blocks that a thread has before it: the one that it reads, and the next. */
const BLOCKS_AHEAD = 2;

/** A file of fewer bytes is read by the time that threads have started. */
const WORTHWHILE_BYTES = 4 << 20;

/** Reads blocks of JSON lines, those of large files in threads. */
export class BlockPool {
  private threads: Thread<BlockCall, Portion>[] = [];

  /**
   * @param size how many threads besides this one, which reads too
   * @param worker the module of a thread
   */
  constructor(
    private readonly size = defaultSize(),
    private readonly worker = WORKER,
  ) {}

  /** Says how large a file is, at least: for a large one threads start. */
  expect(bytes: number): void {
    if (bytes < WORTHWHILE_BYTES || this.threads.length > 0) return;
    this.threads = Array.from({ length: this.size }, () => new Thread(this.worker));
  }

  /**
   * Reads blocks. This thread does what the others have no room for: all of it while they start, and
   * where a format cannot be told to them.
   * @returns what each came to, in their order
   * @throws UserError when a thread fails
   */
  async *read(blocks: AsyncIterable<Block>, reading: Reading): AsyncGenerator<Portion> {
    const waiting: Promise<Portion>[] = [];
    let bytes = 0;
    for await (const block of blocks) {
      this.expect((bytes += block.bytes.length));
      // Lets answers in, also where the next bytes are at hand.
      if (this.threads.length > 0) await setImmediate();
      const ready = this.threads.filter(({ isReady }) => isReady);
      waiting.push(portionOf(block, reading, ready));
      const most = ready.length > 0 ? (ready.length + 1) * BLOCKS_AHEAD : 0;
      while (waiting.length > most) yield await (waiting.shift() as Promise<Portion>);
    }
    for (const portion of waiting) yield await portion;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }
}

/** A thread for each other core; none where sources run as they are, without a module for threads. */
function defaultSize(): number {
  const size = Math.min(availableParallelism(), MOST_THREADS) - 1;
  return existsSync(fileURLToPath(WORKER)) ? size : 0;
}

function portionOf(
  block: Block,
  reading: Reading,
  threads: readonly Thread<BlockCall, Portion>[],
): Promise<Portion> {
  const thread = threads.find(({ calls }) => calls < BLOCKS_AHEAD);
  const format = reading.format && nameOf(reading.format);
  if (!thread || !format) return Promise.resolve(readBlock(block, reading));
  const call = { block, format, now: reading.now };
  const portion = thread.call(call, [block.bytes.buffer]).catch((error: unknown) => {
    throw new UserError(
      `a thread that reads posts has failed (${messageOf(error)}). Posts that were stored before are kept: import again to add the others.`,
      1,
      { cause: error },
    );
  });
  // Who awaits it gets the error; until then it is not an unhandled one.
  portion.catch(() => {});
  return portion;
}
