import type { Outcome, Question } from "./model-runner.js";

/** An answer, and the model that gave it. */
export interface Answered {
  readonly outcome: Outcome;
  /** The model's id. */
  readonly model: string;
}

/** A question that waits, and who waits for what it comes to. */
export interface Waiting {
  readonly question: Question;
  resolve(answered: Answered): void;
  reject(error: unknown): void;
}

/** Questions in the order in which they came, up to a number. */
export class QuestionQueue {
  private readonly waiting = new Set<Waiting>();

  /** @param capacity how many may wait */
  constructor(private readonly capacity: number) {}

  get length(): number {
    return this.waiting.size;
  }

  /** Whether so many more have room. */
  hasRoom(count: number): boolean {
    return this.waiting.size + count <= this.capacity;
  }

  /**
   * Adds questions.
   * @param signal takes them out again: who asked waits no longer
   * @returns what each comes to, in their order; rejects with the signal's reason
   */
  add(questions: readonly Question[], signal: AbortSignal): Promise<Answered[]> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const answers = questions.map((question) => this.enter(question));
      signal.addEventListener("abort", () => {
        for (const { entry } of answers) this.waiting.delete(entry);
        reject(signal.reason);
      });
      Promise.all(answers.map(({ answered }) => answered)).then(resolve, reject);
    });
  }

  /** Takes out those that have waited longest. */
  take(count: number): Waiting[] {
    const taken: Waiting[] = [];
    for (const entry of this.waiting) {
      if (taken.length === count) break;
      this.waiting.delete(entry);
      taken.push(entry);
    }
    return taken;
  }

  private enter(question: Question) {
    let entry!: Waiting;
    const answered = new Promise<Answered>((resolve, reject) => {
      entry = { question, resolve, reject };
    });
    this.waiting.add(entry);
    return { entry, answered };
  }
}
