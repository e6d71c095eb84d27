import type { Wishes } from "../tagger/suggestion.js";

/** What a writer wishes for. */
export interface Settings {
  /** Most hashtags, from 1 to `MOST_HASHTAGS`. */
  readonly limit: number;
  /** In [0, 1]. */
  readonly minConfidence: number;
  /** Whether new hashtags are left out. */
  readonly existingOnly: boolean;
}

/** The largest number of hashtags that can be chosen. */
export const MOST_HASHTAGS = 15;

/** What a writer has who wishes for nothing in particular. */
export const DEFAULT_SETTINGS: Settings = { limit: 5, minConfidence: 0.05, existingOnly: false };

/** Stored settings, as far as they are of use. */
export function asSettings(value: unknown): Settings {
  const { limit, minConfidence, existingOnly } = { ...DEFAULT_SETTINGS, ...(value as object) };
  const isShare = minConfidence >= 0 && minConfidence <= 1;
  return {
    limit:
      Math.min(MOST_HASHTAGS, Math.max(1, Math.round(Number(limit)))) || DEFAULT_SETTINGS.limit,
    minConfidence: isShare ? minConfidence : DEFAULT_SETTINGS.minConfidence,
    existingOnly: existingOnly === true,
  };
}

/** The settings as a request has them. */
export function wishesOf({ limit, minConfidence, existingOnly }: Settings): Wishes {
  return { limit, minConfidence, only: existingOnly ? "existing" : "any" };
}
