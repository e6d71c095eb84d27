import type { Suggester, Suggestion, SuggestOptions, Thread } from "../suggesters/suggester.js";
import { createProgress } from "../support/progress.js";
import type { Io } from "./io.js";

/** Suggests hashtags for many threads and shows how far it is. */
export async function suggestAll(
  suggester: Suggester,
  threads: readonly Thread[],
  options: SuggestOptions,
  io: Io,
): Promise<Suggestion[][]> {
  const progress = createProgress({
    label: "Suggesting",
    unit: "posts",
    total: threads.length,
    stream: io.err,
  });
  try {
    const onProgress = (done: number): void => progress.update(done);
    return await suggester.suggest(threads, { ...options, onProgress });
  } finally {
    progress.stop();
  }
}
