import type { z } from "zod";
import type { Instance } from "../dataset/instance.js";
import type { ModelFiles } from "./model-folder/model-files.js";
import type { Suggester, Thread } from "./suggester.js";

/** What a system is told while it learns. */
export interface LearningHooks {
  /** The seed of everything drawn at random. */
  readonly seed: number;
  /** Told how far learning is. @param fraction in [0, 1] */
  readonly onProgress?: (fraction: number) => void;
}

/** A post that resembles a thread. */
export interface Neighbour {
  readonly post: number;
  /** In (0, 1]; 1 where all that is compared is the same. */
  readonly similarity: number;
}

/** A suggester that was learnt by counting or solving, and can be written down. */
export interface LearntSuggester extends Suggester {
  /** The hashtags it chooses among; absent where it makes new ones. */
  readonly hashtags?: { readonly size: number };
  /** What a model folder keeps of it, by file name. */
  toFiles(): Record<string, Uint8Array>;
  /** The posts that resemble a thread most, by their numbers in the order in which they were learnt. */
  nearest?(thread: Thread, count: number): Neighbour[];
}

/** What a model folder keeps of a system. */
export type SystemFiles = Pick<ModelFiles, "bytes" | "json">;

/**
 * A system that is learnt in one go from the training posts, without the trainer of the neural ones:
 * what its settings are, how it is learnt, and how it is read from a model folder.
 */
export interface System<Settings = unknown> {
  readonly name: string;
  /** What it does, in one line that goes on behind its name: "ranks ... at random". */
  readonly description: string;
  /** A strict object whose fields all have defaults. */
  readonly settings: z.ZodType<Settings>;
  /** @throws UserError when the posts are too few to learn from */
  learn(
    training: readonly Instance[],
    settings: Settings,
    hooks: LearningHooks,
  ): Promise<LearntSuggester>;
  /** @param files what `toFiles` gave */
  read(settings: Settings, files: SystemFiles): Promise<LearntSuggester>;
}
