import type { Dataset } from "../dataset/folder.js";
import type { Split } from "../dataset/instance.js";
import { NEURAL } from "../model/config.js";
import { UserError } from "../support/errors.js";
import { isSuggester } from "./line-up.js";
import type { HiddenTags, RunSpec, TrainingChange } from "./runs/run-spec.js";
import { completeSettings } from "./runs/train-system.js";
import type { StudyConfig } from "./study-config.js";

/** What is studied, and how. */
export interface StudyOptions {
  /** The split that is scored. */
  readonly split: Exclude<Split, "train">;
  /** Trainings of each system, from the seeds 1, 2 and so on. */
  readonly seeds: number;
  readonly config: StudyConfig;
  /** Whether systems are made small, for a first look. */
  readonly quick: boolean;
  /** The post of Table 7 and Figure 4; the one that shows the most difference by default. */
  readonly postId?: string;
}

/** Settings of neural systems for a first look; those of the config win. */
const QUICK = { embedding: 100, hidden: 100, layers: 1, epochs: 4 };

/** The seed of the hashtags that are hidden from training. */
const HIDING_SEED = 1;

/** A dataset with what is to be found out about it. */
export class Study {
  /** @throws UserError when a split has no posts, or not the post that was asked for */
  constructor(
    readonly dataset: Dataset,
    readonly options: StudyOptions,
  ) {
    const { split, postId } = options;
    for (const needed of ["train", "valid", split] as const) {
      if (dataset[needed].length > 0) continue;
      throw new UserError(
        `${dataset.info.name}: the dataset has no ${needed} posts. It has ${dataset.train.length} training posts; prepare it again with more posts, or score another split with --split.`,
      );
    }
    const posts = dataset[split];
    if (postId === undefined || posts.some(({ id }) => id === postId)) return;
    throw new UserError(
      `--post-id: the ${split} split has no post "${postId}". Its first is "${posts[0]?.id}"; ids are the field "id" in ${split}.jsonl of the dataset folder.`,
    );
  }

  /** Of some systems those that exist and that were asked for. */
  systems(names: readonly string[]): string[] {
    const { systems } = this.options.config;
    return names.filter((name) => isSuggester(name) && (systems?.includes(name) ?? true));
  }

  /** The system that is compared with all others: fusion, or the paper's model where that is not among them. */
  best(among: readonly string[]): string | undefined {
    const wanted = [this.options.config.best, "fusion", "bi-attention"];
    return wanted.find((name) => name !== undefined && among.includes(name)) ?? among.at(-1);
  }

  /**
   * The trainings of a system.
   * @throws UserError naming the setting that is wrong
   * @param change how their training posts differ from those of the dataset
   */
  specs(system: string, change: TrainingChange = {}): RunSpec[] {
    const { config, seeds, split } = this.options;
    const settings = this.settingsOf(system);
    return Array.from({ length: config.seeds[system] ?? seeds }, (_, i) => ({
      dataset: this.dataset.info.hash,
      ...change,
      system,
      settings,
      seed: i + 1,
      split,
    }));
  }

  /** The hashtags that Table 5 hides. */
  get hiddenTags(): HiddenTags {
    const { split, config } = this.options;
    return { split, share: config.unseenShare, seed: HIDING_SEED };
  }

  private settingsOf(system: string): Record<string, unknown> {
    const { config, quick } = this.options;
    const isNeural = (NEURAL as readonly string[]).includes(system);
    return completeSettings(system, {
      ...(isNeural && quick ? QUICK : {}),
      ...(isNeural ? config.settings.neural : {}),
      ...config.settings[system],
    });
  }
}

/** All trainings of some systems. */
export function specsOf(
  study: Study,
  systems: readonly string[],
  change?: TrainingChange,
): RunSpec[] {
  return study.systems(systems).flatMap((system) => study.specs(system, change));
}
