import { existsSync } from "node:fs";
import { join } from "node:path";
import { encodeWords } from "../dataset/encode.js";
import { Vocabulary } from "../dataset/vocabulary.js";
import type { GeneratorModel, Readable } from "../decoding/batch-decoder.js";
import { generate } from "../decoding/generate.js";
import { Session } from "../graph/session.js";
import { copies } from "../model/config.js";
import { type Manifest, MODEL_FILES, manifestSchema } from "../model/manifest.js";
import { OutputWords } from "../model/output-words.js";
import { messageOf, UserError } from "../support/errors.js";
import { readBytes, sha256 } from "../support/files.js";
import { readJson } from "../support/json.js";
import { nodeResources } from "../text/node-resources.js";
import { TextReader } from "../text/text-reader.js";
import type { Suggester, Suggestion, SuggestOptions, Thread } from "./suggester.js";

const REMEDY = "Copy the model folder again, or train the model again.";

/** A trained generator, ready to suggest. */
export class Generator implements Suggester {
  private constructor(
    readonly manifest: Manifest,
    private readonly vocabulary: Vocabulary,
    private readonly model: GeneratorModel & { encoder: Session; decoder: Session },
    /** Loads what turns texts into words as the training data were, and words into hashtags. */
    readonly openReader: () => Promise<TextReader>,
  ) {}

  /**
   * Loads a model folder.
   * @param threads processor threads; all cores by default
   * @throws UserError when a file is missing or damaged, or was written by another version
   */
  static async open(folder: string, threads?: number): Promise<Generator> {
    const manifest = readManifest(folder);
    const [encoder, decoder, words, knowledge] = MODEL_FILES.map((file) =>
      readWhole(folder, file, manifest),
    ) as [Buffer, Buffer, Buffer, Buffer];
    const vocabulary = parseVocabulary(words, join(folder, "vocabulary.json"));
    const { config } = manifest;
    const outputs = new OutputWords(vocabulary, copies(config.model));
    const sessions = await loadBoth(folder, encoder, decoder, threads);
    return new Generator(manifest, vocabulary, { config, outputs, ...sessions }, () =>
      readReader(knowledge, join(folder, "words.json")),
    );
  }

  get name(): string {
    return this.manifest.config.model;
  }

  suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    return generate(
      this.model,
      threads.map((thread) => this.read(thread)),
      options,
    );
  }

  async close(): Promise<void> {
    await this.model.encoder.close();
    await this.model.decoder.close();
  }

  /** The first words of a thread, as ids. */
  private read({ post, conversation }: Thread): Readable {
    const { postWords, conversationWords } = this.manifest.truncation;
    return {
      post: encodeWords(post, this.vocabulary, postWords),
      conversation: encodeWords(conversation, this.vocabulary, conversationWords),
      postWords: post.slice(0, postWords),
    };
  }
}

function readManifest(folder: string): Manifest {
  const path = join(folder, "manifest.json");
  if (!existsSync(path)) {
    throw new UserError(
      `${folder}: not a model folder (no manifest.json). Train a model with: threadtag train DATASET --out ${folder}`,
    );
  }
  return readJson(path, manifestSchema, REMEDY);
}

function readWhole(folder: string, file: (typeof MODEL_FILES)[number], manifest: Manifest): Buffer {
  const path = join(folder, file);
  if (!existsSync(path)) throw new UserError(`${path}: missing. ${REMEDY}`);
  const bytes = readBytes(path);
  if (sha256(bytes) === manifest.files[file]) return bytes;
  throw new UserError(`${path}: damaged (it is not the file that manifest.json names). ${REMEDY}`);
}

function parseVocabulary(bytes: Buffer, path: string): Vocabulary {
  return Vocabulary.fromJSON(parseJson(bytes, path), path);
}

async function readReader(bytes: Buffer, path: string): Promise<TextReader> {
  return TextReader.fromJSON(parseJson(bytes, path), await nodeResources(), path);
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new UserError(`${path}: not valid JSON (${messageOf(error)}). ${REMEDY}`);
  }
}

/** Both sessions, or none: one that is open would keep its memory. */
async function loadBoth(
  folder: string,
  encoderBytes: Buffer,
  decoderBytes: Buffer,
  threads?: number,
) {
  const encoder = await load(encoderBytes, join(folder, "encoder.onnx"), threads);
  try {
    return { encoder, decoder: await load(decoderBytes, join(folder, "decoder.onnx"), threads) };
  } catch (error) {
    await encoder.close();
    throw error;
  }
}

async function load(bytes: Uint8Array, path: string, threads?: number): Promise<Session> {
  try {
    return await Session.create(bytes, threads === undefined ? {} : { threads });
  } catch (error) {
    throw new UserError(`${path}: ONNX Runtime cannot load it (${messageOf(error)}). ${REMEDY}`);
  }
}
