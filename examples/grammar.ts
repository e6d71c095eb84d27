import type { Random } from "../src/support/random.js";

/** Named parts of a sentence; each is a pattern. */
export type Slots = Readonly<Record<string, string>>;

/** The parts of a pattern that hold no further part, so that a pattern is rewritten from the inside out. */
const INNERMOST = /\{(\w+)\}|\(([^()[\]{}]*)\)|\[([^()[\]{}]*)\]/;

/**
 * One random sentence of a pattern: `a|b` is a choice, `(a|b)` a choice within a sentence, `[a|b]`
 * one of them or nothing (equally likely), `{name}` a sentence of the slot of that name.
 * @returns the tokens, which patterns separate by spaces
 */
export function expand(pattern: string, slots: Slots, random: Random): string[] {
  return rewrite(pattern, slots, random).split(/\s+/).filter(Boolean);
}

function rewrite(pattern: string, slots: Slots, random: Random): string {
  let text = pattern;
  for (let part = INNERMOST.exec(text); part !== null; part = INNERMOST.exec(text)) {
    const [whole, slot, choice, option] = part;
    const chosen =
      slot !== undefined
        ? rewrite(slotOf(slot, slots), slots, random)
        : choice !== undefined
          ? alternative(choice, random)
          : chance(0.5, random)
            ? alternative(option!, random)
            : "";
    text = text.slice(0, part.index) + chosen + text.slice(part.index + whole.length);
  }
  return alternative(text, random);
}

function slotOf(name: string, slots: Slots): string {
  const pattern = slots[name];
  if (pattern === undefined) throw new Error(`no slot {${name}}`);
  return pattern;
}

function alternative(choices: string, random: Random): string {
  return pick(choices.split("|"), random);
}

/** One of the items, equally likely. */
export function pick<T>(items: readonly T[], random: Random): T {
  if (items.length === 0) throw new Error("nothing to pick from");
  return items[random.below(items.length)]!;
}

/** Whether an event of this probability happens. */
export function chance(probability: number, random: Random): boolean {
  return random.uniform() < probability;
}
