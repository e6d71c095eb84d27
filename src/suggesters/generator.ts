import type { GeneratorModel, Readable } from "../decoding/batch-decoder.js";
import { type GeneratedHashtag, generate } from "../decoding/generate.js";
import type { Session } from "../graph/session.js";
import { copies } from "../model/config.js";
import { OutputWords } from "../model/output-words.js";
import { NeuralModel } from "./neural-model.js";
import { NeuralSuggester } from "./neural-suggester.js";
import type { Capabilities, SuggestOptions } from "./suggester.js";

/** A trained generator, ready to suggest. */
export class Generator extends NeuralSuggester {
  readonly capabilities: Capabilities = { openVocabulary: true, ranksMany: true, learns: false };

  private constructor(
    neural: NeuralModel,
    private readonly model: GeneratorModel & { encoder: Session; decoder: Session },
  ) {
    super(neural);
  }

  /**
   * Loads a model folder.
   * @param threads processor threads; all cores by default
   * @throws UserError when a file is missing or damaged, or was written by another version
   */
  static async open(folder: string, threads?: number): Promise<Generator> {
    const neural = NeuralModel.read(folder, "generator");
    const { config } = neural.manifest;
    const outputs = new OutputWords(neural.vocabulary, copies(config.model));
    return new Generator(neural, { config, outputs, ...(await loadBoth(neural, threads)) });
  }

  async close(): Promise<void> {
    await this.model.encoder.close();
    await this.model.decoder.close();
  }

  protected rank(
    posts: readonly Readable[],
    options: SuggestOptions,
  ): Promise<GeneratedHashtag[][]> {
    return generate(this.model, posts, options);
  }
}

/** Both sessions, or none: one that is open would keep its memory. */
async function loadBoth(neural: NeuralModel, threads?: number) {
  const encoder = await neural.load("encoder.onnx", threads);
  try {
    return { encoder, decoder: await neural.load("decoder.onnx", threads) };
  } catch (error) {
    await encoder.close();
    throw error;
  }
}
