import { describe, expect, it } from "vitest";
import { htmlText } from "./html-text.js";

describe("htmlText", () => {
  it.each([
    ["paragraphs and lines", "<p>a<br>b<br/>c</p><p>d</p>", "a\nb\nc\n\nd"],
    ["lists", "<p>a</p><ul><li>b</li><li>c</li></ul>d", "a\n\nb\nc\n\nd"],
    ["white space of the source", "<p>\n  a\n  <b>b</b>\tc </p>\n\n<p>d</p>", "a b c\n\nd"],
    ["character references", "<p>I&#39;m &lt;b&gt; &amp;amp; &eacute;</p>", "I'm <b> &amp; é"],
    ["no-break spaces", "<p>a&nbsp;b</p>", "a\u00a0b"],
    ["text without markup", "plain", "plain"],
    ["nothing", "", ""],
    ["elements left open", "<p>a <b>b", "a b"],
    ["shortcodes", "<p>hi :blobcat:</p>", "hi :blobcat:"],
  ])("reads %s", (_, html, expected) => {
    expect(htmlText(html)).toBe(expected);
  });

  it("keeps mentions and hashtags as they are shown", () => {
    const html =
      '<p><span class="h-card"><a href="https://x.example/@bob" class="u-url mention">@<span>bob</span></a></span> ' +
      '<a href="https://x.example/tags/grass" class="mention hashtag" rel="tag">#<span>Grass</span></a>.</p>';
    expect(htmlText(html)).toBe("@bob #Grass.");
    expect(htmlText('<a href="https://x.example/@a.b">@a.b</a>')).toBe("@a.b");
  });

  it.each([
    [
      "with invisible parts",
      '<a href="https://x.example/long/path"><span class="invisible">https://</span><span class="ellipsis">x.example/long</span><span class="invisible">/path</span></a>',
    ],
    ["cut by an ellipsis", '<a href="https://x.example/long/path">x.example/long…</a>'],
    ["cut by three dots", '<a href="https://x.example/long/path">x.example/lo...</a>'],
  ])("writes the whole address of a link %s", (_, link) => {
    expect(htmlText(`<p>see ${link}, please</p>`)).toBe("see https://x.example/long/path, please");
  });

  it("keeps the words of a link", () => {
    expect(htmlText('<a href="https://x.example/here">here</a>')).toBe("here");
    expect(htmlText('<a href="https://x.example/a.b c">a.b c</a> <a>x.y</a>')).toBe("a.b c x.y");
  });

  it("leaves out what servers add for a quote", () => {
    const html =
      '<p class="quote-inline">RE: <a href="https://x.example/1">x.example/1</a></p><p>own</p>' +
      '<p>words<span class="quote-inline"><br><br>RE: <a href="https://x.example/1">https://x.example/1</a></span>!</p>';
    expect(htmlText(html)).toBe("own\n\nwords!");
  });
});
