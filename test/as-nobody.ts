import { chmodSync, statSync } from "node:fs";

/** The user without rights on most systems. */
const NOBODY = 65534;

/** Whether this process may become another user; tests of permissions skip where it may not. */
export const CAN_BE_NOBODY = process.geteuid?.() === 0;

/**
 * Does something as a user who owns nothing.
 * @param modes permissions of files and folders while it is done
 */
export async function asNobody<T>(
  modes: Readonly<Record<string, number>>,
  work: () => T | Promise<T>,
): Promise<T> {
  const before = Object.keys(modes).map((path) => [path, statSync(path).mode] as const);
  for (const [path, mode] of Object.entries(modes)) chmodSync(path, mode);
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    for (const [path, mode] of before) chmodSync(path, mode);
  }
}
