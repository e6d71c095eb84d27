import { MOST_HASHTAGS, type Settings } from "./settings.js";
import { TEXTS } from "./texts.js";

interface SettingsProps {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

/** What the writer wishes for. */
export function SettingsForm({ settings, onChange }: SettingsProps) {
  const { limit, minConfidence, existingOnly } = settings;
  const texts = TEXTS.settings;
  return (
    <fieldset class="settings">
      <legend class="hidden">{texts.title}</legend>
      <label class="setting">
        <span>{texts.limit}</span>
        <input
          type="range"
          min={1}
          max={MOST_HASHTAGS}
          value={limit}
          onInput={(event) => onChange({ ...settings, limit: event.currentTarget.valueAsNumber })}
        />
        <output>{limit}</output>
      </label>
      <label class="setting">
        <span>{texts.minConfidence}</span>
        <input
          type="range"
          min={0}
          max={0.95}
          step={0.05}
          value={minConfidence}
          aria-valuetext={TEXTS.percent(minConfidence)}
          onInput={(event) =>
            onChange({ ...settings, minConfidence: event.currentTarget.valueAsNumber })
          }
        />
        <output>{TEXTS.percent(minConfidence)}</output>
      </label>
      <label class="switch">
        <input
          type="checkbox"
          checked={existingOnly}
          onChange={(event) => onChange({ ...settings, existingOnly: event.currentTarget.checked })}
        />
        <span>
          {texts.existingOnly}
          <small>{texts.existingOnlyNote}</small>
        </span>
      </label>
    </fieldset>
  );
}
