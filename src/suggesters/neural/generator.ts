import type { GeneratorModel, Readable } from "../../decoding/batch-decoder.js";
import { type GeneratedHashtag, generate } from "../../decoding/generate.js";
import { copies } from "../../model/config.js";
import { OutputWords } from "../../model/output-words.js";
import type { ModelFiles } from "../model-folder/model-files.js";
import type { AttentionWeights } from "../open-suggester.js";
import type { LoadedGraph, Runtime } from "../runtime.js";
import type { Capabilities, SuggestOptions, Thread } from "../suggester.js";
import { Attention } from "./attention.js";
import { NeuralModel } from "./neural-model.js";
import { NeuralSuggester } from "./neural-suggester.js";

/** A trained generator, ready to suggest. */
export class Generator extends NeuralSuggester {
  readonly capabilities: Capabilities = { openVocabulary: true, ranksMany: true, learns: false };

  /** As {@link OpenSuggester.attention} tells; only bi-attention itself has weights. */
  readonly attention?: (thread: Thread) => Promise<AttentionWeights>;
  private loadedAttention: Promise<Attention> | undefined;

  private constructor(
    neural: NeuralModel,
    private readonly model: GeneratorModel & { encoder: LoadedGraph; decoder: LoadedGraph },
  ) {
    super(neural);
    if (this.name === "bi-attention") {
      this.attention = async (thread) => {
        this.loadedAttention ??= Attention.load(neural);
        return (await this.loadedAttention).weights(thread);
      };
    }
  }

  /** @throws UserError when the model is of another family, or a file holds something else */
  static async read(files: ModelFiles, runtime: Runtime): Promise<Generator> {
    const neural = NeuralModel.read(files, runtime, "generator");
    const { config } = neural.manifest;
    const outputs = new OutputWords(neural.vocabulary, copies(config.model));
    return new Generator(neural, { config, outputs, ...(await loadBoth(neural)) });
  }

  async close(): Promise<void> {
    // What could not be loaded need not be closed.
    await (await this.loadedAttention?.catch(() => undefined))?.close();
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
async function loadBoth(neural: NeuralModel) {
  const encoder = await neural.load("encoder.onnx");
  try {
    return { encoder, decoder: await neural.load("decoder.onnx") };
  } catch (error) {
    await encoder.close();
    throw error;
  }
}
