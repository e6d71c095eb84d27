/** What became of a piece of work: its result, or nothing because newer work took its place. */
export type Outcome<T> = { readonly value: T } | undefined;

/**
 * Runs pieces of work of which only the newest matters. Work that is begun ends what went before: its
 * signal is aborted, and should it still come to a result or an error, nobody gets to know.
 */
export class Latest {
  #sequence = 0;
  #controller = new AbortController();

  /**
   * @param task is not begun at all where newer work comes up within the delay
   * @param delay milliseconds to wait first
   * @throws what the task throws while it is the newest
   */
  async run<T>(task: (signal: AbortSignal) => Promise<T>, delay = 0): Promise<Outcome<T>> {
    this.cancel();
    const sequence = this.#sequence;
    const { signal } = this.#controller;
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    // Not by the signal alone: a task may pay no heed to it.
    const isNewest = () => sequence === this.#sequence;
    if (!isNewest()) return undefined;
    try {
      const value = await task(signal);
      return isNewest() ? { value } : undefined;
    } catch (error) {
      if (isNewest()) throw error;
      return undefined;
    }
  }

  /** Ends the work under way. */
  cancel(): void {
    this.#sequence++;
    this.#controller.abort();
    this.#controller = new AbortController();
  }
}
