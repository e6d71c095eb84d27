// First of all: it must come before the modules that make schemas.
import "../support/no-code-generation.js";
import { messageOf } from "../support/errors.js";
import { Threadtag } from "../tagger/web-threadtag.js";
import type { FromWorker, ModelPlace, ToWorker } from "./tagger-work.js";

/** What runs WebAssembly; the build of the page puts it there. */
const RUNTIME = new URL("runtime/", self.location.href);

const post = (message: FromWorker) => self.postMessage(message);

let tagger: Threadtag | undefined;

self.addEventListener("message", async ({ data }: MessageEvent<ToWorker>) => {
  try {
    post({ id: data.id, gives: await work(data) });
  } catch (error) {
    post({ id: data.id, error: messageOf(error) });
  }
});

async function work(call: ToWorker) {
  if (call.method === "open") tagger = await open(call.takes);
  else if (!tagger) throw new Error("no model is open");
  else if (call.method === "suggest") return tagger.suggest(call.takes);
  else return tagger.attention(call.takes);
  return undefined;
}

function open({ folder, key }: ModelPlace): Promise<Threadtag> {
  return Threadtag.open(folder, {
    runtime: RUNTIME,
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    onProgress: (progress) => post({ progress }),
  });
}
