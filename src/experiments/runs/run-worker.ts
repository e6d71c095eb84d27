import { readDataset } from "../../dataset/folder.js";
import { messageOf } from "../../support/errors.js";
import { executeRun } from "./execute-run.js";
import { type RunMessage, type RunRequest, STOP } from "./run-process.js";
import { RunStore } from "./run-store.js";

/** The program of a process that makes one run; `runProcess` starts it. */
let stopping = false;

// Ctrl-C reaches all processes of a terminal; the one that started this says what to do.
process.on("SIGINT", () => {});
// The one that started this was killed, or has been told how it ended.
process.on("disconnect", () => process.exit());
process.on("message", (message: RunRequest | typeof STOP) => {
  if (message === STOP) stopping = true;
  else void run(message);
});

async function run({ spec, datasetFolder, storeFolder }: RunRequest): Promise<void> {
  const warn = (message: string): void => tell({ kind: "warning", message });
  const hooks = {
    shouldStop: () => stopping,
    onProgress: (fraction: number, stoppable: boolean): void => {
      if (stopping && !stoppable) process.exit(1);
      tell({ kind: "progress", fraction, stoppable });
    },
    warn,
  };
  try {
    const dataset = readDataset(datasetFolder);
    const store = new RunStore(storeFolder, warn);
    const finished = await executeRun({ spec, dataset, store, ownProcess: true }, hooks);
    tell({ kind: "end", finished }, leave);
  } catch (error) {
    tell({ kind: "failure", message: messageOf(error) }, leave);
  }
}

/** @param then what is done once the message is on its way */
function tell(message: RunMessage, then: () => void = () => {}): void {
  if (process.connected) process.send?.(message, undefined, {}, then);
}

function leave(): void {
  if (process.connected) process.disconnect();
}
