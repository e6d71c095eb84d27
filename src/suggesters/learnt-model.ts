import type { Dataset } from "../dataset/folder.js";
import type { Instance } from "../dataset/instance.js";
import { messageOf, UserError } from "../support/errors.js";
import { describeIssue } from "../support/json.js";
import { nodeResources } from "../text/node-resources.js";
import { type TextKnowledge, TextReader, withSurfaces } from "../text/text-reader.js";
import { writeModelFolder } from "../training/model-folder.js";
import { type LearntManifest, learntManifestSchema } from "./learnt-manifest.js";
import { learntModelCard } from "./learnt-model-card.js";
import { MODEL_REMEDY, ModelFolder, READER_FILE, readManifest } from "./model-folder.js";
import type { OpenSuggester } from "./open-suggester.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "./suggester.js";
import type { LearningHooks, LearntSuggester, System } from "./system.js";
import { SYSTEMS, type SystemName } from "./systems.js";

/** A learnt system, with what was learnt from and how texts are read. */
export class LearntModel implements OpenSuggester {
  /** Adds posts, as {@link Suggester.learn} does; absent where the system does not learn. */
  readonly learn?: (instances: readonly Instance[]) => Promise<void>;

  private constructor(
    private readonly suggester: LearntSuggester,
    private described: LearntManifest,
    private knowledge: TextKnowledge,
  ) {
    if (suggester.learn) this.learn = (instances) => this.add(instances);
  }

  /**
   * Learns a system from the training posts of a dataset.
   * @throws UserError when a setting is wrong, or there is too little to learn from
   */
  static async learn(
    model: SystemName,
    { info, knowledge, train }: Dataset<"train">,
    given: Readonly<Record<string, unknown>>,
    hooks: LearningHooks,
  ): Promise<LearntModel> {
    const system: System = SYSTEMS[model];
    const settings = parseSettings(system, given, `settings of ${model}`);
    const suggester = await system.learn(train, settings, hooks);
    const { name, language, hash } = info;
    const description = {
      config: { ...(settings as object), model },
      dataset: { name, language, hash },
      training: { seed: hooks.seed, posts: train.length, added: 0 },
    };
    return new LearntModel(suggester, description, withSurfaces(knowledge, surfacesOf(train)));
  }

  /**
   * Reads a model folder.
   * @throws UserError when a file is missing or damaged, or was written by another version
   */
  static async open(folder: string): Promise<LearntModel> {
    const { config, dataset, training, files } = readManifest(folder, learntManifestSchema);
    const { model, ...given } = config;
    const system: System = SYSTEMS[model];
    const place = `${folder}: manifest.json: config`;
    const settings = parseSettings(system, given, place, MODEL_REMEDY);
    const content = new ModelFolder(folder, { files });
    const suggester = await read(system, settings, folder, content);
    const knowledge = content.json(READER_FILE) as TextKnowledge;
    return new LearntModel(suggester, { config, dataset, training }, knowledge);
  }

  get name(): string {
    return this.suggester.name;
  }

  get capabilities(): Capabilities {
    return this.suggester.capabilities;
  }

  get manifest(): LearntManifest {
    return this.described;
  }

  /** How many hashtags it chooses among; undefined where it makes new ones. */
  get hashtags(): number | undefined {
    return this.suggester.hashtags?.size;
  }

  suggest(threads: readonly Thread[], options?: SuggestOptions): Promise<Suggestion[][]> {
    return this.suggester.suggest(threads, options);
  }

  async openReader(): Promise<TextReader> {
    return TextReader.fromJSON(this.knowledge, await nodeResources(), READER_FILE);
  }

  /**
   * Writes the model folder.
   * @throws UserError when it cannot be written; what it held before is unchanged
   */
  save(folder: string): void {
    const files = {
      ...this.suggester.toFiles(),
      [READER_FILE]: Buffer.from(JSON.stringify(this.knowledge)),
    };
    writeModelFolder(folder, files, this.described, learntModelCard);
  }

  close(): Promise<void> {
    return this.suggester.close();
  }

  private async add(instances: readonly Instance[]): Promise<void> {
    await this.suggester.learn?.(instances);
    const { training } = this.described;
    const added = training.added + instances.length;
    this.described = { ...this.described, training: { ...training, added } };
    this.knowledge = withSurfaces(this.knowledge, surfacesOf(instances));
  }
}

/** How people spelt the hashtags of posts. */
function surfacesOf(instances: readonly Instance[]): string[] {
  return instances.flatMap(({ surface = [] }) => surface);
}

function parseSettings(
  system: System,
  given: Readonly<Record<string, unknown>>,
  place: string,
  remedy = "See `threadtag train --help` for the settings.",
): unknown {
  const result = system.settings.safeParse(given);
  if (result.success) return result.data;
  throw new UserError(`${place}: ${describeIssue(result.error)} ${remedy}`);
}

async function read(system: System, settings: unknown, folder: string, content: ModelFolder) {
  try {
    return await system.read(settings, (name) => content.bytes(name));
  } catch (error) {
    // The hashes are right: these are files that another program wrote.
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${folder}: holds no model of ${system.name} (${messageOf(error)}). ${MODEL_REMEDY}`,
    );
  }
}
