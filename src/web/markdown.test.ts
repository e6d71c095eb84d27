import { describe, expect, it } from "vitest";
import { parseMarkdown } from "./markdown.js";

const text = (content: string) => ({ kind: "text", text: content });
const paragraph = (...content: unknown[]) => ({ kind: "paragraph", content });

describe("parseMarkdown", () => {
  it("reads headings, and paragraphs of several lines", () => {
    expect(parseMarkdown("# Model\n\nOne line\nand another.\n\n## Use\r\nIt.\n")).toEqual([
      { kind: "heading", level: 1, content: [text("Model")] },
      paragraph(text("One line and another.")),
      { kind: "heading", level: 2, content: [text("Use")] },
      paragraph(text("It.")),
    ]);
  });

  it("reads tables, with an empty header too", () => {
    expect(parseMarkdown("Sizes:\n| | |\n|---|:-:|\n| words | 3,000 |\nAfter")).toEqual([
      paragraph(text("Sizes:")),
      { kind: "table", header: [[], []], rows: [[[text("words")], [text("3,000")]]] },
      paragraph(text("After")),
    ]);
  });

  it("reads lists whose items go on in the next line", () => {
    expect(parseMarkdown("- one\n  more\n- two\n\n1. first\n2. second")).toEqual([
      { kind: "list", ordered: false, items: [[text("one more")], [text("two")]] },
      { kind: "list", ordered: true, items: [[text("first")], [text("second")]] },
    ]);
  });

  it("keeps code as it is, to the end where it is not closed", () => {
    expect(parseMarkdown("```sh\nnpx **x**\n\n# y\n```\n```\nopen")).toEqual([
      { kind: "code", text: "npx **x**\n\n# y" },
      { kind: "code", text: "open" },
    ]);
  });

  it("reads what stands in a line", () => {
    expect(parseMarkdown("`a*b*` **bold `c`** *soft* [site](https://example.org/a)")).toEqual([
      paragraph(
        { kind: "code", text: "a*b*" },
        text(" "),
        { kind: "strong", content: [text("bold "), { kind: "code", text: "c" }] },
        text(" "),
        { kind: "emphasis", content: [text("soft")] },
        text(" "),
        { kind: "link", url: "https://example.org/a", content: [text("site")] },
      ),
    ]);
  });

  it("takes names with underscores, and products, for text", () => {
    const source = "word_counts_here is 2 * 3 * 4 of `";
    expect(parseMarkdown(source)).toEqual([paragraph(text(source))]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "curve.svg"])(
    "makes no link to %s",
    (url) => {
      expect(parseMarkdown(`[here](${url})`)).toEqual([paragraph(text("here"))]);
    },
  );

  it("takes HTML for text", () => {
    const source = '<img src=x onerror="alert(1)"> <script>alert(1)</script>';
    expect(parseMarkdown(source)).toEqual([paragraph(text(source))]);
  });
});
