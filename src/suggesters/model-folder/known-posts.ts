import type { Instance } from "../../dataset/instance.js";
import { bytesOf } from "../../support/bytes.js";

/** Bytes of a post's hash: among a million posts two agree as good as never. */
const SIZE = 8;
/** What the two halves of a hash start from, and multiply by: those of FNV-1a, and others of its kind. */
const SEEDS = [0x811c9dc5, 0x9e3779b9] as const;
const PRIMES = [0x01000193, 0x85ebca6b] as const;

/**
 * Which posts a model has learnt from, so that none counts twice. A post is known by its id and its words: in
 * tokenised lines the ids are line numbers, and tell posts of different files not apart.
 */
export class KnownPosts {
  private readonly hashes: Set<bigint>;

  private constructor(hashes: Iterable<bigint>) {
    this.hashes = new Set(hashes);
  }

  /** Those that a model is learnt from. */
  static of(instances: readonly Instance[]): KnownPosts {
    return new KnownPosts(instances.map(hashOf));
  }

  /** Restores what `toBytes` gave. */
  static fromBytes(bytes: Uint8Array): KnownPosts {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = Math.floor(bytes.length / SIZE);
    return new KnownPosts(Array.from({ length: count }, (_, i) => view.getBigUint64(SIZE * i)));
  }

  /** Takes posts for known from now on. @returns those that were not, each once */
  add(instances: readonly Instance[]): Instance[] {
    return instances.filter((instance) => {
      const { size } = this.hashes;
      return this.hashes.add(hashOf(instance)).size > size;
    });
  }

  /** Eight bytes for each post. */
  toBytes(): Uint8Array {
    const view = new DataView(new ArrayBuffer(SIZE * this.hashes.size));
    let at = 0;
    for (const hash of this.hashes) view.setBigUint64(SIZE * at++, hash);
    return new Uint8Array(view.buffer);
  }
}

function hashOf({ id, post }: Instance): bigint {
  const halves: [number, number] = [...SEEDS];
  for (const byte of bytesOf(JSON.stringify([id, post]))) {
    for (const i of [0, 1] as const) halves[i] = Math.imul(halves[i] ^ byte, PRIMES[i]);
  }
  return (BigInt(halves[0] >>> 0) << 32n) | BigInt(halves[1] >>> 0);
}
