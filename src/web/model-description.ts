import type { ModelInfo } from "../tagger/model-info.js";

/** What the service tells of its model (`GET /v1/model`). */
export interface ModelDescription extends ModelInfo {
  /** The model card, in Markdown. */
  readonly card?: string;
  /** What the model consists of. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

/** Bytes of all files of a model. */
export function sizeOf({ files }: ModelDescription): number {
  return Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
}
