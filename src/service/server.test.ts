import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { openService, retrievalModel, temporaryFolder } from "../../test/service.js";
import { gatedWorkers } from "../../test/service-pool.js";
import { createApp } from "./app.js";
import { createLog } from "./log.js";
import { runService } from "./run-service.js";
import { SCHEMAS } from "./schemas.js";
import { AppServer, type ServerOptions } from "./server.js";
import type { ServiceOptions } from "./service.js";

const BODY = JSON.stringify({ post: "wa wb" });
const HEAD = `POST /v1/suggest HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n`;

/** Starts a service on a free port; it ends with the test. */
async function listen(options: Partial<ServiceOptions> = {}, server: Partial<ServerOptions> = {}) {
  const opened = await openService(options);
  const app = await AppServer.listen(createApp(opened.service), {
    port: 0,
    host: "127.0.0.1",
    ...server,
  });
  onTestFinished(() => {
    app.breakOff();
    return app.close();
  });
  return { ...opened, server: app, url: app.url };
}

/** A connection whose bytes the test writes itself. */
async function open(
  url: string,
): Promise<{ socket: Socket; received: () => string; ended: Promise<unknown> }> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8").on("data", (data: string) => {
    text += data;
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  onTestFinished(() => void socket.destroy());
  return { socket, received: () => text, ended: once(socket, "close") };
}

const ask = (url: string, signal?: AbortSignal) =>
  fetch(`${url}/v1/suggest`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: BODY,
    ...(signal && { signal }),
  });

describe("a client that is slow", () => {
  it.each<[string, string, number]>([
    ["in the head of its request", HEAD, 5],
    ["in the body of its request", `${HEAD}\r\n${BODY.slice(0, 5)}`, HEAD.length],
  ])("%s is shut out, and keeps nobody waiting", async (_, text, atOnce) => {
    const { url } = await listen({}, { headSeconds: 0.6, requestSeconds: 0.8 });
    const { socket, received, ended } = await open(url);
    socket.write(text.slice(0, atOnce));
    let sent = atOnce;
    const drip = setInterval(() => sent < text.length && socket.write(text[sent++] as string), 50);
    onTestFinished(() => clearInterval(drip));
    expect((await ask(url)).status).toBe(200);
    await ended;
    expect(received()).toContain("408 Request Timeout");
    expect((await ask(url)).status).toBe(200);
  });

  it("and says nothing at all is shut out, too", async () => {
    const { url } = await listen({}, { headSeconds: 0.3, requestSeconds: 0.5 });
    await (await open(url)).ended;
  });
});

describe("a client that does not read its answer", () => {
  it("is shut out", async () => {
    const folder = await retrievalModel();
    writeFileSync(join(folder, "README.md"), "x".repeat(30 << 20));
    const { url } = await listen({ folder }, { stallSeconds: 0.5 });
    const { socket, ended } = await open(url);
    socket.pause();
    socket.write("GET /v1/model/files/README.md HTTP/1.1\r\nhost: x\r\n\r\n");
    await setTimeout(2000);
    let bytes = 0;
    socket.on("data", (data: string) => {
      bytes += data.length;
    });
    socket.resume();
    await ended;
    expect(bytes).toBeLessThan(30 << 20);
  });
});

describe("a client that hangs up", () => {
  it("while it waits has its question dropped", async () => {
    const { start, letAnswer } = gatedWorkers();
    const { url, service, log } = await listen({ start });
    const first = ask(url);
    while (service.workers.waiting > 0 || !(await metric(url, "threadtag_batch_threads_count 1"))) {
      await setTimeout(5);
    }
    const client = new AbortController();
    const second = ask(url, client.signal);
    while (service.workers.waiting === 0) await setTimeout(5);
    client.abort();
    await expect(second).rejects.toThrow();
    while (service.workers.waiting > 0) await setTimeout(5);
    letAnswer();
    expect((await first).status).toBe(200);
    expect(await metric(url, "threadtag_batch_threads_count 1")).toBe(true);
    expect(log.some(({ status }) => status === 499)).toBe(true);
  });

  it("in the middle of its request does no harm", async () => {
    const { url, log } = await listen();
    const { socket } = await open(url);
    socket.write(`${HEAD}\r\n${BODY.slice(0, 5)}`);
    await setTimeout(50);
    socket.destroy();
    expect((await ask(url)).status).toBe(200);
    expect(log.filter(({ level }) => level === "error")).toEqual([]);
  });
});

describe("a request that takes too long", () => {
  it("is answered with 504, and its question is dropped", async () => {
    const { start } = gatedWorkers();
    const { url, service } = await listen({ start, limits: { seconds: 0.2 }, batch: 1 });
    const answers = await Promise.all([ask(url), ask(url)]);
    for (const answer of answers) {
      expect(answer.status).toBe(504);
      expect(SCHEMAS.Error.parse(await answer.json()).error.code).toBe("timeout");
    }
    expect(service.workers.waiting).toBe(0);
  });
});

describe("a full queue", () => {
  it("answers 503 and says when to come back", async () => {
    const { start, letAnswer } = gatedWorkers();
    const { url, service } = await listen({ start, queue: 2 });
    const first = ask(url);
    while (!(await metric(url, "threadtag_batch_threads_count 1"))) await setTimeout(5);
    const waiting = [ask(url), ask(url)];
    while (service.workers.waiting < 2) await setTimeout(5);
    const refused = await ask(url);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(SCHEMAS.Error.parse(await refused.json()).error.code).toBe("overloaded");
    letAnswer();
    for (const answer of await Promise.all([first, ...waiting])) expect(answer.status).toBe(200);
  });
});

describe("a server", () => {
  it("says what to do when its port is taken", async () => {
    const { url } = await listen();
    const { port } = new URL(url);
    const again = listen({}, { port: Number(port) });
    await expect(again).rejects.toThrow(
      new RegExp(`cannot listen on 127.0.0.1:${port} .*Another program .*--port`),
    );
  });

  it("refuses a head that is too large", async () => {
    const { url } = await listen();
    const { socket, received, ended } = await open(url);
    socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx-filler: ${"x".repeat(20_000)}\r\n\r\n`);
    await ended;
    expect(received()).toContain("431 ");
  });

  it("is alive but not ready until its model is open, and stops being ready first", async () => {
    const { start, letAnswer } = gatedWorkers();
    const { service, url, server } = await listen({ start });
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const asked = ask(url);
    while (!(await metric(url, "threadtag_batch_threads_count 1"))) await setTimeout(5);
    service.announceStop();
    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const closed = server.close();
    letAnswer();
    expect((await asked).status).toBe(200);
    await closed;
    await expect(ask(url)).rejects.toThrow();
  });

  it("gives up when its model cannot be opened, and leaves the port free", async () => {
    const folder = temporaryFolder();
    const options = { folder, workers: 1, threads: 1, batch: 1, queue: 1 };
    const running = runService(options, { port: 0, host: "127.0.0.1" }, createLog({ write() {} }));
    await expect(running).rejects.toThrow(/manifest\.json: no such file/);
  });
});

/** Whether the metrics have a line. */
async function metric(url: string, line: string): Promise<boolean> {
  return (await (await fetch(`${url}/metrics`)).text()).includes(`${line}\n`);
}
