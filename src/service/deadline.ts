import { ApiError } from "./api-error.js";

/**
 * Does work until its client hangs up or its time is over.
 * @param seconds it may take
 * @param work is told by its signal that nobody waits for it any more, and why
 */
export async function withDeadline<T>(
  client: AbortSignal,
  seconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const hangUp = () => controller.abort(new ApiError("client_gone", "The client has hung up."));
  const giveUp = () =>
    controller.abort(new ApiError("timeout", `No answer within ${seconds} s. Try again later.`));
  const timer = setTimeout(giveUp, seconds * 1000);
  client.addEventListener("abort", hangUp);
  if (client.aborted) hangUp();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    client.removeEventListener("abort", hangUp);
  }
}
