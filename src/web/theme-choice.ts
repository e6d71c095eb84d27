/** The colours of the page. */
export type Theme = "light" | "dark";

const PREFERS_DARK = "(prefers-color-scheme: dark)";

/** A stored value as a theme. */
export function asTheme(value: unknown): Theme | undefined {
  return value === "light" || value === "dark" ? value : undefined;
}

/** Colours the page. @param chosen without it, as the reader's system has it */
export function applyTheme(chosen: Theme | undefined): void {
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
}

/** What the reader's system has. */
export function systemTheme(): Theme {
  return matchMedia(PREFERS_DARK).matches ? "dark" : "light";
}

/** Tells when the reader's system changes. @returns ends it */
export function onSystemTheme(listener: () => void): () => void {
  const query = matchMedia(PREFERS_DARK);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
