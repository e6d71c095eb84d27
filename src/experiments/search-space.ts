import { z } from "zod";
import { UserError } from "../support/errors.js";
import { readJson } from "../support/json.js";
import { Random } from "../support/random.js";

const range = z
  .strictObject({
    from: z.number(),
    to: z.number(),
    /** "log": small values are as likely as large ones. */
    scale: z.enum(["linear", "log"]).default("linear"),
    /** Whether only whole numbers are drawn. */
    whole: z.boolean().default(false),
  })
  .refine(({ from, to }) => from < to, `"from" must be below "to"`)
  .refine(({ from, scale }) => scale === "linear" || from > 0, `a log scale starts above 0`);

const values = z.array(z.union([z.number(), z.string(), z.boolean()])).min(1);

const spaceSchema = z
  .record(z.string(), z.union([values, range], `expected a list of values, or {"from", "to"}`))
  .refine((space) => Object.keys(space).length > 0, "names no setting");

/** Settings to search over: for each the values to try, or a range to draw from. */
export type SearchSpace = z.infer<typeof spaceSchema>;

/** Settings of one trial. */
export type Candidate = Readonly<Record<string, string | number | boolean>>;

/** What random search draws from unless told otherwise; for systems that are trained in epochs. */
export const NEURAL_SPACE: SearchSpace = spaceSchema.parse({
  learningRate: { from: 0.0003, to: 0.003, scale: "log" },
  batch: [32, 64],
  dropout: [0.1, 0.2, 0.3, 0.4, 0.5],
  wordDropout: [0, 0.2, 0.4],
});

/** How often a draw that gave the same settings again is repeated. */
const ATTEMPTS = 100;

/**
 * Reads a space from a JSON file.
 * @throws UserError naming the file and the setting that is wrong
 */
export function readSearchSpace(path: string): SearchSpace {
  return readJson(path, spaceSchema, "See `threadtag tune --help` for the form of the file.");
}

/**
 * All combinations of the values, each once.
 * @throws UserError naming a setting with a range, which has no end of values
 */
export function gridOf(space: SearchSpace): Candidate[] {
  const grid = Object.entries(space).reduce<Candidate[]>(
    (grid, [name, values]) => {
      if (!Array.isArray(values)) {
        throw new UserError(
          `"${name}" is a range, of which a grid cannot try all values. List them, or draw from it with --random N.`,
        );
      }
      return grid.flatMap((candidate) => values.map((value) => ({ ...candidate, [name]: value })));
    },
    [{}],
  );
  return [...new Map(grid.map((candidate) => [JSON.stringify(candidate), candidate])).values()];
}

/** Draws different settings; fewer than asked for where the space does not hold as many. */
export function drawFrom(space: SearchSpace, count: number, seed: number): Candidate[] {
  const random = new Random(seed);
  const drawn = new Map<string, Candidate>();
  for (let attempt = 0; attempt < count * ATTEMPTS && drawn.size < count; attempt++) {
    const candidate = Object.fromEntries(
      Object.entries(space).map(([name, values]) => [name, draw(values, random)]),
    );
    drawn.set(JSON.stringify(candidate), candidate);
  }
  return [...drawn.values()];
}

function draw(values: SearchSpace[string], random: Random): Candidate[string] {
  if (Array.isArray(values)) return values[random.below(values.length)]!;
  const { from, to, scale, whole } = values;
  const share = random.uniform();
  const value = scale === "log" ? from * (to / from) ** share : from + (to - from) * share;
  // Three digits say as much as a search can tell apart, and are easy to write down.
  return whole ? Math.round(value) : Number(value.toPrecision(3));
}
