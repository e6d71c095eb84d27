import type { Assessment } from "../suggesters/model-folder/assessment.js";
import type { OpenSuggester } from "../suggesters/open-suggester.js";
import type { Capabilities } from "../suggesters/suggester.js";
import { type CalibratedOn, confidenceIn } from "./confidence.js";

/** What a model is, and what it was made from. */
export interface ModelInfo
  extends Pick<OpenSuggester["manifest"], "config" | "dataset" | "training"> {
  /** Another one for every model: 16 hexadecimal digits that depend on all its files. */
  readonly id: string;
  /** The system, as in the paper's tables. */
  readonly name: string;
  readonly capabilities: Capabilities & {
    /** It can say how the words of the post attend to those of the replies. */
    readonly attention: boolean;
    /** It keeps posts that it has learnt from, and shows those that resemble a thread. */
    readonly earlierPosts: boolean;
  };
  /** Distinct hashtags of the posts that it was learnt from; undefined where an earlier version made it. */
  readonly hashtags: number | undefined;
  /** What makes its confidences true. */
  readonly calibratedOn: CalibratedOn;
  /** How well it ranks on the validation posts, in percent (means over posts). */
  readonly metrics?: Assessment["metrics"]["standard"];
  /** Losses by epoch, of a neural model. */
  readonly curve?: NonNullable<Assessment["curve"]>;
}

/**
 * Describes an open model.
 * @param hashes SHA-256 of its files by name, as the manifest gives them
 */
export function modelInfoOf(
  suggester: OpenSuggester,
  hashes: Readonly<Record<string, string>>,
): ModelInfo {
  const { name, capabilities, companions } = suggester;
  const { config, dataset, training } = suggester.manifest;
  const { known, assessment } = companions;
  return {
    id: fingerprint(hashes),
    name,
    config,
    dataset,
    training,
    capabilities: {
      ...capabilities,
      attention: suggester.attention !== undefined,
      earlierPosts: suggester.similarPosts !== undefined,
    },
    hashtags: known?.size,
    calibratedOn: confidenceIn(suggester).calibratedOn,
    ...(assessment && { metrics: assessment.metrics.standard }),
    ...(assessment?.curve && { curve: assessment.curve }),
  };
}

/** FNV-1a over the names and hashes, in two halves: SHA-256 has mixed all that there is to mix. */
function fingerprint(hashes: Readonly<Record<string, string>>): string {
  const text = Object.keys(hashes)
    .sort()
    .map((file) => `${file}:${hashes[file]}`)
    .join("\n");
  const half = (start: number): string => {
    let value = start;
    for (let i = 0; i < text.length; i++) {
      value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
    }
    return (value >>> 0).toString(16).padStart(8, "0");
  };
  return half(0x811c9dc5) + half(0x01000193);
}
