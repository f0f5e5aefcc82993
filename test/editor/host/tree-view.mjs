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

  /** Opens a view of a side bar by its name, and gives the text of its rows once one of them holds `text`. */
  async open(name, text) {
    this.#view = name;
    await this.#run(`Focus on ${name} View`);
    await this.#rows(text).first().waitFor();
    return this.rows();
  }

  /** Text of the rows of the view in the side bar as it is, which must be open. */
  async rows() {
    const parts = await this.#rows("").evaluateAll(rows =>
      rows.map(row => [...row.querySelectorAll(".label-name, .label-description")].map(part => part.textContent)),
    );
    return parts.map(row => row.join(" ").replace(/\s+/gu, " ").trim());
  }

  /** Opens or closes a row of the view with the keyboard, or opens what it stands for. */
  async press(text, key) {
    await this.#rows(text)
      .first()
      .click({ position: { x: 3, y: 5 } });
    await this.#page.keyboard.press(key);
  }

  /** Chooses in the context menu of a row. */
  async choose(text, title) {
    await this.#rows(text).first().click({ button: "right" });
    const entry = this.#page.locator(".context-view .action-menu-item, .monaco-menu .action-menu-item", {
      hasText: title,
    });
    // A menu takes no click that comes at once.
    await entry.first().hover();
    await this.#page.keyboard.press("Enter");
  }

  /** What a screen reader says of a row of the view. */
  async spoken(text) {
    return this.#rows(text).first().getAttribute("aria-label");
  }

  /** What stands in a view that lists nothing, once it holds `text`. */
  async welcome(name, text) {
    this.#view = name;
    await this.#run(`Focus on ${name} View`);
    const content = this.#pane().locator(".welcome-view-content", { hasText: text });
    await content.first().waitFor();
    return (await content.first().innerText()).replace(/\s+/gu, " ").trim();
  }

  /** What stands beside the name of the view. */
  async description() {
    const told = await this.#pane().locator(".pane-header .description").allInnerTexts();
    return told.join(" ").trim();
  }

  #rows(text) {
    return this.#pane().locator(".customview-tree .monaco-list-row", { hasText: text });
  }

  #pane() {
    const title = this.#page.locator(".pane-header .title", { hasText: this.#view });
    return this.#page.locator(".pane").filter({ has: title });
  }
}
