import type { Endpoint } from "./endpoint.js";
import { REFERENCE_STYLE, renderReference } from "./reference-page.js";

/** What the service says of itself. */
export const DOCUMENT_ENDPOINTS: readonly Endpoint[] = [
  {
    method: "get",
    path: "/openapi.json",
    group: "Operation",
    summary: "Describe the service as OpenAPI 3.1",
    answer: "application/json",
    handle: ({ document }) => Response.json(document),
  },
  {
    method: "get",
    path: "/reference",
    group: "Operation",
    summary: "Describe the service for people",
    answer: "text/html",
    handle: ({ document }) => text(renderReference(document), "text/html"),
  },
  {
    method: "get",
    path: "/reference.css",
    group: "Operation",
    summary: "The style of the reference",
    answer: "text/css",
    handle: () => text(REFERENCE_STYLE, "text/css"),
  },
];

function text(body: string, type: string): Response {
  return new Response(body, { headers: { "content-type": `${type}; charset=utf-8` } });
}
