import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icons.js";
import { forGood, readStored, store } from "./stored.js";
import { TEXTS } from "./texts.js";
import { applyTheme, asTheme, onSystemTheme, systemTheme, type Theme } from "./theme-choice.js";

/** Switches between light and dark; who goes back to what the system has follows the system again. */
export function ThemeButton() {
  const [chosen, setChosen] = useState(() => readStored(forGood, "theme", asTheme));
  const [system, setSystem] = useState(systemTheme);
  useEffect(() => onSystemTheme(() => setSystem(systemTheme())), []);
  const theme = chosen ?? system;
  const switchTheme = () => {
    const other: Theme = theme === "dark" ? "light" : "dark";
    const next = other === system ? undefined : other;
    setChosen(next);
    store(forGood, "theme", next);
    applyTheme(next);
  };
  const label = theme === "dark" ? TEXTS.theme.toLight : TEXTS.theme.toDark;
  return (
    <button type="button" class="round" aria-label={label} title={label} onClick={switchTheme}>
      <Icon name={theme === "dark" ? "sun" : "moon"} />
    </button>
  );
}
