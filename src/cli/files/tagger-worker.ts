import { parentPort, workerData } from "node:worker_threads";
import { answerCalls } from "../../support/thread.js";
import { openTagger, type TaggerPlan } from "./tagger.js";

/** The thread around a tagger: it says that it is ready once the model is open. */
if (parentPort) {
  const tagger = await openTagger(workerData as TaggerPlan);
  answerCalls(parentPort, async (posts: readonly unknown[]) => ({
    value: await tagger.tag(posts),
    transfer: [],
  }));
}
