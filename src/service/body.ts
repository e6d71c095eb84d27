import type { z } from "zod";
import { messageOf } from "../support/errors.js";
import { describeIssue } from "../support/json-value.js";
import { ApiError } from "./api-error.js";

/** How deep arrays and objects of a body may stand in one another; requests need four levels. */
const DEEPEST = 16;

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/**
 * Reads a request's body.
 * @param most bytes of it
 * @throws ApiError when it is too large, is no JSON, or has another form
 */
export async function readBody<T>(
  request: Request,
  schema: z.ZodType<T>,
  most: number,
): Promise<T> {
  refuseOtherTypes(request);
  const value = parse(decode(await receive(request, most)));
  const result = schema.safeParse(value);
  if (!result.success) throw new ApiError("invalid_request", describeIssue(result.error));
  return result.data;
}

/** A form of another site can send other types without being asked whether it may. */
function refuseOtherTypes({ headers }: Request): void {
  const type = headers.get("content-type") ?? "";
  if (/^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(type)) return;
  throw new ApiError(
    "unsupported_media_type",
    "The body must be JSON in UTF-8. Send it with content-type: application/json",
  );
}

/** Reading fails when the client hangs up in the middle. */
async function receive(request: Request, most: number): Promise<Uint8Array> {
  try {
    return await readBytes(request, most);
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw new ApiError("client_gone", "The client has hung up.", undefined, { cause });
  }
}

async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  const { headers } = request;
  const length = headers.get("content-length");
  if (Number(length) > most) throw tooLarge(most);
  // The server takes no more bytes than the header says.
  if (length !== null && !headers.has("transfer-encoding")) {
    return new Uint8Array(await request.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    if ((bytes += chunk.length) > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(most: number): ApiError {
  return new ApiError(
    "too_large",
    `The body has more than ${most.toLocaleString("en")} bytes. Send less at a time.`,
  );
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError("invalid_json", "The body is not valid UTF-8.");
  }
}

function parse(text: string): unknown {
  refuseDepth(text);
  try {
    // Half of a character can be written as an escape; no text can hold it.
    return SURROGATE_ESCAPE.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text);
  } catch (error) {
    throw new ApiError("invalid_json", `The body is not valid JSON (${messageOf(error)}).`);
  }
}

function wellFormed(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;
}

/** Counts brackets outside of strings, before anything is built of them. */
function refuseDepth(text: string): void {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') isString = !isString;
    else if (isString && character === "\\") i++;
    else if (isString) continue;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    if (depth > DEEPEST) {
      throw new ApiError("invalid_json", `The body nests deeper than ${DEEPEST} levels.`);
    }
  }
}
