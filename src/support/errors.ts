/**
 * An error that the user caused and can mend: bad input, a bad option, a damaged file.
 * The message names the place (file, line) and the remedy; the command line prints it without a stack.
 */
export class UserError extends Error {
  override readonly name = "UserError";

  /**
   * @param message what is wrong, where, and what to do
   * @param exitCode 2 for bad usage or input (the default), 1 for work that failed half-way
   */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 2,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The text of an unknown thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
