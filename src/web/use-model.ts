import { useCallback, useEffect, useState } from "preact/hooks";
import type { ModelDescription } from "./model-description.js";
import type { ServiceTagging } from "./service-tagging.js";
import { asTaggingError, type TaggingError } from "./tagging.js";
import { useRetry } from "./use-suggestions.js";

/** What the page knows of the service's model. */
export interface ModelState {
  readonly model?: ModelDescription;
  readonly problem?: TaggingError;
  readonly askAgain: () => void;
}

/** Asks the service about its model. */
export function useModel(service: ServiceTagging): ModelState {
  const [state, setState] = useState<Omit<ModelState, "askAgain">>({});
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    service.model(controller.signal).then(
      (model) => setState({ model }),
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ problem: asTaggingError(error) });
      },
    );
    return () => controller.abort();
  }, [service, attempt]);
  const askAgain = useCallback(() => setAttempt((count) => count + 1), []);
  useRetry(state.problem, askAgain);
  return { ...state, askAgain };
}
