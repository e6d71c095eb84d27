import { z } from "zod";
import { ERROR_STATUS, type ErrorCode } from "./api-error.js";
import type { Endpoint } from "./endpoint.js";
import type { JsonSchema, OpenApiAnswer, OpenApiDocument, Operation } from "./openapi-document.js";
import { SCHEMAS, type SchemaName } from "./schemas.js";

const KEY = "apiKey";

/** What may come of any request to the interface, and of those with a body. */
const ERRORS_OF_ALL: readonly ErrorCode[] = ["unauthorized", "rate_limited", "internal"];
const ERRORS_OF_BODIES: readonly ErrorCode[] = [
  "invalid_json",
  "invalid_request",
  "too_large",
  "unsupported_media_type",
];

/**
 * Describes endpoints as OpenAPI, with the schemas that check their requests.
 * @param version of the program
 * @param secured whether they ask for an API key
 */
export function describeEndpoints(
  endpoints: readonly Endpoint[],
  { version, secured }: { version: string; secured: boolean },
): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method]: operationOf(endpoint, secured),
    };
  }
  const info = {
    title: "threadtag",
    version,
    description: "Suggests hashtags for a microblog post from the post and the replies below it.",
  };
  const securitySchemes = secured ? { [KEY]: { type: "http", scheme: "bearer" } } : {};
  return { openapi: "3.1.0", info, paths, components: { schemas: jsonSchemas(), securitySchemes } };
}

function operationOf(endpoint: Endpoint, secured: boolean): Operation {
  const { method, path, group, summary, description, body } = endpoint;
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  return {
    operationId: `${method}${path.replace(/\W+(\w)/g, (_, letter) => letter.toUpperCase()).replace(/\W/g, "")}`,
    tags: [group],
    summary,
    ...(description && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: jsonContent(body) } }),
    responses: answersOf(endpoint, secured),
    ...(secured && isApi(endpoint) && { security: [{ [KEY]: [] }] }),
  };
}

function answersOf(endpoint: Endpoint, secured: boolean): Record<string, OpenApiAnswer> {
  const { answer, body, errors = [] } = endpoint;
  const content = answer.includes("/") ? { [answer]: {} } : jsonContent(answer as SchemaName);
  const codes = new Set([
    ...errors,
    ...(body ? ERRORS_OF_BODIES : []),
    ...(isApi(endpoint) ? ERRORS_OF_ALL : []),
  ]);
  if (!secured) codes.delete("unauthorized");
  const answers: Record<string, OpenApiAnswer> = { 200: { description: "The answer.", content } };
  for (const code of codes) {
    const status = ERROR_STATUS[code];
    const others = answers[status]?.description.slice(0, -1);
    const description = `${others ? `${others} or ` : ""}${code}.`;
    answers[status] = { description, content: jsonContent("Error") };
  }
  return answers;
}

function isApi({ path }: Endpoint): boolean {
  return path.startsWith("/v1/");
}

function jsonContent(name: SchemaName) {
  return { "application/json": { schema: { $ref: refOf(name) } } };
}

function refOf(name: string): string {
  return `#/components/schemas/${name}`;
}

/** The schemas by name, which refer to one another. */
function jsonSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: refOf, io: "input" });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema, $id, ...schema }]) => [
      name,
      schema as JsonSchema,
    ]),
  );
}
