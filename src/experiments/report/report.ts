import { arch, availableParallelism, cpus, platform } from "node:os";
import type { DatasetInfo } from "../../dataset/folder.js";
import type { Section } from "./section.js";

/** What was run, on what, and what came out. */
export interface Report {
  readonly dataset: Pick<DatasetInfo, "name" | "language" | "hash" | "counts">;
  readonly split: string;
  /** Trainings of each system unless said otherwise, and of single ones. */
  readonly seeds: number;
  readonly seedsOf: Readonly<Record<string, number | undefined>>;
  /** Whether systems were made small, for a first look. */
  readonly quick: boolean;
  /** Systems with settings that are not their defaults. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Runs, and how many of them were made for this report; the others were there. */
  readonly runs: number;
  readonly runsMade: number;
  /** How long making them took, from first to last. */
  readonly seconds: number;
  /** When the report was written, ISO 8601 in UTC. */
  readonly writtenAt: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: Machine;
  readonly sections: readonly Section[];
}

/** The machine that a report was made on; it says nothing of its name or place. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
}

/** This machine. */
export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    system: `${platform()} ${arch()}`,
  };
}
