import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A request as it came. */
export interface RecordedRequest {
  /** Method, path and query, decoded: "GET /api/v1/statuses/1". */
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** An answer other than 200. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Starts a server on a free port that answers as it did when its answers were recorded; it ends with
 * the test.
 * @param recording answers by method, path and query; to anything else the answer is 404
 * @param refuse a refusal in place of the answer
 */
export async function replay(
  recording: Readonly<Record<string, unknown>>,
  refuse: (request: RecordedRequest) => Refusal | undefined = () => undefined,
): Promise<{ url: URL; requests: RecordedRequest[] }> {
  const requests: RecordedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const { method, url = "/", headers } = incoming;
    const sent = await text(incoming);
    const line = `${method} ${decodeURIComponent(url)}`;
    const request = { line, headers, body: sent === "" ? undefined : JSON.parse(sent) };
    requests.push(request);
    const refusal = refuse(request);
    const status = refusal?.status ?? (line in recording ? 200 : 404);
    response.writeHead(status, { "content-type": "application/json", ...refusal?.headers });
    response.end(JSON.stringify(status === 200 ? recording[line] : { error: String(status) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), requests };
}
