import type { Dataset } from "../../dataset/folder.js";
import type { Instance } from "../../dataset/instance.js";
import { KnownHashtags } from "../../model/known-hashtags.js";
import { bytesOf } from "../../support/bytes.js";
import { messageOf, UserError } from "../../support/errors.js";
import { describeIssue } from "../../support/json-value.js";
import {
  type TextKnowledge,
  TextReader,
  type TextResources,
  withSurfaces,
} from "../../text/text-reader.js";
import type { OpenSuggester, SimilarPost } from "../open-suggester.js";
import type { Runtime } from "../runtime.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "../suggester.js";
import type { LearningHooks, LearntSuggester, System } from "../system.js";
import { SYSTEMS, type SystemName } from "../systems.js";
import { type Companions, filesOf, readCompanions } from "./companions.js";
import { EarlierPosts } from "./earlier-posts.js";
import { KnownPosts } from "./known-posts.js";
import { type LearntManifest, learntManifestSchema } from "./learnt-manifest.js";
import { MANIFEST_FILE, MODEL_REMEDY, type ModelFiles, READER_FILE } from "./model-files.js";

/** Which posts were learnt from, in the folder of a system that learns. */
const KNOWN_FILE = "known-posts.bin";

/** A learnt system, with what was learnt from and how texts are read. */
export class LearntModel implements OpenSuggester {
  /** Adds the posts that it has not learnt from yet; absent where the system does not learn. */
  readonly learn?: (instances: readonly Instance[]) => Promise<void>;

  /** As {@link OpenSuggester.similarPosts} tells. */
  readonly similarPosts?: (thread: Thread, count: number) => SimilarPost[];

  private constructor(
    private readonly suggester: LearntSuggester,
    private described: LearntManifest,
    private knowledge: TextKnowledge,
    private readonly resources: () => Promise<TextResources>,
    readonly companions: Companions,
    private readonly learntFrom: KnownPosts,
  ) {
    if (suggester.learn) this.learn = (instances) => this.add(instances);
    const { posts } = companions;
    if (posts && suggester.nearest) {
      this.similarPosts = (thread, count) => similarPosts(suggester, posts, thread, count);
    }
  }

  /**
   * Learns a system from the training posts of a dataset.
   * @param resources loads what texts are read with
   * @throws UserError when a setting is wrong, or there is too little to learn from
   */
  static async learn(
    model: SystemName,
    { info, knowledge, train }: Dataset<"train">,
    given: Readonly<Record<string, unknown>>,
    hooks: LearningHooks,
    resources: () => Promise<TextResources>,
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
    const words = withSurfaces(knowledge, surfacesOf(train));
    const keepsPosts = suggester.nearest && (settings as { keepPosts?: boolean }).keepPosts;
    const companions = {
      known: new KnownHashtags(hashtagsOf(train)),
      ...(keepsPosts && { posts: new EarlierPosts(train) }),
    };
    const learntFrom = KnownPosts.of(train);
    return new LearntModel(suggester, description, words, resources, companions, learntFrom);
  }

  /** @throws UserError when a file holds something else, or a setting is wrong */
  static async read(files: ModelFiles, { textResources }: Runtime): Promise<LearntModel> {
    const { config, dataset, training } = files.manifest.read(learntManifestSchema);
    const { model, ...given } = config;
    const system: System = SYSTEMS[model];
    const place = `${files.place(MANIFEST_FILE)}: config`;
    const settings = parseSettings(system, given, place, MODEL_REMEDY);
    const suggester = await read(system, settings, files);
    const knowledge = files.json(READER_FILE) as TextKnowledge;
    const described = { config, dataset, training };
    const companions = readCompanions(files);
    // Systems that do not learn have none.
    const known = files.has(KNOWN_FILE) ? files.bytes(KNOWN_FILE) : new Uint8Array();
    const learntFrom = KnownPosts.fromBytes(known);
    return new LearntModel(suggester, described, knowledge, textResources, companions, learntFrom);
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
    return TextReader.fromJSON(this.knowledge, await this.resources(), READER_FILE);
  }

  /** What its folder holds beside the manifest and the card, by file name. */
  toFiles(): Record<string, Uint8Array> {
    return {
      ...this.suggester.toFiles(),
      [READER_FILE]: bytesOf(JSON.stringify(this.knowledge)),
      ...filesOf(this.companions),
      ...(this.learn && { [KNOWN_FILE]: this.learntFrom.toBytes() }),
    };
  }

  close(): Promise<void> {
    return this.suggester.close();
  }

  private async add(instances: readonly Instance[]): Promise<void> {
    const fresh = this.learntFrom.add(instances);
    if (fresh.length === 0) return;
    await this.suggester.learn?.(fresh);
    const { training } = this.described;
    const added = training.added + fresh.length;
    this.described = { ...this.described, training: { ...training, added } };
    this.knowledge = withSurfaces(this.knowledge, surfacesOf(fresh));
    this.companions.known?.add(hashtagsOf(fresh));
    this.companions.posts?.add(fresh);
  }
}

/** How people spelt the hashtags of posts. */
function surfacesOf(instances: readonly Instance[]): string[] {
  return instances.flatMap(({ surface = [] }) => surface);
}

function hashtagsOf(instances: readonly Instance[]): string[][] {
  return instances.flatMap(({ hashtags }) => hashtags);
}

function similarPosts(
  suggester: LearntSuggester,
  posts: EarlierPosts,
  thread: Thread,
  count: number,
): SimilarPost[] {
  const found = suggester.nearest?.(thread, count) ?? [];
  return found.map(({ post, similarity }) => ({ ...posts.post(post), similarity }));
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

async function read(system: System, settings: unknown, files: ModelFiles) {
  try {
    return await system.read(settings, files);
  } catch (error) {
    // The hashes are right: these are files that another program wrote.
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${files.place(MANIFEST_FILE)}: the files are no model of ${system.name} (${messageOf(error)}). ${MODEL_REMEDY}`,
    );
  }
}
