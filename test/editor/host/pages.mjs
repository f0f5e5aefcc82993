import assert from "node:assert/strict";
import { violationsIn } from "./axe.mjs";
import { eventually } from "./eventually.mjs";

/** What webviews show. */
export class Pages {
  #page;
  #browser;

  constructor(page, browser) {
    this.#page = page;
    this.#browser = browser;
  }

  /** What axe finds wrong with the page that a webview shows and that holds `text`. */
  async violations(text) {
    // No script runs in a webview without scripts, not even ours: its page is looked at elsewhere, with the editor's colours.
    const copy = await this.#browser.newPage();
    await copy.setContent(await this.#read(text, frame => frame.content()));
    const violations = await violationsIn(copy, { isPart: true });
    await copy.close();
    return violations;
  }

  /** Text of the page that a webview shows and that holds `text`. */
  async text(text, expected) {
    return eventually(() => this.#read(text, frame => frame.locator("body").innerText({ timeout: 500 })), expected);
  }

  /** What `read` gives of the frame in which it holds `text`. */
  async #read(text, read) {
    const isThat = page => page.includes(text);
    const pages = await eventually(
      () => Promise.all(this.#frames().map(frame => unlessGone(() => read(frame)))),
      seen => assert.ok(seen.some(isThat), `No page holds "${text}": ${JSON.stringify(seen)}`),
    );
    return pages.find(isThat);
  }

  #frames() {
    return this.#page.frames().filter(frame => frame !== this.#page.mainFrame());
  }
}

/** "" for a frame that goes away while it is read. */
async function unlessGone(read) {
  try {
    return await read();
  } catch {
    return "";
  }
}
