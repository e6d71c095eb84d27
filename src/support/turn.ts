/**
 * Ends this turn of the event loop: what else waits to be done comes first. A server answers others
 * meanwhile, and a page stays alive.
 */
export function letOthersWork(): Promise<void> {
  // Browsers have no setImmediate, and Node's setTimeout waits for a millisecond.
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve);
  });
}
