import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { threadtag } from "../../test/run-cli.js";
import { retrievalModel, temporaryFolder } from "../../test/service.js";
import { ApiKeys } from "../service/api-keys.js";

describe("threadtag serve", () => {
  it("lists its options and examples", async () => {
    const { code, out } = await threadtag("serve", "--help");
    expect(code).toBe(0);
    for (const option of ["--port", "--api-key-file", "--cors", "--learn", "--rate", "SIGHUP"]) {
      expect(out).toContain(option);
    }
  });

  it.each([
    ["--port", "70000", /Give a port/],
    ["--workers", "0", /1 or more/],
    ["--rate", "many", /whole number/],
    ["--cors", "blog.example", /Give a site .*https:\/\/example\.org/],
    ["--cors", "https://blog.example/posts", /Give a site/],
    ["--cors", "*", /Give a site/],
  ])("refuses %s %s", async (option, value, message) => {
    const { code, err } = await threadtag("serve", "model", option, value);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it("names what is missing before it opens the model", async () => {
    const folder = await retrievalModel();
    const port = await takenPort();
    const taken = await threadtag("serve", folder, "--port", port);
    expect(taken).toMatchObject({ code: 2, err: expect.stringMatching(/cannot listen .*--port/) });
    const keys = await threadtag("serve", folder, "--port", "0", "--api-key-file", "none.txt");
    expect(keys).toMatchObject({ code: 2, err: expect.stringMatching(/none\.txt: no such file/) });
    const model = await threadtag("serve", join(folder, "none"), "--port", "0");
    expect(model).toMatchObject({ code: 2, err: expect.stringMatching(/manifest\.json/) });
  });
});

describe("threadtag api-key", () => {
  it("gives the key to the user and its hash to the file", async () => {
    const { code, out, err } = await threadtag("api-key", "our bot");
    expect(code).toBe(0);
    const key = /tt_\S+/.exec(err)?.[0] as string;
    expect(out).not.toContain(key);
    const file = join(temporaryFolder(), "keys.txt");
    writeFileSync(file, out);
    expect(ApiKeys.read(file).nameOf(key)).toBe("our bot");
    expect(readFileSync(file, "utf8").split("\n")).toHaveLength(2);
  });
});

/** A port where another server listens. */
async function takenPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return String((server.address() as AddressInfo).port);
}
