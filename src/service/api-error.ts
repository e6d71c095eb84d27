/** What can go wrong with a request, and the status that says so. */
export const ERROR_STATUS = {
  invalid_json: 400,
  invalid_request: 400,
  unauthorized: 401,
  not_found: 404,
  method_not_allowed: 405,
  model_changed: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  client_gone: 499,
  internal: 500,
  worker_failed: 500,
  overloaded: 503,
  not_ready: 503,
  timeout: 504,
} as const;

/** The name of what went wrong, for programs. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** A request that is answered with an error. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  /**
   * @param message what is wrong and what to do, for people
   * @param retryAfter seconds after which the request may be tried again
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly retryAfter?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
