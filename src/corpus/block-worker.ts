import { parentPort } from "node:worker_threads";
import { answerCalls } from "../support/thread.js";
import { type FormatName, formatNamed } from "./formats/index.js";
import { type Portion, readBlock } from "./portion.js";
import type { Block } from "./records/blocks.js";

/** A block to read, as it is posted to a thread. */
export interface BlockCall {
  readonly block: Block;
  readonly format: FormatName;
  readonly now: number;
}

if (parentPort) {
  answerCalls(parentPort, ({ block, format, now }: BlockCall) => {
    const value: Portion = readBlock(block, { format: formatNamed(format), now });
    return { value, transfer: [value.posts.bytes.buffer] };
  });
}
