import { Calibration } from "../suggesters/calibration.js";
import type { OpenSuggester } from "../suggesters/open-suggester.js";

/**
 * What makes the confidences of a model true: "training" for a system that looks at held-out training posts
 * itself, "validation" for one whose scores were compared with the validation posts, "none" where scores are taken
 * as they are.
 */
export type CalibratedOn = "training" | "validation" | "none";

/** The confidences of a model: of its hashtags with a confidence of c, a share of about c is right. */
export interface Confidence {
  readonly calibratedOn: CalibratedOn;
  /** The confidence in a hashtag. @param score that the model gave it */
  readonly of: (score: number) => number;
}

/** How the scores of a model become confidences. */
export function confidenceIn({
  capabilities,
  companions,
}: Pick<OpenSuggester, "capabilities" | "companions">): Confidence {
  const points = companions.assessment?.calibration;
  if (capabilities.calibrated) return { calibratedOn: "training", of: (score) => score };
  if (!points) return { calibratedOn: "none", of: (score) => score };
  const calibration = new Calibration(points);
  return { calibratedOn: "validation", of: (score) => calibration.probability(score) };
}
