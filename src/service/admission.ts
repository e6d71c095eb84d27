import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { ApiError } from "./api-error.js";
import { clientAddress } from "./client-address.js";
import type { Variables } from "./endpoint.js";
import type { Service } from "./service.js";

/** Lets requests in that have a key, where one is needed, and that do not come too often. */
export function admit(service: Service): MiddlewareHandler<{ Variables: Variables }> {
  return async (context, next) => {
    const { keys, limiter } = service;
    const name = keys?.nameOf(keyOf(context));
    // Those who have no key wait for each other by address.
    const client = name === undefined ? addressOf(context, service) : `key ${name}`;
    context.set("client", client);
    if (name !== undefined) context.get("notes").key = name;
    const wait = limiter?.take(client) ?? 0;
    if (wait > 0) {
      throw new ApiError("rate_limited", `Too many requests. Try again in ${wait} s.`, wait);
    }
    if (keys && name === undefined) {
      context.header("www-authenticate", "Bearer");
      throw new ApiError("unauthorized", "Send an API key: Authorization: Bearer KEY");
    }
    await next();
  };
}

function keyOf(context: Context): string {
  return /^Bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
}

function addressOf(context: Context, { options }: Service): string {
  // There is no connection where a test calls the app.
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  const forwarded = context.req.header("x-forwarded-for") ?? null;
  return clientAddress(incoming?.socket.remoteAddress, forwarded, options.proxies ?? 0);
}
