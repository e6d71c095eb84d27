const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A piece of HTML or SVG; `markup` makes it. */
export class Markup {
  constructor(private readonly source: string) {}

  toString(): string {
    return this.source;
  }
}

/** What may stand in a piece of markup: pieces as they are, texts escaped, lists in their order. */
export type MarkupContent = Markup | string | number | readonly MarkupContent[];

/**
 * A template tag for HTML and SVG. Texts that are filled in are escaped, so that they mean themselves
 * between tags and in quoted attributes; pieces of markup are filled in as they are.
 */
export function markup(source: TemplateStringsArray, ...contents: MarkupContent[]): Markup {
  return new Markup(String.raw({ raw: source }, ...contents.map(sourceOf)));
}

function sourceOf(content: MarkupContent): string {
  if (content instanceof Markup) return content.toString();
  if (typeof content === "object") return content.map(sourceOf).join("");
  return String(content).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
