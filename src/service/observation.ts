import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Variables } from "./endpoint.js";
import { SECURITY_HEADERS } from "./security-headers.js";
import type { Service } from "./service.js";

/** What asks again and again without anybody having asked. */
const ROUTINE = /^\/(?:health\/|metrics$)/;

const REQUEST_ID = /^[\w-]{1,64}$/;

/** Counts, logs and completes every answer. */
export function observe(service: Service): MiddlewareHandler<{ Variables: Variables }> {
  const { metrics, log } = service;
  return async (context, next) => {
    const started = performance.now();
    const given = context.req.header("x-request-id") ?? "";
    const id = REQUEST_ID.test(given) ? given : randomUUID();
    const notes: Variables["notes"] = {};
    context.set("requestId", id);
    context.set("notes", notes);
    await next();
    const { headers, status } = context.res;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
    headers.set("x-request-id", id);
    // Whoever asks again finds another replica.
    if (service.isStopping) headers.set("connection", "close");
    const seconds = (performance.now() - started) / 1000;
    const route = context.get("route") ?? "other";
    metrics.countRequest(route, status, seconds);
    if (ROUTINE.test(route)) return;
    const milliseconds = Number((1000 * seconds).toFixed(1));
    log.info({ id, method: context.req.method, route, status, milliseconds, ...notes }, "request");
  };
}
