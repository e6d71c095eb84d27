import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Debian, Ubuntu and Chrome put it, after what the environment says. */
const PLACES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Where a Chromium is installed; tests that need a browser skip where there is none. */
export const CHROMIUM = PLACES.find((path) => path && existsSync(path));

/** Starts the installed Chromium. @param args flags beside those of every test */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    ...(CHROMIUM && { executablePath: CHROMIUM }),
    // In containers its sandbox cannot start, and pages of tests come from this computer alone.
    args: ["--no-sandbox", "--no-proxy-server", ...args],
  });
}
