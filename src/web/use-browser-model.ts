import { useCallback, useEffect, useState } from "preact/hooks";
import type { DownloadProgress } from "../suggesters/model-folder/download.js";
import type { ModelDescription } from "./model-description.js";
import { asTaggingError, type Tagging, type TaggingError } from "./tagging.js";

/** A model in this browser, as far as it is there. */
export interface BrowserModel {
  /** Whether the writer has chosen it. From then on the service sees no text. */
  readonly isWanted: boolean;
  /** Once the model is open. */
  readonly tagging?: Tagging;
  /** While it is fetched. */
  readonly progress?: DownloadProgress;
  /** Why it could not be opened. */
  readonly problem?: TaggingError;
  turn(on: boolean): void;
  retry(): void;
}

/** Opens the service's model in this browser when the writer wants it. */
export function useBrowserModel(
  model: ModelDescription | undefined,
  key: string | undefined,
): BrowserModel {
  const [isWanted, turn] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Pick<BrowserModel, "tagging" | "progress" | "problem">>({});
  const id = model?.id;
  useEffect(() => {
    setState({});
    if (!isWanted || !model) return;
    let isOver = false;
    const tell = (next: typeof state) => {
      if (!isOver) setState(next);
    };
    // Loaded when it is wanted: most readers never want it.
    const opened = import("./browser-tagging.js").then(({ BrowserTagging }) =>
      BrowserTagging.open(key, (progress) => tell({ progress })),
    );
    opened.then(
      (tagging) => tell({ tagging }),
      (error: unknown) => tell({ problem: asTaggingError(error) }),
    );
    return () => {
      isOver = true;
      opened.then(
        (tagging) => tagging.close(),
        () => undefined,
      );
    };
  }, [isWanted, id, key, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { isWanted, turn, retry, ...state };
}
