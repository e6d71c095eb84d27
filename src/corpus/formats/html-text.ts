import { Parser } from "htmlparser2";

const PARAGRAPHS = new Set(["p", "div", "blockquote", "pre", "ul", "ol"]);
const LINES = new Set(["br", "li"]);

/** What servers add for clients that cannot show quotes: a link to the quoted post. */
const ADDED = /(?:^|\s)quote-inline(?:\s|$)/;

/** What tells words, mentions and hashtags from an address. */
const NO_ADDRESS = /^[@#]|\s|^[^.]*$/u;

/**
 * The plain text of a post in HTML: a blank line between paragraphs, links by their whole address,
 * mentions and hashtags as they are shown.
 */
export function htmlText(html: string): string {
  const writer = new TextWriter();
  const parser = new Parser({
    onopentag: (name, attributes) => writer.open(name, attributes),
    ontext: (text) => writer.write(text),
    onclosetag: (name) => writer.close(name),
  });
  parser.end(html);
  return writer.finish();
}

class TextWriter {
  private text = "";
  private link?: { readonly href: string; readonly start: number };
  /** Open elements from the outermost one to leave out. */
  private leftOut = 0;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.leftOut > 0 || ADDED.test(attributes.class ?? "")) this.leftOut++;
    if (this.leftOut > 0) return;
    if (PARAGRAPHS.has(name)) this.text += "\n\n";
    if (LINES.has(name)) this.text += "\n";
    if (name === "a") this.link = { href: attributes.href ?? "", start: this.text.length };
  }

  /** Line ends in the source are spaces; no-break spaces are the author's. */
  write(text: string): void {
    // Single spaces, which are most, stay as they are: to replace them would take the most time.
    if (this.leftOut === 0) this.text += text.replace(/[ \t\r\n\f]{2,}|[\t\r\n\f]/g, " ");
  }

  close(name: string): void {
    if (this.leftOut > 0) {
      this.leftOut--;
      return;
    }
    if (PARAGRAPHS.has(name)) this.text += "\n\n";
    if (name === "a") this.closeLink();
  }

  finish(): string {
    return this.text
      .replace(/ {2,}/g, " ")
      .replace(/ ?\n ?/g, "\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
  }

  private closeLink(): void {
    if (!this.link) return;
    const { href, start } = this.link;
    this.link = undefined;
    const content = this.text.slice(start);
    const shown = content.trim();
    // Clients show the beginning of a long address.
    const beginning = shown.replace(/(?:…|\.{3})$/u, "");
    if (NO_ADDRESS.test(beginning) || !href.includes(beginning)) return;
    this.text = this.text.slice(0, start) + content.replace(shown, () => href);
  }
}
