import { eventually, including, STEP_MS } from "./eventually.mjs";

/** The list at the top of the window, in which commands, files and whatever else is asked for are chosen. */
export class QuickInput {
  #page;
  #input;

  constructor(page) {
    this.#page = page;
    this.#input = page.locator(".quick-input-widget input.input");
  }

  /**
   * Opens the list with a key, seeks a text and chooses the first row that holds `row`. Tries again while there is none, as
   * the list is made before all extensions and files are known, and while the list stays, as it took no notice.
   */
  async take(key, text, row) {
    const rows = this.#rows(row);
    await eventually(async () => {
      await this.#seek(key, text);
      await rows.first().click({ timeout: STEP_MS });
      await rows.first().waitFor({ state: "hidden", timeout: STEP_MS });
    });
  }

  /** Titles of the commands that hold a text, once all of `known` are among them. */
  async commands(text, known) {
    const titles = await eventually(async () => {
      await this.#seek("F1", `>${text}`);
      return eventually(() => this.choices(), including(known), STEP_MS);
    });
    await this.#page.keyboard.press("Escape");
    return titles;
  }

  /** What the open list offers to choose from; nothing when there is none. */
  async choices() {
    const labels = await this.#rows("").locator(".quick-input-list-row:first-child .label-name").allInnerTexts();
    return labels.map(label => label.replace(/\s/gu, " ").trim());
  }

  /** Chooses in the open list. */
  async pick(label) {
    await this.#rows(label).first().click();
  }

  async #seek(key, text) {
    // Left open by an earlier try, it would take the key for another one.
    if (await this.#input.isVisible()) await this.#page.keyboard.press("Escape");
    await this.#page.keyboard.press(key);
    try {
      await this.#input.fill(text, { timeout: STEP_MS });
    } catch (error) {
      await this.#leavePreview();
      throw error;
    }
  }

  /** A preview takes the keyboard when it has loaded, which closes the list: gives it back to an editor of text. */
  async #leavePreview() {
    const tabs = this.#page.locator(".tabs-container .tab").filter({ hasText: /^\S+\.(?:py|ts)\b/u });
    await tabs.first().click({ timeout: STEP_MS });
  }

  #rows(text) {
    return this.#page.locator(".quick-input-list .monaco-list-row", { hasText: text });
  }
}
