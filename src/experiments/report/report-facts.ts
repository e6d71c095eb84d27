import { decimal } from "../../dataset/statistics-figures.js";
import type { Report } from "./report.js";

/** What was run, as terms and what they are; the same in every form of a report. */
export function reportFacts(report: Report): [term: string, value: string][] {
  const { dataset, machine, versions, seconds, runs, runsMade } = report;
  const counts = Object.entries(dataset.counts).map(
    ([split, posts]) => `${decimal(posts ?? 0, 0)} ${split}`,
  );
  return [
    ["Dataset", `${dataset.name} (language ${dataset.language}): ${counts.join(", ")} posts`],
    ["Hash of the data", dataset.hash],
    ["Scored", `the ${report.split} posts`],
    ["Trainings", trainings(report)],
    ...settings(report),
    [
      "Runs",
      `${runs}, ${runsMade} of them made for this report in ${duration(seconds)}${runsMade < runs ? "; the others were there from before" : ""}`,
    ],
    [
      "Versions",
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
    ["Machine", `${machine.processor}, ${machine.cores} cores, ${machine.system}`],
    ["Written", report.writtenAt],
  ];
}

function trainings({ seeds, seedsOf }: Report): string {
  const count = (n: number) => (n === 1 ? "one, seed 1" : `${n}, seeds 1 to ${n}`);
  const others = Object.entries(seedsOf).map(([system, n]) => `${system} ${count(n ?? seeds)}`);
  return [`of each system ${count(seeds)}`, ...others].join("; ");
}

function settings({ quick, settings }: Report): [string, string][] {
  const given = Object.keys(settings).length > 0 ? JSON.stringify(settings) : "";
  const small = quick
    ? "--quick: neural systems are small and trained briefly, so their figures say little. "
    : "";
  return quick || given ? [["Settings", `${small}${given}`.trim()]] : [];
}

/** Hours, minutes and seconds in words. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 1) return `${whole} s`;
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
