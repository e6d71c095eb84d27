import { type Block, type Content, type Inline, parseMarkdown } from "./markdown.js";

/** Headings of a document by their level: they go below those of the page. */
const HEADINGS = ["h3", "h4", "h5", "h6"] as const;

/** Shows a document in Markdown. */
export function Markdown({ source }: { source: string }) {
  return <div class="document">{parseMarkdown(source).map(showBlock)}</div>;
}

function showBlock(block: Block) {
  switch (block.kind) {
    case "heading": {
      const Heading = HEADINGS[Math.min(block.level, HEADINGS.length) - 1]!;
      return <Heading>{show(block.content)}</Heading>;
    }
    case "paragraph":
      return <p>{show(block.content)}</p>;
    case "list": {
      const items = block.items.map((item) => <li>{show(item)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "table":
      return <Table {...block} />;
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
  }
}

function Table({ header, rows }: Extract<Block, { kind: "table" }>) {
  const hasHeader = header.some((cell) => cell.length > 0);
  return (
    <table>
      {hasHeader && (
        <thead>
          <tr>
            {header.map((cell) => (
              <th scope="col">{show(cell)}</th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map(([first, ...rest]) => (
          <tr>
            <th scope="row">{show(first ?? [])}</th>
            {rest.map((cell) => (
              <td>{show(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function show(content: Content) {
  return content.map(showInline);
}

function showInline(inline: Inline) {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return <code>{inline.text}</code>;
    case "strong":
      return <strong>{show(inline.content)}</strong>;
    case "emphasis":
      return <em>{show(inline.content)}</em>;
    case "link":
      return (
        <a href={inline.url} rel="noopener noreferrer">
          {show(inline.content)}
        </a>
      );
  }
}
