import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ENDPOINTS } from "../src/service/endpoints.js";
import { threadtag } from "./run-cli.js";

const ROOT = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");

/** The instructions of the Dockerfile, in stages. */
const STAGES = read("Dockerfile")
  .replace(/\\\n/g, "")
  .split("\n")
  .filter((line) => /^[A-Z]/.test(line))
  .map((line) => ({
    name: line.slice(0, line.indexOf(" ")),
    value: line.slice(line.indexOf(" ") + 1),
  }))
  .reduce<{ name: string; value: string }[][]>((stages, each) => {
    if (each.name === "FROM") stages.push([]);
    stages.at(-1)?.push(each);
    return stages;
  }, []);

const instruction = (name: string) =>
  STAGES.at(-1)?.find((each) => each.name === name)?.value ?? "";
const compose = parse(read("compose.yaml")).services.threadtag;

/** The options of `threadtag serve`. */
async function serveOptions(): Promise<string[]> {
  const { out } = await threadtag("serve", "--help");
  return [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option]) => option as string);
}

describe("the image", () => {
  it("is built in stages on a Node that the package allows", () => {
    expect(STAGES).toHaveLength(2);
    const [, allowed] = /"node": ">=(\d+)/.exec(read("package.json")) ?? [];
    for (const stage of STAGES) {
      const [, major] = /^node:(\d+)/.exec(stage[0]?.value ?? "") ?? [];
      expect(Number(major)).toBeGreaterThanOrEqual(Number(allowed));
    }
  });

  it("gets what it copies", () => {
    const listed = read(".dockerignore").match(/^!.*$/gm) ?? [];
    for (const entry of listed)
      expect([entry, existsSync(new URL(entry.slice(1), ROOT))]).toEqual([entry, true]);
    const copied = STAGES[0]
      ?.filter(({ name }) => name === "COPY")[0]
      ?.value.split(" ")
      .slice(0, -1);
    for (const file of copied ?? []) expect(listed).toContain(`!${file}`);
    expect(instruction("COPY")).not.toBe("");
  });

  it("runs as a user without rights, and says how it is", () => {
    expect(instruction("USER")).toBe("node");
    const [, path] = /127\.0\.0\.1:8080(\/[\w/]+)/.exec(instruction("HEALTHCHECK")) ?? [];
    expect(ENDPOINTS.map((each) => each.path)).toContain(path);
    expect(path).toBe("/health/ready");
  });

  it("serves on the port that it shows, with options that there are", async () => {
    const command: string[] = JSON.parse(instruction("CMD"));
    const options = await serveOptions();
    expect(options.length).toBeGreaterThan(10);
    for (const args of [command, compose.command as string[]]) {
      expect(args.slice(0, 2)).toEqual(["serve", "/model"]);
      for (const option of args.filter((each) => each.startsWith("--")))
        expect(options).toContain(option);
      expect(args[args.indexOf("--port") + 1]).toBe(instruction("EXPOSE"));
      expect(args[args.indexOf("--host") + 1]).toBe("0.0.0.0");
    }
    const entry = JSON.parse(instruction("ENTRYPOINT"));
    expect(entry).toEqual(["node", "dist/src/cli/main.js"]);
    expect(existsSync(fileURLToPath(new URL("src/cli/main.ts", ROOT)))).toBe(true);
  });
});

describe("the compose file", () => {
  it("lets the service do no more than it must", () => {
    expect(compose).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      ports: [`127.0.0.1:8080:${instruction("EXPOSE")}`],
    });
    expect(compose.volumes).toEqual([expect.stringMatching(/:\/model:ro$/)]);
  });
});

describe("the pages about the service", () => {
  it("name only options that there are", async () => {
    const known = [
      ...(await serveOptions()),
      // Of other programs.
      ...["--tag", "--rm", "--init", "--read-only", "--tmpfs", "--cap-drop", "--publish"],
      ...["--volume", "--detach", "--signal"],
    ];
    for (const page of ["service", "deploy", "integrate"]) {
      for (const [option] of read(`docs/${page}.md`).matchAll(/(?<=[\s`(])--[a-z][a-z-]*/g)) {
        expect(known).toContain(option);
      }
    }
  });

  it("name every path but those of the documents themselves", () => {
    const text = read("docs/service.md");
    for (const { path } of ENDPOINTS) {
      if (path !== "/reference.css") expect(text).toContain(path);
    }
  });
});
