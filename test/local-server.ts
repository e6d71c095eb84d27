import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as a local server saw it. */
export interface SeenRequest {
  /** Path and query. */
  path: string;
  headers: IncomingHttpHeaders;
}

/** A server of a test, and what it was asked. */
export interface LocalServer {
  url: URL;
  requests: SeenRequest[];
}

/** Starts a server on a free port of this computer; it ends with the test that asked for it. */
export async function serve(
  answer: (url: URL, response: ServerResponse, request: SeenRequest) => void,
): Promise<LocalServer> {
  const requests: SeenRequest[] = [];
  const server = createServer(({ url = "/", headers }, response) => {
    const request = { path: url, headers };
    requests.push(request);
    answer(new URL(url, "http://local"), response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), requests };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  headers: Record<string, string> = {},
  status = 200,
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
