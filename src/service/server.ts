import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { messageOf, UserError } from "../support/errors.js";
import type { App } from "./app.js";

/** Where a server listens, and how long it waits for whom. */
export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  /** Seconds for the head of a request to come, and for all of it. */
  readonly headSeconds?: number;
  readonly requestSeconds?: number;
  /** Seconds that a connection without requests stays open. */
  readonly idleSeconds?: number;
  /** Seconds that nothing moves on a connection with a request; longer than answers take. */
  readonly stallSeconds?: number;
}

const MOST_HEAD_BYTES = 16 << 10;

/** How often connections are looked through for those that take too long. */
const CHECK_MS = 500;

/** An app on a port. */
export class AppServer {
  private constructor(private readonly server: Server) {}

  /**
   * Starts to listen.
   * @throws UserError when the port is taken, or not allowed
   */
  static async listen(app: App, options: ServerOptions): Promise<AppServer> {
    const { port, host, headSeconds = 10, requestSeconds = 30 } = options;
    const { idleSeconds = 5, stallSeconds = 120 } = options;
    const server = createServer(
      {
        // Whoever sends a byte now and then holds a connection no longer than this.
        headersTimeout: 1000 * headSeconds,
        requestTimeout: 1000 * requestSeconds,
        connectionsCheckingInterval: CHECK_MS,
        keepAliveTimeout: 1000 * idleSeconds,
        maxHeaderSize: MOST_HEAD_BYTES,
      },
      getRequestListener(app.fetch, { overrideGlobalObjects: false }),
    );
    // Whoever does not read its answer holds a connection no longer than this.
    server.setTimeout(1000 * stallSeconds);
    await new Promise<void>((resolve, reject) => {
      server.once("error", (error) => reject(cannotListen(error, options)));
      server.listen(port, host, resolve);
    });
    return new AppServer(server);
  }

  /** Where it listens; the port is the system's choice where 0 was asked for. */
  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the server has ended");
    const { address: host, port, family } = address;
    return `http://${family === "IPv6" ? `[${host}]` : host}:${port}`;
  }

  /** Takes no more connections, and ends when the requests that it has are answered. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
    });
  }

  /** Ends all connections, whatever they are at. */
  breakOff(): void {
    this.server.closeAllConnections();
  }
}

function cannotListen(error: NodeJS.ErrnoException, { port, host }: ServerOptions): UserError {
  const remedies: Readonly<Record<string, string>> = {
    EADDRINUSE: "Another program listens there. End it, or choose another port with --port.",
    EACCES: "Ports below 1024 need rights of their own. Choose another with --port.",
    EADDRNOTAVAIL: "This computer has no such address. Choose another with --host.",
    ENOTFOUND: "There is no such name. Choose another with --host.",
  };
  const remedy = remedies[error.code ?? ""] ?? "Choose another with --host and --port.";
  return new UserError(`cannot listen on ${host}:${port} (${messageOf(error)}). ${remedy}`);
}
