import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { HashtagSuggestion, SuggestionRequest } from "../tagger/suggestion.js";
import { Latest } from "./latest.js";
import { asTaggingError, type Tagging, type TaggingError } from "./tagging.js";

/** What was suggested, and for what. */
export interface Answer {
  readonly request: SuggestionRequest;
  readonly suggestions: readonly HashtagSuggestion[];
}

/** Where the page stands with its suggestions. */
export interface SuggestionState {
  /** The last answer that came; it may be to an earlier text. */
  readonly answer?: Answer;
  readonly isAsking: boolean;
  /** Why no newer answer came. */
  readonly problem?: TaggingError;
}

/** Milliseconds without a change before the service is asked. */
const DEBOUNCE = 250;

const NOTHING: SuggestionState = { isAsking: false };

/**
 * Asks for suggestions whenever the request changes. Only the answer to the newest request is ever shown.
 * @param tagging who is asked; undefined for nobody
 * @param request undefined for none
 */
export function useSuggestions(
  tagging: Tagging | undefined,
  request: SuggestionRequest | undefined,
): SuggestionState & { askAgain: () => void } {
  const [state, setState] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(new Latest()).current;
  const asked = useRef("");
  const key = JSON.stringify(request);

  useEffect(() => {
    if (!request || !tagging) {
      setState(({ answer }) => ({ ...(request && { answer }), isAsking: false }));
      return;
    }
    setState((before) => ({ ...before, isAsking: true }));
    const text = JSON.stringify([request.post, request.replies]);
    // Who only turned a setting waits for an answer; who writes is not done yet.
    const delay = text === asked.current ? 0 : DEBOUNCE;
    asked.current = text;
    latest
      .run((signal) => tagging.suggest(request, signal), delay)
      .then(
        (outcome) =>
          outcome && setState({ answer: { request, suggestions: outcome.value }, isAsking: false }),
        (error: unknown) =>
          setState(({ answer }) => ({ answer, isAsking: false, problem: asTaggingError(error) })),
      );
    return () => latest.cancel();
  }, [tagging, key, attempt]);

  const askAgain = useCallback(() => setAttempt((count) => count + 1), []);
  useRetry(state.problem, askAgain);
  return { ...state, askAgain };
}

/** Tries again by itself where waiting helps, and at once when the machine is online again. */
export function useRetry(problem: TaggingError | undefined, retry: () => void): void {
  useEffect(() => {
    if (problem?.retryAfter === undefined) return;
    const timer = setTimeout(retry, problem.retryAfter * 1000);
    addEventListener("online", retry);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", retry);
    };
  }, [problem, retry]);
}
