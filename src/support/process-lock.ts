import { randomUUID } from "node:crypto";
import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { sha256 } from "./files.js";
import { writingError } from "./writing.js";

/**
 * How often the holder shows that it lives, and after which silence it counts as dead: one that trains in its
 * own process may be too busy to show itself for some minutes.
 */
const HEARTBEAT_MS = 5_000;
const SILENCE_MS = 600_000;

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  /** A fingerprint of the machine: process numbers say nothing about those of another. */
  readonly machine: string;
  /** Tells the locks of one process apart. */
  readonly nonce: string;
}

/** A lock that this process holds: a file that says so. */
export class ProcessLock {
  private readonly heartbeat: NodeJS.Timeout;

  private constructor(
    private readonly path: string,
    private readonly holder: Holder,
  ) {
    this.heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
    // A process that has nothing else to do ends.
    this.heartbeat.unref();
  }

  /**
   * Takes a lock by creating its file, unless a living process holds it: one that has shown itself
   * within ten minutes, and has not ended on this machine.
   * @returns the lock; undefined while another holds it
   * @throws UserError when the file cannot be written
   */
  static take(path: string): ProcessLock | undefined {
    const holder = { pid: process.pid, machine: thisMachine(), nonce: randomUUID() };
    if (create(path, holder)) return new ProcessLock(path, holder);
    if (!removeStale(path)) return undefined;
    return create(path, holder) ? new ProcessLock(path, holder) : undefined;
  }

  /** Lets others have it. */
  release(): void {
    clearInterval(this.heartbeat);
    if (readHolder(this.path)?.nonce === this.holder.nonce) rmSync(this.path, { force: true });
  }
}

function create(path: string, holder: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw writingError(path, error);
  }
}

/** Moves the lock of a dead process away. @returns whether there is none left */
function removeStale(path: string): boolean {
  const seen = readHolder(path);
  if (!isStale(path, seen)) return false;
  const moved = `${path}.${randomUUID()}`;
  try {
    renameSync(path, moved);
  } catch {
    return true;
  }
  const isSame = readHolder(moved)?.nonce === seen?.nonce;
  // Another was faster and has taken the lock already: what was moved away is alive.
  if (!isSame) linkIfFree(moved, path);
  rmSync(moved, { force: true });
  return isSame;
}

function linkIfFree(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {}
}

function isStale(path: string, holder: Holder | undefined): boolean {
  if (holder?.machine === thisMachine() && !isAlive(holder.pid)) return true;
  try {
    return Date.now() - statSync(path).mtimeMs > SILENCE_MS;
  } catch {
    return true;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user lives, too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Undefined for a file that is gone, or that its holder has not finished writing. */
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {}
}

function thisMachine(): string {
  return sha256(Buffer.from(hostname())).slice(0, 16);
}
