import { z } from "zod";
import { Calibration, calibrationSchema, type Point } from "../calibration.js";
import { topPlaces } from "../top-places.js";
import { type Candidates, ListwiseRanker, rankerSchema, softmax } from "./listwise-ranker.js";

/** One list in so many is held out at first, to see how often suggestions are right. */
const HELD_OUT = 5;
/** Suggestions of each post that are looked at to see how often they are right. */
const LOOKED_AT = 10;
/** The form of what `toJSON` gives. */
export const calibratedRankerSchema = z.object({
  ranker: rankerSchema,
  calibration: calibrationSchema,
});

/** A candidate's place in its list, and what the ranker thinks of it. */
export interface Judgement {
  readonly place: number;
  /** Its share of the softmax over the list. */
  readonly share: number;
  readonly probability: number;
}

/** Ranks candidates, and knows how often it is right. */
export class CalibratedRanker {
  private constructor(
    private readonly ranker: ListwiseRanker,
    private readonly calibration: Calibration,
  ) {}

  /**
   * @param lists the candidates of posts
   * @param untested what shares are worth where there are too few posts to see
   */
  static fit(
    lists: readonly Candidates[],
    seed: number,
    untested: readonly Point[],
  ): CalibratedRanker {
    const [seen, held] = [false, true].map((isHeld) =>
      lists.filter((_, list) => (list % HELD_OUT === 0) === isHeld),
    );
    // A ranker is too sure of the lists that it was fitted to.
    const tried = ListwiseRanker.fit(seen, seed);
    const observations = held.flatMap((list) => observe(tried, list));
    const calibration = Calibration.fit(observations, untested);
    return new CalibratedRanker(ListwiseRanker.fit(lists, seed), calibration);
  }

  /** Restores what `toJSON` gave. */
  static from({ ranker, calibration }: z.infer<typeof calibratedRankerSchema>): CalibratedRanker {
    return new CalibratedRanker(new ListwiseRanker(ranker), new Calibration(calibration));
  }

  /**
   * The best candidates of a list, best first.
   * @param features `[candidates, features]`
   * @param count how many at most
   */
  best(features: Float32Array, candidates: number, count: number): Judgement[] {
    const shares = softmax(this.ranker.scores(features, candidates));
    return topPlaces(shares, count).map((place) => ({
      place,
      share: shares[place],
      probability: this.calibration.probability(shares[place]),
    }));
  }

  /** A value that survives JSON. */
  toJSON(): z.input<typeof calibratedRankerSchema> {
    return { ranker: this.ranker.toJSON(), calibration: [...this.calibration.toJSON()] as never };
  }
}

function observe(ranker: ListwiseRanker, { features, isRight }: Candidates) {
  const shares = softmax(ranker.scores(features, isRight.length));
  return topPlaces(shares, LOOKED_AT).map((place) => ({
    score: shares[place],
    isRight: isRight[place] === 1,
  }));
}
