import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Keeps the focus in a list: where the item that has it goes, the one that takes its place gets it.
 * @param target selects what gets the focus in an item
 * @returns to be set on the list
 */
export function useKeptFocus<T extends HTMLElement>(target: string): RefObject<T | null> {
  const list = useRef<T>(null);
  // Before the list changes. A focused element that is taken out leaves no trace.
  const place = [...(list.current?.children ?? [])].findIndex((item) =>
    item.contains(document.activeElement),
  );
  useLayoutEffect(() => {
    const items = list.current;
    if (!items || place < 0 || items.contains(document.activeElement)) return;
    const item = items.children[Math.min(place, items.children.length - 1)];
    item?.querySelector<HTMLElement>(target)?.focus();
  });
  return list;
}
