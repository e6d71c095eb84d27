import type { Instance } from "../dataset/instance.js";
import { NearDuplicates } from "../dataset/near-duplicates.js";
import { type DatasetStatistics, datasetStatistics } from "../dataset/statistics.js";
import { type HashtagSimilarity, learnSimilarity } from "../evaluation/semantic-similarity.js";
import { type Scores, scoreNearMisses, scoreRun } from "./metrics.js";
import type { RunRecord } from "./runs/run-record.js";
import { runKey, type TrainingChange } from "./runs/run-spec.js";
import type { Study } from "./study.js";

/** The finished runs of a study, and what follows from them; worked out when it is first asked for. */
export class Results {
  private readonly records: ReadonlyMap<string, RunRecord>;
  private readonly scored = new Map<RunRecord, Scores>();
  private described: DatasetStatistics | undefined;
  private fresh: number[] | undefined;
  private similarity: HashtagSimilarity | undefined;

  constructor(
    readonly study: Study,
    records: readonly RunRecord[],
  ) {
    this.records = new Map(records.map((record) => [runKey(record.spec), record]));
  }

  /** The posts that are scored. */
  get posts(): readonly Instance[] {
    return this.study.dataset[this.study.options.split];
  }

  /** The dataset's figures. */
  get statistics(): DatasetStatistics {
    this.described ??= datasetStatistics(this.study.dataset);
    return this.described;
  }

  /** Whether there is a run of a system. */
  has(system: string): boolean {
    return this.runs(system).length > 0;
  }

  /** The runs of a system that were asked for, by seed. */
  runs(system: string, change?: TrainingChange): RunRecord[] {
    const specs = this.study.specs(system, change);
    return specs.flatMap((spec) => this.records.get(runKey(spec)) ?? []);
  }

  /** The scores of those runs. */
  scores(system: string, change?: TrainingChange): Scores[] {
    return this.runs(system, change).map((record) => {
      const scores = this.scored.get(record) ?? this.score(record);
      this.scored.set(record, scores);
      return scores;
    });
  }

  /** The scores of a run. @param gold the posts that it suggests for */
  score(record: RunRecord, gold = this.posts): Scores {
    const { info, train } = this.study.dataset;
    this.similarity ??= learnSimilarity(train);
    return {
      ...scoreRun(record, gold, info.language),
      ...scoreNearMisses(record, gold, this.similarity),
    };
  }

  /** The places of the posts that do not nearly repeat a training post. */
  get freshPlaces(): readonly number[] {
    this.fresh ??= placesOfFresh(this.posts, this.study.dataset.train);
    return this.fresh;
  }
}

function placesOfFresh(posts: readonly Instance[], train: readonly Instance[]): number[] {
  const duplicates = new NearDuplicates();
  train.forEach(({ post }, item) => {
    duplicates.add(item, post);
  });
  const later = train.length;
  return [...posts.keys()].filter(
    (place) => !duplicates.add(later, posts[place]!.post).some((item) => item < later),
  );
}
