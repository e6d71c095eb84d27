import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { type App, createApp } from "../src/service/app.js";
import { createLog } from "../src/service/log.js";
import { workerOn } from "../src/service/model-worker.js";
import { SCHEMAS } from "../src/service/schemas.js";
import { Service, type ServiceOptions } from "../src/service/service.js";
import type { StartThread, WorkerThread } from "../src/service/worker-handle.js";
import { trainSuggester } from "../src/suggesters/train.js";
import { datasetOf, randomInstances } from "./instances.js";

/** A worker that does in this thread what it would do in its own: sources have no module for threads. */
export const inThisThread: StartThread = (place) => threadOf(workerOn(place));

/** What stands in for a thread: it answers calls in turn, and none once it has been stopped. */
export function threadOf(work: ReturnType<typeof workerOn>): WorkerThread {
  let last: Promise<unknown> = Promise.resolve();
  let end!: (error: Error) => void;
  const ended = new Promise<Error>((resolve) => {
    end = resolve;
  });
  const broken = ended.then((error) => Promise.reject(error));
  broken.catch(() => {});
  return {
    ended,
    call: (call) => {
      const value = last.then(() => work(call));
      last = value.catch(() => {});
      return Promise.race([value, broken]);
    },
    stop: async () => end(new Error("the thread has stopped")),
  };
}

let models: string | undefined;
afterAll(() => {
  if (models !== undefined) rmSync(models, { recursive: true });
});

/** Trains a model that learns in a moment, once. @returns a copy of its folder that goes with the test */
export async function retrievalModel(): Promise<string> {
  if (models === undefined) {
    models = mkdtempSync(join(tmpdir(), "service-model-"));
    const instances = [...randomInstances(30, 1), SCRIPTED];
    await (await trainSuggester("retrieval", datasetOf(instances, []), models)).close();
  }
  const copy = temporaryFolder();
  cpSync(models, copy, { recursive: true });
  return copy;
}

/** A post whose hashtag is written as an attack. */
const SCRIPTED = {
  id: "script",
  post: ["scripted"],
  conversation: ["injected"],
  hashtags: [["<img", "src=x", "onerror=alert(1)>"]],
  surface: ['<img src=x onerror="alert(1)">'],
};

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "service-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A service in this process. */
export interface TestService {
  readonly service: Service;
  readonly app: App;
  /** The lines of its log. */
  readonly log: Record<string, unknown>[];
  /** Sends JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** Opens a service that ends with the test, with a model that was trained for it unless one is given. */
export async function openService(options: Partial<ServiceOptions> = {}): Promise<TestService> {
  const log: Record<string, unknown>[] = [];
  const service = new Service(
    {
      folder: options.folder ?? (await retrievalModel()),
      workers: 1,
      threads: 1,
      batch: 32,
      queue: 100,
      start: inThisThread,
      ...options,
    },
    createLog({ write: (line) => log.push(JSON.parse(line)) }),
  );
  onTestFinished(() => service.close());
  await service.open();
  const app = createApp(service);
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { service, app, log, post };
}

/** What an answer with an error says. */
export async function errorOf(response: Response) {
  const { error } = SCHEMAS.Error.parse(await response.json());
  return { status: response.status, ...error };
}
