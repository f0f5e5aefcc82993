import { eventually, including, STEP_MS } from "./eventually.mjs";

/** The menu of what can be done at the cursor. */
export class FixMenu {
  #page;
  #rows;

  constructor(page) {
    this.#page = page;
    this.#rows = page.locator(".action-widget .monaco-list-row.action");
  }

  /** Opens it by the keyboard, and gives the titles in it, once all of `wanted` are among them. */
  async open(...wanted) {
    return this.#open(wanted, () => this.#page.keyboard.press("Control+."));
  }

  /** The same by a click on the lightbulb, which a busy editor may forget until the cursor moves. */
  async openByLightbulb(...wanted) {
    const bulbs = this.#page.locator('.editor-instance [class*="lightbulb"], .editor-instance [class*="light-bulb"]');
    return this.#open(wanted, async () => {
      await this.#page.keyboard.press("ArrowDown");
      await this.#page.keyboard.press("ArrowUp");
      await bulbs.first().click({ timeout: STEP_MS });
    });
  }

  /** Chooses in the open menu, with the keyboard: rows may be covered for the mouse. */
  async choose(title) {
    const focused = this.#page.locator(".action-widget .monaco-list-row.action.focused");
    await eventually(async () => {
      const seen = (await focused.innerText({ timeout: STEP_MS })).trim();
      if (seen !== title) await this.#page.keyboard.press("ArrowDown");
      return seen;
    }, title);
    await this.#page.keyboard.press("Enter");
  }

  /** Opened before the findings have come, it lacks their fixes, and is closed and opened again. */
  async #open(wanted, ask) {
    return eventually(async () => {
      if (await this.#rows.first().isVisible()) await this.#page.keyboard.press("Escape");
      await ask();
      await this.#rows.first().waitFor({ timeout: STEP_MS });
      return (await this.#rows.allInnerTexts()).map(title => title.trim());
    }, including(wanted));
  }
}
