import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src", "test", "examples", "bench"].map((folder) => `${folder}/**/*.test.ts`),
    // ONNX Runtime is a native addon, which is not safe to load in worker threads.
    pool: "forks",
    // Tests that run graphs use several cores themselves; Vitest would leave one of two cores idle.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    // Tests that train a model take long on a slow machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a test waits for may be the work of another process.
    expect: { poll: { timeout: 60_000 } },
  },
});
