/**
 * A Mastodon bot that answers a mention with hashtags. Settings come from the environment:
 *
 *     MASTODON_SERVER=https://example.social MASTODON_TOKEN=... \
 *     THREADTAG=http://127.0.0.1:8080 node dist/examples/mastodon-bot/main.js
 *
 * THREADTAG_KEY holds the service's API key, where it asks for one.
 */
import { setTimeout } from "node:timers/promises";
import { answerMentions } from "./bot.js";

const PAUSE_MS = 20_000;

const { MASTODON_SERVER, MASTODON_TOKEN, THREADTAG, THREADTAG_KEY } = process.env;
if (!MASTODON_SERVER || !MASTODON_TOKEN || !THREADTAG) {
  process.stderr.write("Set MASTODON_SERVER, MASTODON_TOKEN and THREADTAG.\n");
  process.exit(2);
}
const options = {
  server: new URL(MASTODON_SERVER),
  token: MASTODON_TOKEN,
  service: new URL(THREADTAG),
  key: THREADTAG_KEY,
  state: "mastodon-bot.state",
};
for (;;) {
  try {
    const answered = await answerMentions(options);
    if (answered > 0) process.stdout.write(`answered ${answered}\n`);
  } catch (error) {
    process.stderr.write(`${error}\n`);
  }
  await setTimeout(PAUSE_MS);
}
