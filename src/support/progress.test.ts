import { describe, expect, it } from "vitest";
import { bar, createProgress, type ProgressOptions } from "./progress.js";

/** A display on a recorded stream with a clock that the test moves. */
function setUp(isTTY: boolean, options: Partial<ProgressOptions> = {}, columns = 80) {
  const written: string[] = [];
  const clock = { time: 1000 };
  const stream = { isTTY, columns, write: (text: string) => written.push(text) };
  const now = () => clock.time;
  const progress = createProgress({
    label: "Training",
    unit: "posts",
    total: 200,
    stream,
    now,
    ...options,
  });
  return { written, clock, progress };
}

const CLEAR = "\r\x1b[2K";

describe("createProgress on a terminal", () => {
  it("draws one line with percentage, bar, speed, time left and fields", () => {
    const { written, clock, progress } = setUp(true, {}, 100);
    clock.time += 2000;
    progress.update(50, { loss: "4.21", epoch: 3 });
    expect(written).toEqual([
      `${CLEAR}Training   25%  │█████               │  50/200 posts  25/s  0:06 left  loss 4.21  epoch 3`,
    ]);
  });

  it("redraws at most ten times per second", () => {
    const { written, clock, progress } = setUp(true);
    for (let done = 0; done <= 100; done++, clock.time += 10) progress.update(done);
    expect(written).toHaveLength(11);
  });

  it("keeps the line shorter than the terminal is wide", () => {
    const { written, clock, progress } = setUp(true, {}, 30);
    clock.time += 100;
    progress.update(100, { loss: 1 });
    expect([...written[0].replace(CLEAR, "")]).toHaveLength(29);
  });

  it("disappears when stopped", () => {
    const { written, progress } = setUp(true);
    progress.update(1);
    progress.stop();
    expect(written.at(-1)).toBe(CLEAR);
  });
});

describe("createProgress elsewhere", () => {
  it("prints the first line, one every ten seconds, and the last", () => {
    const { written, clock, progress } = setUp(false);
    for (let second = 0; second <= 25; second++, clock.time += 1000) progress.update(second);
    progress.stop();
    expect(written.map((line) => /(\d+)\/200/.exec(line)?.[1])).toEqual(["0", "10", "20", "25"]);
    expect(written.join("")).not.toContain("\r");
  });

  it("does not print the last line twice", () => {
    const { written, progress } = setUp(false);
    progress.update(200);
    progress.stop();
    progress.stop();
    expect(written).toHaveLength(1);
  });

  it("shows neither percentage nor time left without a total", () => {
    const { written, clock, progress } = setUp(false, { total: undefined });
    clock.time += 1000;
    progress.update(1234);
    expect(written).toEqual(["Training  1,234 posts  1,234/s\n"]);
  });

  it("leaves what an earlier run did out of the speed", () => {
    const { written, clock, progress } = setUp(false, { start: 100 });
    clock.time += 10_000;
    progress.update(150);
    expect(written[0]).toContain("150/200 posts  5.0/s  0:10 left");
  });

  it("takes the time left from how far the work is, where there is no total", () => {
    const { written, clock, progress } = setUp(false, { total: undefined, start: 100 });
    clock.time += 10_000;
    progress.update(150, {}, 0.75);
    expect(written[0]).toMatch(/^Training +75% .* 150 posts {2}5\.0\/s {2}0:10 left\n$/);
  });

  it("gives long times in hours", () => {
    const { written, clock, progress } = setUp(false, { total: 3723 + 1 });
    clock.time += 1000;
    progress.update(1);
    expect(written[0]).toContain("1:02:03 left");
  });

  it("survives a total of nothing", () => {
    const { written, progress } = setUp(false, { total: 0 });
    progress.update(0);
    expect(written[0]).toContain("100%");
  });
});

describe("bar", () => {
  it.each([
    [0, ""],
    [0.5, "██"],
    [0.53125, "██▏"],
    [1, "████"],
    [7, "████"],
    [-1, ""],
  ])("of %d in four columns is %j", (fraction, expected) => {
    expect(bar(fraction, 4)).toBe(expected);
  });
});
