/** What the benchmarks use of autocannon, which comes without types. */
declare module "autocannon" {
  import type { EventEmitter } from "node:events";

  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration?: number;
    /** Requests, instead of a time. */
    readonly amount?: number;
    /** Seconds that an answer may take. */
    readonly timeout?: number;
    /** Taken in turns by each connection. */
    readonly requests: readonly {
      readonly method: "POST";
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }[];
  }

  interface Result {
    /** Seconds. */
    readonly duration: number;
    readonly errors: number;
    readonly "2xx": number;
    readonly non2xx: number;
  }

  /** Emits "response" with client, status, bytes and milliseconds. */
  type Instance = EventEmitter & PromiseLike<Result>;

  export default function autocannon(options: Options): Instance;
}
