import type { EvaluationResult, RankingFigures } from "./evaluate.js";
import type { SemanticFigures } from "./semantic.js";

/**
 * A result as a table of percentages with two decimals, for a terminal of 80 columns; without a final newline.
 * The line of semantic scores is there where they are.
 */
export function renderEvaluation({
  posts,
  released,
  standard,
  rouge1,
  rougeSU4,
  "semantic@1": first,
  "semantic@5": five,
}: EvaluationResult & Partial<SemanticFigures>): string {
  return [
    row(`${posts} posts, %`, "F1@1", "F1@5", "MAP@5"),
    rankingRow("released (the paper's script: micro)", released),
    rankingRow("standard (mean over posts: macro)", standard),
    "",
    row("", "ROUGE-1", "ROUGE-SU4"),
    row("F1 of the top prediction", percentage(rouge1), percentage(rougeSU4)),
    ...(first === undefined || five === undefined
      ? []
      : [
          row(
            "semantic (near misses count in part)",
            `@1 ${percentage(first)}`,
            `@5 ${percentage(five)}`,
          ),
        ]),
  ].join("\n");
}

function rankingRow(label: string, figures: RankingFigures): string {
  return row(label, ...[figures["f1@1"], figures["f1@5"], figures["map@5"]].map(percentage));
}

function row(label: string, ...cells: string[]): string {
  return label.padEnd(38) + cells.map((cell) => cell.padStart(11)).join("");
}

function percentage(value: number): string {
  return value.toFixed(2);
}
