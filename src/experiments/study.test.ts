import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { studyOf, threeSplits } from "../../test/study.js";
import { UserError } from "../support/errors.js";
import { EXPERIMENT_NAMES } from "./experiments.js";
import { plannedRuns } from "./run-study.js";
import { runKey } from "./runs/run-spec.js";
import { defaultStudyConfig, readStudyConfig } from "./study-config.js";

const data = threeSplits(randomInstances(40, 1), randomInstances(10, 2), randomInstances(10, 3));

describe("Study", () => {
  it.each([
    ["test", threeSplits(data.train, data.valid), /no test posts.* score another split/],
    ["valid", threeSplits(data.train, []), /no valid posts/],
    ["valid", threeSplits([], data.valid), /no train posts/],
  ] as const)("refuses a dataset that is too small for its %s split", (split, dataset, message) => {
    expect(() => studyOf(dataset, {}, { split })).toThrow(UserError);
    expect(() => studyOf(dataset, {}, { split })).toThrow(message);
  });

  it("trains every system from so many seeds, single ones from others", () => {
    const study = studyOf(data, { seeds: { random: 3 } }, { seeds: 2 });
    expect(study.specs("random").map(({ seed }) => seed)).toEqual([1, 2, 3]);
    expect(study.specs("seq2seq").map(({ seed }) => seed)).toEqual([1, 2]);
  });

  it("gives neural systems common settings, and each its own", () => {
    const settings = { neural: { batch: 16, dropout: 0.3 }, seq2seq: { batch: 8 } };
    const study = studyOf(data, { settings });
    const of = (system: string) => study.specs(system)[0]!.settings;
    expect(of("bi-attention")).toMatchObject({ batch: 16, dropout: 0.3 });
    expect(of("seq2seq")).toMatchObject({ batch: 8, dropout: 0.3 });
    expect(of("random")).toEqual({});
    const quick = studyOf(data, { settings: { neural: { epochs: 7 } } }, { quick: true });
    const { epochs, hidden } = quick.specs("seq2seq")[0]!.settings as Record<string, number>;
    expect(epochs).toBe(7);
    expect(hidden).toBeLessThan(of("seq2seq").hidden as number);
  });

  it("compares with the system that was named, or with the one that is expected to be best", () => {
    const best = (config: object, among: string[]) => studyOf(data, config).best(among);
    expect(best({}, ["random", "fusion", "bi-attention"])).toBe("fusion");
    expect(best({}, ["random", "bi-attention", "lda"])).toBe("bi-attention");
    expect(best({ best: "lda" }, ["random", "bi-attention", "lda"])).toBe("lda");
    expect(best({ best: "linear" }, ["random", "lda"])).toBe("lda");
  });
});

describe("plannedRuns", () => {
  it("makes what several tables need once, the longest first", () => {
    const study = studyOf(data);
    const specs = plannedRuns(study, EXPERIMENT_NAMES);
    expect(new Set(specs.map(runKey)).size).toBe(specs.length);
    const systems = specs.map(({ system }) => system);
    expect(systems.filter((system) => system === "bi-attention")).toHaveLength(2);
    expect(systems.indexOf("bi-attention")).toBeLessThan(systems.indexOf("random"));
    expect(plannedRuns(study, ["table2", "figure2"])).toEqual([]);
  });

  it("leaves out what was not asked for", () => {
    const study = studyOf(data, { systems: ["random", "seq2seq"] });
    const systems = plannedRuns(study, ["table4"]).map(({ system }) => system);
    expect(systems).toEqual(["seq2seq", "random"]);
  });

  it("names a setting that is wrong before any run is made", () => {
    const study = studyOf(data, { settings: { lda: { topic: 3 } } });
    expect(() => plannedRuns(study, ["table4"])).toThrow(/settings of lda: .*topic/);
  });
});

describe("readStudyConfig", () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "config-"));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const read = (config: unknown) => {
    const path = join(root, "config.json");
    writeFileSync(path, JSON.stringify(config));
    return readStudyConfig(path);
  };

  it("reads what a study may differ in", () => {
    const config = {
      systems: ["random"],
      best: "random",
      seeds: { random: 2 },
      unseenShare: 0.5,
      topicality: 0.7,
    };
    expect(read(config)).toEqual({ ...defaultStudyConfig(), ...config });
    expect(read({})).toEqual(defaultStudyConfig());
  });

  it.each([
    [{ best: "gpt" }, /config\.json: field "best": there is no system "gpt"\. There are: bi-att/],
    [{ systems: ["random", "svm"] }, /field "systems\[1\]": there is no system "svm"/],
    [{ systems: [] }, /field "systems"/],
    [{ seeds: { seq2seq: 0 } }, /field "seeds\.seq2seq"/],
    [{ seeds: { gpt: 1 } }, /gpt/],
    [{ settings: { gpt: {} } }, /gpt/],
    [{ unseenShare: 0 }, /field "unseenShare"/],
    [{ epochs: 3 }, /epochs/],
  ])("refuses %o", (config, message) => {
    expect(() => read(config)).toThrow(UserError);
    expect(() => read(config)).toThrow(message);
  });
});
