import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { ApiError } from "./api-error.js";
import { type Call, type Endpoint, jsonEndpoint } from "./endpoint.js";
import { checkThreads } from "./limits.js";
import { isUnchanged, type ModelFile } from "./model-details.js";

/** What is asked of the model itself. */
export const MODEL_ENDPOINTS: readonly Endpoint[] = [
  jsonEndpoint({
    method: "get",
    path: "/v1/model",
    group: "Model",
    summary: "Describe the model",
    answer: "Model",
    errors: ["not_ready"],
    handle: ({ service }) => {
      const { card, files } = service.details;
      const { hashtags, ...model } = service.workers.model;
      return {
        ...model,
        learning: service.journal !== undefined,
        ...(hashtags !== undefined && { hashtags }),
        ...(card !== undefined && { card }),
        files: Object.fromEntries(
          [...files].map(([name, { bytes, sha256 }]) => [name, { bytes, sha256 }]),
        ),
      };
    },
  }),
  {
    method: "get",
    path: "/v1/model/files/{name}",
    group: "Model",
    summary: "Fetch a file of the model",
    description: "For browsers that run the model themselves; the names are those of /v1/model.",
    answer: "application/octet-stream",
    errors: ["not_found", "model_changed", "not_ready"],
    handle: (call) => sendFile(call),
  },
  jsonEndpoint({
    method: "post",
    path: "/v1/learn",
    group: "Model",
    summary: "Add posts with their hashtags to the model",
    description:
      "Their hashtags can be suggested from then on. All posts of a request are learnt or none. Off unless the service was started with --learn.",
    body: "LearnRequest",
    answer: "LearnAnswer",
    errors: ["not_found", "not_ready"],
    handle: async ({ service, context }, { posts }) => {
      const { journal, limits, workers } = service;
      if (!journal) throw new ApiError("not_found", "This service takes no posts to learn.");
      checkThreads(posts, limits);
      service.limiter?.charge(context.get("client"), posts.length - 1);
      journal.append(posts);
      const refused = await workers.learn();
      if (refused !== undefined) throw new ApiError("invalid_request", refused);
      return { learnt: posts.length };
    },
  }),
];

function sendFile({ service, context }: Call): Response {
  const name = context.req.param("name") ?? "";
  const file = service.details.files.get(name);
  if (!file) throw new ApiError("not_found", "The model has no file of this name.");
  if (!isUnchanged(file)) {
    throw new ApiError("model_changed", "The file has changed since the model was opened.");
  }
  const headers = headersOf(file);
  if (context.req.header("if-none-match") === headers.etag)
    return new Response(null, { status: 304, headers });
  if (context.req.method === "HEAD") return new Response(null, { headers });
  return new Response(Readable.toWeb(createReadStream(file.path)) as ReadableStream, { headers });
}

function headersOf({ bytes, sha256 }: ModelFile) {
  return {
    "content-type": "application/octet-stream",
    "content-length": String(bytes),
    "cache-control": "no-cache",
    etag: `"${sha256}"`,
  };
}
