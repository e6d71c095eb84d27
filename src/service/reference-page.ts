import { type Markup, markup } from "../support/markup.js";
import type { Content, JsonSchema, OpenApiDocument, Operation } from "./openapi-document.js";

/** The style of the reference. */
export const REFERENCE_STYLE = `:root { color-scheme: light dark; --text: #1f2328; --quiet: #59636e; --page: #fff; --rule: #d1d9e0; --soft: #f6f8fa; --link: #0969da }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --quiet: #9198a1; --page: #0d1117; --rule: #3d444d; --soft: #151b23; --link: #4493f8 }
}
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--page) }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--rule) }
h3 { margin: 2rem 0 0.25rem; overflow-wrap: anywhere }
h3 code { font-size: 1rem }
a { color: var(--link) }
code { font-family: ui-monospace, monospace; font-size: 0.9em }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem }
.scroll { overflow-x: auto }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--rule) }
th { white-space: nowrap; font-weight: 600 }
td + td { color: var(--quiet) }
.method { padding: 0.1rem 0.45rem; border-radius: 0.3rem; background: var(--soft); border: 1px solid var(--rule); text-transform: uppercase }
`;

/** Renders an OpenAPI document as a page without scripts. */
export function renderReference({ info, paths, components }: OpenApiDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  const sections = groups.map(
    (group) => markup`<section><h2>${group}</h2>
${operations.filter(({ operation }) => operation.tags.includes(group)).map(({ path, method, operation }) => renderOperation(path, method, operation))}</section>
`,
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) =>
    renderSchema(name, schema),
  );
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}: reference</title>
<link rel="stylesheet" href="/reference.css">
</head>
<body>
<main>
<h1>${info.title} ${info.version}</h1>
<p>${info.description} For programs: <a href="/openapi.json">openapi.json</a>.</p>
${sections}<section><h2>Forms</h2>
${schemas}</section>
</main>
</body>
</html>
`.toString();
}

function renderOperation(path: string, method: string, operation: Operation): Markup {
  const { operationId, summary, description, requestBody, responses } = operation;
  const rows = Object.entries(responses).map(
    ([status, answer]) =>
      markup`<tr><th scope="row">${status}</th><td>${renderContent(answer.content)}</td><td>${answer.description}</td></tr>`,
  );
  return markup`<article id="${operationId}">
<h3><code class="method">${method}</code> <code>${path}</code></h3>
<p>${summary}.${description ? ` ${description}` : ""}</p>
${requestBody ? markup`<p>Body: ${renderContent(requestBody.content)}</p>` : ""}
<div class="scroll"><table><tbody>${rows}</tbody></table></div>
</article>
`;
}

function renderContent(content: Content = {}): Markup[] {
  return Object.entries(content).map(([type, { schema }]) =>
    schema ? typeOf(schema) : markup`<code>${type}</code>`,
  );
}

function renderSchema(name: string, schema: JsonSchema): Markup {
  const { properties = {}, required = [] } = schema;
  const rows = Object.entries(properties).map(
    ([field, each]) =>
      markup`<tr><th scope="row"><code>${field}</code></th><td>${typeOf(each)}${required.includes(field) ? "" : ", optional"}</td><td>${notesOf(each)}</td></tr>`,
  );
  return markup`<article id="${name}">
<h3>${name}</h3>
<div class="scroll"><table><tbody>${rows}</tbody></table></div>
</article>
`;
}

/** What a value is, in a few words. */
function typeOf(schema: JsonSchema): Markup {
  const { $ref, type, items, enum: choices, properties, additionalProperties } = schema;
  if ($ref) {
    const name = $ref.slice($ref.lastIndexOf("/") + 1);
    return markup`<a href="#${name}">${name}</a>`;
  }
  if (choices) return markup`${choices.map((each) => JSON.stringify(each)).join(" or ")}`;
  if (items) return markup`list of ${typeOf(items)}`;
  if (properties) return markup`{ ${Object.keys(properties).join(", ")} }`;
  if (typeof additionalProperties === "object" && additionalProperties.properties) {
    return markup`by name ${typeOf(additionalProperties)}`;
  }
  return markup`${type ?? "any"}`;
}

function notesOf({
  description = "",
  default: preset,
  minimum,
  maximum,
  minItems,
}: JsonSchema): string {
  const isBound = (value?: number) =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  return [
    description,
    minItems ? `At least ${minItems}.` : "",
    isBound(minimum) && isBound(maximum) ? `From ${minimum} to ${maximum}.` : "",
    preset === undefined ? "" : `Default ${JSON.stringify(preset)}.`,
  ]
    .filter(Boolean)
    .join(" ");
}
