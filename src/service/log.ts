import { type Logger, pino } from "pino";

/** Writes what happens as JSON lines. */
export type Log = Pick<Logger, "info" | "warn" | "error">;

/** @param stream where the lines go */
export function createLog(stream: { write(line: string): unknown }): Log {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line) => void stream.write(line) },
  );
}
