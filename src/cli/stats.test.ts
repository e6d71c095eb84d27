import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { writeDataset } from "../dataset/dataset-writer.js";

const SAMPLE = fileURLToPath(new URL("../../examples/sample", import.meta.url));

let folder: string;
let dataset: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-stats-"));
  dataset = join(folder, "dataset");
  const long = randomInstances(30, 1, { words: 5000, post: 60 }).filter(
    ({ post }) => post.length > 30,
  );
  const near = { ...long[0], id: "near", post: [...long[0].post, "another"] };
  writeDataset(
    dataset,
    { name: "R & D", language: "en", createdFrom: "a test" },
    { train: long, valid: [near, ...randomInstances(3, 2)] },
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("threadtag stats", () => {
  it("tells posts that nearly repeat one of an earlier split from copies", async () => {
    const { out } = await threadtag("stats", dataset);
    expect(out).toMatch(/^1 valid posts \(25\.00%\) nearly repeat one of train\.$/m);
    expect(out).not.toMatch(/also in/);
    const { duplicates } = JSON.parse((await threadtag("stats", dataset, "--json")).out);
    expect(duplicates).toEqual([{ split: "valid", earlier: "train", posts: 0, nearPosts: 1 }]);
  });

  it("lists the most frequent hashtags with --json", async () => {
    const { topTags } = JSON.parse((await threadtag("stats", dataset, "--json")).out);
    const counts = topTags.map(({ posts }: { posts: number }) => posts);
    expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a));
    expect(topTags[0]).toEqual({ words: expect.any(Array), posts: expect.any(Number) });
  });

  it("lists the least topical hashtags, where there are posts enough to tell", async () => {
    const { out } = await threadtag("stats", SAMPLE);
    expect(out).toMatch(
      /^Topicality of the least topical hashtags of 20 or more training posts\n(?: {4}[01]\.\d{3} {2}.+\n){5}$/m,
    );
    const { leastTopical } = JSON.parse((await threadtag("stats", SAMPLE, "--json")).out);
    const scores = leastTopical.map((each: { topicality: number }) => each.topicality);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => a - b));
    const [{ words, topicality }] = leastTopical;
    expect(out).toContain(`    ${topicality.toFixed(3)}  ${words.join(" ")}\n`);
    expect((await threadtag("stats", dataset)).out).not.toContain("Topicality");
  });

  it("writes a page besides, and says where", async () => {
    const page = join(folder, "new", "page.html");
    const { code, out, err } = await threadtag("stats", dataset, "--json", "--html", page);
    expect({ code, err }).toEqual({ code: 0, err: `Page: ${page}\n` });
    expect(JSON.parse(out).name).toBe("R & D");
    expect(readFileSync(page, "utf8")).toMatch(/<h1>R &amp; D<\/h1>/);
  });

  it("names a page that cannot be written", async () => {
    const { code, out, err } = await threadtag("stats", dataset, "--html", folder);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(`${folder}: could not be written`);
    expect(existsSync(folder)).toBe(true);
  });
});
