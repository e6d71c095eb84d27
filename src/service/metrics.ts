import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Seconds: from an answer of a fast model to the default time limit. */
const LATENCIES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BATCHES = [1, 2, 4, 8, 16, 32, 64];

/** What the gauges show, read whenever somebody looks. */
export interface PoolState {
  readonly waiting: number;
  readonly workers: number;
}

/** What the service counts, for Prometheus. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = this.counter(
    "requests_total",
    "Requests answered",
    "route",
    "status",
  );
  private readonly latency = this.histogram(
    "request_seconds",
    "Time to answer",
    LATENCIES,
    "route",
  );
  private readonly batches = this.histogram("batch_threads", "Threads decoded together", BATCHES);
  private readonly crashes = this.counter(
    "worker_crashes_total",
    "Workers that ended by themselves",
  );
  private readonly reloads = this.counter("reloads_total", "Models opened while serving", "result");

  /** @param state what is shown of the pool; 0 while there is none */
  constructor(state: () => PoolState | undefined) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge("queue_threads", "Threads that wait for a worker", () => state()?.waiting ?? 0);
    this.gauge("workers", "Workers with an open model", () => state()?.workers ?? 0);
  }

  /** @param route as in the OpenAPI document, whatever was in its place */
  countRequest(route: string, status: number, seconds: number): void {
    this.requests.inc({ route, status });
    this.latency.observe({ route }, seconds);
  }

  countBatch(threads: number): void {
    this.batches.observe(threads);
  }

  countCrash(): void {
    this.crashes.inc();
  }

  countReload(result: "succeeded" | "failed"): void {
    this.reloads.inc({ result });
  }

  /** The type of what `render` gives. */
  get contentType(): string {
    return this.registry.contentType;
  }

  render(): Promise<string> {
    return this.registry.metrics();
  }

  private counter(name: string, help: string, ...labelNames: string[]): Counter {
    return new Counter({ name: `threadtag_${name}`, help, labelNames, registers: [this.registry] });
  }

  private histogram(name: string, help: string, buckets: number[], ...labelNames: string[]) {
    const registers = [this.registry];
    return new Histogram({ name: `threadtag_${name}`, help, buckets, labelNames, registers });
  }

  private gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name: `threadtag_${name}`,
      help,
      registers: [this.registry],
      collect() {
        this.set(value());
      },
    });
  }
}
