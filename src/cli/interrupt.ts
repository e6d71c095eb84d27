import type { Io } from "./io.js";

/** A request to stop, by Ctrl-C. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Ctrl-C ends the program again. */
  release(): void;
}

/**
 * Lets the first Ctrl-C ask the work to stop; the second ends the program at once.
 * @param message what is done before stopping, a whole sentence
 */
export function catchInterrupt(io: Io, message: string): Interrupt {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    io.err.write(`\n${message} Press Ctrl-C again to stop without.\n`);
  };
  process.on("SIGINT", onSignal);
  return {
    signal: controller.signal,
    release: () => {
      process.off("SIGINT", onSignal);
    },
  };
}
