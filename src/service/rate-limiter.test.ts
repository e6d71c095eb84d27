import { describe, expect, it } from "vitest";
import { RateLimiter } from "./rate-limiter.js";

describe("RateLimiter", () => {
  it("allows a minute's worth at once, then as many as the time brings", () => {
    let now = 0;
    const limiter = new RateLimiter(6, () => now);
    for (let i = 0; i < 6; i++) expect(limiter.take("a")).toBe(0);
    expect(limiter.take("a")).toBe(10);
    now = 9_000;
    expect(limiter.take("a")).toBe(1);
    now = 10_000;
    expect(limiter.take("a")).toBe(0);
    expect(limiter.take("a")).toBe(10);
    now = 10_000_000;
    for (let i = 0; i < 6; i++) expect(limiter.take("a")).toBe(0);
    expect(limiter.take("a")).toBeGreaterThan(0);
  });

  it("lets clients not wait for one another", () => {
    const limiter = new RateLimiter(1, () => 0);
    expect(limiter.take("a")).toBe(0);
    expect(limiter.take("a")).toBe(60);
    expect(limiter.take("b")).toBe(0);
  });

  it("lets later requests pay for one that was large", () => {
    let now = 0;
    const limiter = new RateLimiter(60, () => now);
    expect(limiter.take("a")).toBe(0);
    limiter.charge("a", 69);
    expect(limiter.take("a")).toBe(11);
    now = 11_000;
    expect(limiter.take("a")).toBe(0);
  });

  it("forgets who has been quiet for longest when there are too many", () => {
    const limiter = new RateLimiter(1, () => 0);
    limiter.take("first");
    limiter.take("second");
    for (let i = 0; i < 9_999; i++) limiter.take(String(i));
    expect([limiter.take("second"), limiter.take("first")]).toEqual([60, 0]);
  });
});
