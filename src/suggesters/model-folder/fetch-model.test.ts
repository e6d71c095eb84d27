import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../../test/instances.js";
import { type LocalServer, serve } from "../../../test/local-server.js";
import { UserError } from "../../support/errors.js";
import { nodeRuntime } from "../node-runtime.js";
import { openModel } from "../open-model.js";
import { trainSuggester } from "../train.js";
import type { DownloadProgress } from "./download.js";
import { fetchModel } from "./fetch-model.js";
import { readModelFolder } from "./model-folder.js";

let root: string;
let files: string[];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "fetch-model-"));
  const dataset = datasetOf(randomInstances(20, 1), []);
  await (await trainSuggester("retrieval", dataset, join(root, "model"))).close();
  files = Object.keys(JSON.parse(readFileSync(join(root, "model", "manifest.json"), "utf8")).files);
});
afterAll(() => rmSync(root, { recursive: true }));

/** Serves the model. @param change what becomes of a file on the way */
function site(
  change: (name: string, bytes: Buffer) => Buffer | number = (_, bytes) => bytes,
  headers: Record<string, string> = {},
): Promise<LocalServer> {
  return serve(({ pathname }, response) => {
    const name = pathname.slice("/model/".length);
    const answer = change(name, readFileSync(join(root, "model", name)));
    if (typeof answer === "number") response.writeHead(answer).end();
    else response.writeHead(200, { "content-length": answer.length, ...headers }).end(answer);
  });
}

const folder = ({ url }: LocalServer): URL => new URL("/model/", url);

describe("fetchModel", () => {
  it("gives the model that is in the folder", async () => {
    const server = await site();
    const fetched = await fetchModel(folder(server), { headers: { authorization: "Bearer key" } });
    const local = readModelFolder(join(root, "model"));
    expect(fetched.manifest.hashes).toEqual(local.manifest.hashes);
    for (const file of files) expect(Buffer.from(fetched.bytes(file))).toEqual(local.bytes(file));
    expect(server.requests[0].path).toBe("/model/manifest.json");
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      new Array(files.length + 1).fill("Bearer key"),
    );
    const [there, here] = await Promise.all(
      [fetched, local].map((model) => openModel(model, nodeRuntime())),
    );
    const threads = randomInstances(5, 2);
    expect(await there.suggest(threads)).toEqual(await here.suggest(threads));
  });

  it("tells how far it is; not of how much where the server compresses", async () => {
    const progressOf = async (server: LocalServer): Promise<DownloadProgress[]> => {
      const told: DownloadProgress[] = [];
      await fetchModel(folder(server), { onProgress: (progress) => told.push(progress) });
      return told;
    };
    const size = files.reduce((sum, file) => sum + statSync(join(root, "model", file)).size, 0);
    expect((await progressOf(await site())).at(-1)).toEqual({ received: size, total: size });
    const gzipped = await site((_, bytes) => gzipSync(bytes), { "content-encoding": "gzip" });
    expect((await progressOf(gzipped)).at(-1)).toEqual({ received: size, total: undefined });
  });

  it("ends with the reason of the signal", async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error("enough"));
    const fetched = fetchModel(folder(await site()), { signal: stop.signal, onProgress });
    await expect(fetched).rejects.toThrow("enough");
  });

  it.each<[string, (name: string, bytes: Buffer) => Buffer | number, RegExp]>([
    ["a file that is cut short", (_, bytes) => bytes.subarray(1), /manifest\.json: not valid JSON/],
    [
      "a damaged file",
      (name, bytes) => (name === "words.json" ? Buffer.from("{}") : bytes),
      /\/model\/words\.json: damaged .*Copy the model folder again/,
    ],
    [
      "a missing file",
      (name, bytes) => (name === "terms.bin" ? 404 : bytes),
      /\/model\/terms\.bin: not found\. Check the address/,
    ],
    ["a server in trouble", () => 503, /manifest\.json: the server answered 503\. Try again/],
  ])("refuses %s", async (_, change, message) => {
    const fetched = fetchModel(folder(await site(change)));
    await expect(fetched).rejects.toThrow(UserError);
    await expect(fetched).rejects.toThrow(message);
  });

  it("says that a server cannot be reached", async () => {
    const fetched = fetchModel(new URL("http://localhost:1/model/"));
    await expect(fetched).rejects.toThrow(
      /localhost:1\/model\/manifest\.json: cannot be reached .*Check the connection/,
    );
  });
});
