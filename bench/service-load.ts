import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import type { SuggestionRequest } from "../src/tagger/suggestion.js";
import { percentile } from "./percentiles.js";

const PROGRAM = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));

/** The built program at work as a service. */
export interface Served {
  readonly url: string;
  /** MiB of memory that its process holds. */
  memory(): Promise<number>;
  /** Mean number of threads that were decoded together. */
  meanBatch(): Promise<number>;
  stop(): Promise<void>;
}

/** What a load came to. */
export interface LoadFigures {
  readonly requestsPerSecond: number;
  /** Milliseconds, by percentile. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Answers other than 200, and connections that broke. */
  readonly failed: number;
}

/** Starts the service on a free port and waits until its model is open. */
export async function serveModel(model: string, options: readonly string[]): Promise<Served> {
  const args = [PROGRAM, "serve", model, "--port", "0", "--timeout", "60", ...options];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the service has ended with ${code}`)));
    createInterface(child.stdout).on("line", (line) => {
      const { msg, url } = JSON.parse(line);
      if (msg === "ready") resolve(url);
    });
  });
  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^${name} (.*)$`, "m").exec(text)?.[1]);
  };
  return {
    url,
    memory: async () => (await metric("process_resident_memory_bytes")) / 2 ** 20,
    meanBatch: async () =>
      (await metric("threadtag_batch_threads_sum")) /
      (await metric("threadtag_batch_threads_count")),
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

/**
 * Asks as fast as answers come.
 * @param connections requests that are under way at a time
 * @param until seconds, or a number of requests
 */
export async function load(
  url: string,
  requests: readonly SuggestionRequest[],
  connections: number,
  until: { readonly duration: number } | { readonly amount: number },
): Promise<LoadFigures> {
  const times: number[] = [];
  const running = autocannon({
    url,
    connections,
    timeout: 120,
    ...until,
    requests: requests.map((request) => ({
      method: "POST",
      path: "/v1/suggest",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    })),
  });
  running.on("response", (_client, _status, _bytes, milliseconds: number) =>
    times.push(milliseconds),
  );
  const { duration, errors, non2xx } = await running;
  return {
    requestsPerSecond: times.length / duration,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    failed: errors + non2xx,
  };
}
