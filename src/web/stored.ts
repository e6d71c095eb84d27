/**
 * Reads what the page has stored in this browser.
 * @param read returns undefined for what is of no use
 * @returns undefined where there is nothing of use, or storage is switched off
 */
export function readStored<T>(
  storage: () => Storage,
  name: string,
  read: (value: unknown) => T | undefined,
): T | undefined {
  try {
    const text = storage().getItem(name);
    return text === null ? undefined : read(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Stores something in this browser, or takes it away; does nothing where storage is switched off or full. */
export function store(storage: () => Storage, name: string, value: unknown): void {
  try {
    if (value === undefined) storage().removeItem(name);
    else storage().setItem(name, JSON.stringify(value));
  } catch {
    // The page works without.
  }
}

/** Goes with the tab. */
export const forTab = (): Storage => sessionStorage;
/** Stays. */
export const forGood = (): Storage => localStorage;
