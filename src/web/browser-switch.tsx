import { type ModelDescription, sizeOf } from "./model-description.js";
import { TEXTS } from "./texts.js";
import type { BrowserModel } from "./use-browser-model.js";

interface SwitchProps {
  readonly browser: BrowserModel;
  /** What is known of the service's model. */
  readonly model: ModelDescription | undefined;
}

/** Where hashtags are looked for: by the service, or in this browser. */
export function BrowserSwitch({ browser, model }: SwitchProps) {
  const { isWanted, tagging, progress, problem, turn } = browser;
  return (
    <div class="browser">
      <label class="switch">
        <input
          type="checkbox"
          checked={isWanted}
          disabled={!model && !isWanted}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
        <span>
          {TEXTS.browser.switch}
          <small role="status">{stateText(browser, model)}</small>
        </span>
      </label>
      {isWanted && !tagging && !problem && (
        <p class="download">
          <progress
            aria-label={TEXTS.browser.download}
            value={progress?.total && progress.received}
            max={progress?.total}
          />
          <span>
            {progress && progress.received === progress.total
              ? `${TEXTS.browser.opening} …`
              : TEXTS.browser.progress(progress?.received ?? 0, progress?.total)}
          </span>
        </p>
      )}
    </div>
  );
}

function stateText(browser: BrowserModel, model: ModelDescription | undefined): string {
  const { isWanted, tagging, problem } = browser;
  if (!isWanted) return TEXTS.browser.off(model && sizeOf(model));
  if (problem) return TEXTS.problems.browser.title;
  return tagging ? TEXTS.browser.on : TEXTS.browser.loading;
}
