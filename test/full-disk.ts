import { existsSync, rmSync, symlinkSync } from "node:fs";

/** A device that every write to fails with "no space left"; Linux has it. */
const FULL = "/dev/full";

/** Whether this system can play a full disk; tests that need it skip where it cannot. */
export const HAS_FULL_DEVICE = existsSync(FULL);

/**
 * Makes the next `writeAtomically` to a path in this process fail as on a full disk: the temporary
 * file it writes to leads to the full device. Its clean-up removes the way there.
 */
export function fillDisk(path: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  symlinkSync(FULL, temporary);
}
