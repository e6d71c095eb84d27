/** What a page of the browser's tests runs: the library, within reach of the tests. */

import * as library from "../src/browser.js";

declare global {
  /** In the page. */
  var threadtag: typeof library;
  /** What the test needs of the Cache API. */
  var caches: {
    open(name: string): Promise<{ keys(): Promise<readonly { url: string }[]> }>;
    delete(name: string): Promise<boolean>;
  };
}

globalThis.threadtag = library;
