import { type Context, Hono, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import { messageOf } from "../support/errors.js";
import { readVersion } from "../support/version.js";
import { admit } from "./admission.js";
import { ApiError } from "./api-error.js";
import { readBody } from "./body.js";
import type { Variables } from "./endpoint.js";
import { ENDPOINTS } from "./endpoints.js";
import { observe } from "./observation.js";
import { describeEndpoints } from "./openapi.js";
import { SCHEMAS } from "./schemas.js";
import type { Service } from "./service.js";

/** The web app of a service. */
export type App = Hono<{ Variables: Variables }>;

const UNEXPECTED = new ApiError("internal", "The service failed on this request.");

/** Makes the app that answers the requests to a service; it knows nothing of sockets. */
export function createApp(service: Service): App {
  const { origins, keyFile } = service.options;
  const document = describeEndpoints(ENDPOINTS, {
    version: readVersion(),
    secured: keyFile !== undefined,
  });
  const app: App = new Hono();
  app.onError((error, context) => answerError(error, context, service));
  app.use(observe(service));
  for (const { path } of ENDPOINTS) {
    app.use(honoPath(path), (context, next) => {
      context.set("route", path);
      return next();
    });
  }
  if (origins && origins.length > 0) app.use("/v1/*", allowSites(origins));
  app.use("/v1/*", admit(service));
  for (const { method, path, body, handle } of ENDPOINTS) {
    const route = honoPath(path);
    app.on(method, route, async (context) => {
      const { raw } = context.req;
      const sent = body && (await readBody(raw, SCHEMAS[body] as z.ZodType, service.limits.body));
      return handle({ service, context, document }, sent);
    });
    app.all(route, (context) => {
      context.header("allow", method.toUpperCase());
      throw new ApiError("method_not_allowed", `Use ${method.toUpperCase()} here.`);
    });
  }
  app.all("*", async ({ req }) => {
    const file = await service.page?.answer(req.raw);
    if (file) return file;
    throw new ApiError("not_found", "There is nothing here. /reference tells what there is.");
  });
  return app;
}

function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

/** Lets pages of other sites ask. */
function allowSites(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowMethods: ["GET", "POST"],
    allowHeaders: ["authorization", "content-type"],
    exposeHeaders: ["retry-after", "x-request-id"],
    maxAge: 3600,
  });
}

function answerError(error: unknown, context: Context<{ Variables: Variables }>, { log }: Service) {
  const expected = error instanceof ApiError ? error : UNEXPECTED;
  if (expected.status >= 500) {
    const reason = messageOf((error as Error).cause ?? error);
    log.error({ id: context.get("requestId"), code: expected.code, reason }, "failed");
  }
  const { code, message, status, retryAfter } = expected;
  if (retryAfter !== undefined) context.header("retry-after", String(retryAfter));
  return context.json({ error: { code, message } }, status as ContentfulStatusCode);
}
