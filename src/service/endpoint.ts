import type { Context } from "hono";
import type { ErrorCode } from "./api-error.js";
import type { OpenApiDocument } from "./openapi-document.js";
import type { Form, SchemaName } from "./schemas.js";
import type { Service } from "./service.js";

/** What the app knows of a request. */
export interface Variables {
  /** Also in the answer and in the log. */
  requestId: string;
  /** The path of the endpoint, with parameters in braces. */
  route?: string;
  /** The name of the API key, or the address. */
  client: string;
  /** What the log tells of it besides. */
  notes: Record<string, unknown>;
}

/** A request that an endpoint answers. */
export interface Call {
  readonly service: Service;
  readonly context: Context<{ Variables: Variables }>;
  /** What describes all endpoints. */
  readonly document: OpenApiDocument;
}

/** A path of the service, as its OpenAPI document tells of it and as the app answers it. */
export interface Endpoint {
  readonly method: "get" | "post";
  /** With parameters in braces. */
  readonly path: string;
  readonly group: "Suggestions" | "Model" | "Operation";
  readonly summary: string;
  readonly description?: string;
  /** What the body must be. */
  readonly body?: SchemaName;
  /** What the answer is: JSON of a form, or another type. */
  readonly answer: SchemaName | `${string}/${string}`;
  /** What else may come of it, besides what may come of any. */
  readonly errors?: readonly ErrorCode[];
  /** @param body of the form that the endpoint names */
  readonly handle: (call: Call, body: unknown) => Promise<Response> | Response;
}

/** How an endpoint is written whose body and answer are JSON. */
interface JsonEndpoint<Body extends SchemaName, Answer extends SchemaName>
  extends Omit<Endpoint, "handle" | "body" | "answer"> {
  readonly body?: Body;
  readonly answer: Answer;
  readonly handle: (call: Call, body: Form<Body>) => Promise<Form<Answer>> | Form<Answer>;
}

/** An endpoint whose body and answer have the forms that its description says. */
export function jsonEndpoint<Body extends SchemaName, Answer extends SchemaName>(
  described: JsonEndpoint<Body, Answer>,
): Endpoint {
  return {
    ...described,
    handle: async (call, body) => Response.json(await described.handle(call, body as Form<Body>)),
  };
}
