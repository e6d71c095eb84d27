import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { markup } from "./markup.js";

const HOSTILE = `</p><script>alert("1")</script>&lt; '><img src=x onerror='a'>`;

describe("markup", () => {
  it("escapes texts and numbers, and fills pieces and lists in as they are", () => {
    const item = (text: string) => markup`<li>${text}</li>`;
    const list = markup`<ul>${["a < b", "c & d"].map(item)}${-1}${["'", [">"]]}</ul>\n`;
    expect(String(list)).toBe("<ul><li>a &lt; b</li><li>c &amp; d</li>-1&#39;&gt;</ul>\n");
  });

  it("leaves a hostile text what it is, between tags and in attributes", () => {
    const seen: string[] = [];
    const parser = new Parser({
      onopentag: (name, { title }) => seen.push(name, title),
      ontext: (text) => seen.push(text),
    });
    parser.end(String(markup`<p title="${HOSTILE}"></p><p title='${HOSTILE}'></p>`));
    expect(seen).toEqual(["p", HOSTILE, "p", HOSTILE]);
    seen.length = 0;
    new Parser({ ontext: (text) => seen.push(text) }).end(String(markup`${HOSTILE}`));
    expect(seen.join("")).toBe(HOSTILE);
  });
});
