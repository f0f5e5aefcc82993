import { eventually, STEP_MS } from "./eventually.mjs";
import { inOneLine } from "./in-one-line.mjs";

/** A view in the side bar: what it lists, or says while it lists nothing. */
export class TreeView {
  #page;
  #run;
  /** Name of the view that was opened last. */
  #view = "";

  constructor(page, run) {
    this.#page = page;
    this.#run = run;
  }

  /** Opens a view of a side bar by its name, and gives its rows. */
  async open(name, expected) {
    this.#view = name;
    await this.#run(`Focus on ${name} View`);
    return this.shows(expected);
  }

  /** Gives the rows of the view that was opened last. */
  async shows(expected, patience) {
    return eventually(() => this.rows(), expected, patience);
  }

  /** Text of the rows of the view as it is, from top to bottom. */
  async rows() {
    const rows = await this.#rows("").evaluateAll(drawn =>
      drawn
        .sort((one, other) => one.dataset.index - other.dataset.index)
        .map(row => [...row.querySelectorAll(".label-name, .label-description")].map(part => part.textContent)),
    );
    return rows.map(parts => inOneLine(parts.join(" ")));
  }

  /** Opens a row of the view, if it is closed, and gives all rows then. */
  async unfold(text, expected) {
    const row = this.#rows(text).first();
    return eventually(async () => {
      const isOpen = (await row.getAttribute("aria-expanded", { timeout: STEP_MS })) === "true";
      if (!isOpen) await this.press(text, "ArrowRight");
      return this.shows(expected, STEP_MS);
    });
  }

  /** Presses a key on a row of the view. */
  async press(text, key) {
    await this.#rows(text)
      .first()
      .click({ position: { x: 3, y: 5 } });
    await this.#page.keyboard.press(key);
  }

  /** Chooses in the context menu of a row. */
  async choose(text, title) {
    const entries = this.#page.locator(".context-view .action-menu-item, .monaco-menu .action-menu-item", {
      hasText: title,
    });
    await eventually(async () => {
      await this.#rows(text).first().click({ button: "right", timeout: STEP_MS });
      // A menu takes no click that comes at once.
      await entries.first().hover({ timeout: STEP_MS });
      await this.#page.keyboard.press("Enter");
      await entries.first().waitFor({ state: "hidden", timeout: STEP_MS });
    });
  }

  /** What a screen reader says of a row of the view. */
  async spoken(text, expected) {
    return eventually(() => this.#rows(text).first().getAttribute("aria-label", { timeout: STEP_MS }), expected);
  }

  /** Opens a view that lists nothing, and gives what stands there instead. */
  async welcome(name, expected) {
    this.#view = name;
    await this.#run(`Focus on ${name} View`);
    const content = this.#pane().locator(".welcome-view-content:visible");
    return eventually(async () => inOneLine((await content.allInnerTexts()).join(" ")), expected);
  }

  /** What stands beside the name of the view. */
  async description(expected) {
    const told = this.#pane().locator(".pane-header .description");
    return eventually(async () => inOneLine((await told.allInnerTexts()).join(" ")), expected);
  }

  #rows(text) {
    return this.#pane().locator(".customview-tree .monaco-list-row", { hasText: text });
  }

  #pane() {
    const title = this.#page.locator(".pane-header .title", { hasText: this.#view });
    return this.#page.locator(".pane").filter({ has: title });
  }
}
