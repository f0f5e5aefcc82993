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
    await copy.setContent(await this.#read(text, shown => shown.contentDocument.documentElement.outerHTML));
    const violations = await violationsIn(copy, { isPart: true });
    await copy.close();
    return violations;
  }

  /** Text of the page that a webview shows and that holds `text`. */
  async text(text, expected) {
    return eventually(() => this.#read(text, shown => shown.contentDocument.body.innerText), expected);
  }

  /**
   * What `read` gives of the frame of a webview in which it holds `text`. Asked of the frame around it, that has written it:
   * the driver may still hold the empty page that was there before.
   */
  async #read(text, read) {
    const isThat = page => page.includes(text);
    const pages = await eventually(
      () => Promise.all(this.#page.frames().map(frame => readIn(frame, read))),
      seen =>
        assert.ok(seen.some(isThat), `No page holds "${text}": ${seen.map(page => page.slice(0, 500)).join("\n")}`),
    );
    return pages.find(isThat);
  }
}

/** "" for a frame that goes away while it is read, or has no page in it. */
async function readIn(frame, read) {
  try {
    return await frame.locator("#active-frame").evaluate(read, undefined, { timeout: 500 });
  } catch {
    return "";
  }
}
