import { ApiError } from "./api-error.js";
import { type Endpoint, jsonEndpoint } from "./endpoint.js";

/** What those who run the service ask. */
export const OPERATION_ENDPOINTS: readonly Endpoint[] = [
  jsonEndpoint({
    method: "get",
    path: "/health/live",
    group: "Operation",
    summary: "Say that the process is alive",
    answer: "Health",
    handle: () => ({ status: "live" as const }),
  }),
  jsonEndpoint({
    method: "get",
    path: "/health/ready",
    group: "Operation",
    summary: "Say whether requests can be answered",
    answer: "Health",
    errors: ["not_ready"],
    handle: ({ service }) => {
      if (service.isReady) return { status: "ready" as const };
      throw new ApiError(
        "not_ready",
        "No worker has an open model, or the service is stopping.",
        1,
      );
    },
  }),
  {
    method: "get",
    path: "/metrics",
    group: "Operation",
    summary: "Show metrics for Prometheus",
    answer: "text/plain",
    handle: async ({ service: { metrics } }) =>
      new Response(await metrics.render(), { headers: { "content-type": metrics.contentType } }),
  },
];
