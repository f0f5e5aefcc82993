import { violationsIn } from "./axe.mjs";

const waitMs = 30_000;

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
    await copy.setContent(await (await this.#frame(text)).content());
    const violations = await violationsIn(copy, { isPart: true });
    await copy.close();
    return violations;
  }

  /** Text of the page that a webview shows, once it holds `text`. */
  async text(text) {
    return textOf(await this.#frame(text));
  }

  async #frame(text) {
    const end = Date.now() + waitMs;
    while (Date.now() < end) {
      for (const frame of this.#page.frames()) {
        if (frame !== this.#page.mainFrame() && (await textOf(frame)).includes(text)) return frame;
      }
      await this.#page.waitForTimeout(250);
    }
    throw new Error(`Waited in vain for a page with "${text}"`);
  }
}

/** "" for a frame that goes away while it is read. */
async function textOf(frame) {
  try {
    return await frame.locator("body").innerText({ timeout: 500 });
  } catch {
    return "";
  }
}
