import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";

/** What a proxy needs to know. */
export interface ProxyOptions {
  /** Where `threadtag serve` listens. */
  readonly service: URL;
  /** Its API key, which stays on this side. */
  readonly key: string;
  /** Whether a request comes from somebody who may write posts on your site: look at your session. */
  readonly isSignedIn: (request: Request) => boolean | Promise<boolean>;
}

const MOST_BYTES = 100_000;

/**
 * A path of your own site that asks the service in the name of the page: the page needs no key, and
 * the service no CORS. Mount it beside your other routes.
 */
export function hashtagProxy({ service, key, isSignedIn }: ProxyOptions): Hono {
  const app = new Hono();
  app.post("/hashtags", bodyLimit({ maxSize: MOST_BYTES }), async ({ req }: Context) => {
    if (!(await isSignedIn(req.raw))) return new Response(null, { status: 401 });
    const answer = await fetch(new URL("/v1/suggest", service), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
      body: await req.text(),
      // Whoever writes on has no use for this answer any more.
      signal: req.raw.signal,
    });
    const headers = new Headers({ "content-type": "application/json" });
    const wait = answer.headers.get("retry-after");
    if (wait !== null) headers.set("retry-after", wait);
    return new Response(answer.body, { status: answer.status, headers });
  });
  return app;
}
