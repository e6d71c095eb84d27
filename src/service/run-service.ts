import { setTimeout } from "node:timers/promises";
import { createApp } from "./app.js";
import type { Log } from "./log.js";
import { AppServer, type ServerOptions } from "./server.js";
import { Service, type ServiceOptions } from "./service.js";

const SHORTEST_STALL_SECONDS = 120;

/** How long it still takes connections once it is to stop: some are on their way. */
const LAST_CALL_MS = 1000;

/** A service on a port. */
export interface RunningService {
  readonly service: Service;
  readonly url: string;
  /**
   * Ends it when all that it has accepted is answered.
   * @param seconds after which connections are broken off nevertheless
   */
  stop(seconds: number): Promise<void>;
}

/**
 * Starts a service: it listens at once and is ready when its model is open.
 * @throws UserError when the port is taken, or the model cannot be opened
 */
export async function runService(
  options: ServiceOptions,
  serverOptions: ServerOptions,
  log: Log,
): Promise<RunningService> {
  const service = new Service(options, log);
  let server: AppServer | undefined;
  try {
    const stallSeconds = Math.max(SHORTEST_STALL_SECONDS, 2 * service.limits.seconds);
    server = await AppServer.listen(createApp(service), { stallSeconds, ...serverOptions });
    await service.open();
  } catch (error) {
    server?.breakOff();
    await server?.close();
    await service.close();
    throw error;
  }
  return { service, url: server.url, stop: (seconds) => stop(service, server, seconds) };
}

async function stop(service: Service, server: AppServer, seconds: number): Promise<void> {
  service.announceStop();
  await setTimeout(LAST_CALL_MS);
  const done = new AbortController();
  const late = setTimeout(1000 * seconds, undefined, { signal: done.signal }).then(
    () => server.breakOff(),
    () => {},
  );
  await server.close();
  done.abort();
  await late;
  await service.close();
}
