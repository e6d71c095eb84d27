import { type Markup, markup } from "./markup.js";

/** A page of its own. */
export interface HtmlPage {
  readonly title: string;
  /** Style sheets, one after the other. */
  readonly style: readonly Markup[];
  /** What stands in the middle. */
  readonly main: Markup;
  /** The command that made it, as users write it. */
  readonly madeBy: string;
}

/** Writes a page as an HTML document that needs no other file and no script. */
export function htmlPage({ title, style, main, madeBy }: HtmlPage): string {
  return String(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${main}
<footer>Made by <code>${madeBy}</code>.</footer>
</main>
</body>
</html>
`);
}
