import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { type RougeScore, type RougeScores, rouge } from "./rouge.js";
import { bootstrapAverage } from "./rouge-bootstrap.js";
import { characterText } from "./rouge-tokens.js";

interface GoldenEntry {
  id: string;
  case: string;
  tag: string;
  candidate: string;
  references: string[];
  candidateOriginal?: string;
  referencesOriginal?: string[];
  options: string;
  scores: RougeScores;
  scoresWithoutExceptions?: RougeScores;
}
interface GoldenRun {
  options: string;
  printedLines: string[];
}

const present = hasShared("golden/rouge.json") && hasShared("golden/rouge-corpus.json");
const entries: GoldenEntry[] = present ? readGolden("rouge.json") : [];
const corpus: { cases: string[]; runs: GoldenRun[]; zhCharacterIds: Record<string, string> } =
  present ? readGolden("rouge-corpus.json") : { cases: [], runs: [], zhCharacterIds: {} };

function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(sharedPath(`golden/${name}`), "utf8"));
}

function scoresOf(entry: GoldenEntry): RougeScores {
  const bytes = entry.options.includes("-b 50") ? 50 : undefined;
  return rouge(entry.candidate, entry.references, bytes);
}

/** The scores of one case: ours, or those ROUGE gave where its exception table, which we lack, decides. */
function scoresWithTable(entry: GoldenEntry): RougeScores {
  const { scores, scoresWithoutExceptions } = entry;
  const tableDecides =
    scoresWithoutExceptions && JSON.stringify(scores) !== JSON.stringify(scoresWithoutExceptions);
  return tableDecides ? scores : scoresOf(entry);
}

describe("rouge against ROUGE-1.5.5", () => {
  it.skipIf(!present)("has 578 entries (needs ../shared)", () => {
    expect(entries).toHaveLength(578);
  });

  it.each(entries)("$id ($tag)", (entry) => {
    expect(scoresOf(entry)).toEqual(entry.scoresWithoutExceptions ?? entry.scores);
  });

  it.skipIf(!present)("writes Chinese as the reference does (needs ../shared)", () => {
    const idOf = (character: string) => corpus.zhCharacterIds[character] as string;
    const chinese = entries.filter((entry) => entry.candidateOriginal !== undefined);
    expect(chinese).toHaveLength(168);
    for (const { candidate, references, candidateOriginal, referencesOriginal } of chinese) {
      expect(characterText(candidateOriginal as string, idOf)).toBe(candidate);
      expect(referencesOriginal?.map((text) => characterText(text, idOf))).toEqual(references);
    }
  });

  it.skipIf(!present)("scores Chinese alike under ids of our own (needs ../shared)", () => {
    const full = entries.filter(
      (entry) =>
        entry.candidateOriginal !== undefined &&
        entry.id.endsWith("/full") &&
        entry.tag !== "id-collision",
    );
    expect(full).toHaveLength(81);
    for (const entry of full) {
      const references = (entry.referencesOriginal as string[]).map((text) => characterText(text));
      const scores = rouge(characterText(entry.candidateOriginal as string), references);
      expect([entry.id, scores]).toEqual([entry.id, entry.scoresWithoutExceptions ?? entry.scores]);
    }
  });
});

describe("bootstrapAverage against ROUGE-1.5.5", () => {
  it.skipIf(!present)("has two runs (needs ../shared)", () => {
    expect(corpus.runs).toHaveLength(2);
  });

  it.each(corpus.runs)("prints the averages of $options", ({ options, printedLines }) => {
    const scores = corpus.cases.map((name) => {
      const entry = entries.find((e) => e.case === name && e.options === options);
      return scoresWithTable(entry as GoldenEntry);
    });
    const lines = (["rouge1", "rouge2", "rougeSU4"] as const).flatMap((measure) =>
      (["r", "p", "f"] as const).map((part) =>
        printedLine(
          measure,
          part,
          scores.map((score) => score[measure][part]),
        ),
      ),
    );
    expect(lines).toEqual(printedLines);
  });
});

/** The line ROUGE prints for one figure of a corpus. */
function printedLine(measure: keyof RougeScores, part: keyof RougeScore, scores: number[]): string {
  const name = measure.replace("rouge", "ROUGE-");
  const { average, interval } = bootstrapAverage(scores);
  const [low, high] = interval.map((bound) => bound.toFixed(5));
  return `A ${name} Average_${part.toUpperCase()}: ${average.toFixed(5)} (95%-conf.int. ${low} - ${high})`;
}
