/** A person in front of the workbench: what they see and press, in words of the editor and not of its page. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { Pages } from "./pages.mjs";
import { TreeView } from "./tree-view.mjs";

const waitMs = 30_000;
const browserFlags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quietFlags = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

export function launchBrowser(executablePath) {
  return chromium.launch({ executablePath, args: [...browserFlags, ...quietFlags] });
}

/** How long a step may take before it is tried again. */
const PATIENCE_MS = 5_000;

export class Workbench {
  #browser;
  #page;
  /** The view that was opened last. */
  tree;
  pages;

  /** Opens a folder. Nothing but this machine can be reached. `language` is what extensions take for the editor's own. */
  static async open(url, executablePath, { viewport = { width: 1440, height: 900 }, language } = {}) {
    const workbench = new Workbench();
    workbench.#browser = await launchBrowser(executablePath);
    const context = await workbench.#browser.newContext({ viewport });
    await context.route(
      ({ hostname }) => hostname !== "127.0.0.1" && !/(?:^|\.)localhost$/u.test(hostname),
      route => route.abort(),
    );
    // As a language pack says it, of which there is none here: the editor's own words stay English.
    if (language !== undefined)
      await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
    workbench.#page = await context.newPage();
    workbench.#page.setDefaultTimeout(waitMs);
    workbench.tree = new TreeView(workbench.#page, title => workbench.run(title));
    workbench.pages = new Pages(workbench.#page, workbench.#browser);
    await workbench.#page.goto(url);
    await workbench.#page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60_000 });
    return workbench;
  }

  async close() {
    await this.#browser.close();
  }

  /** Runs a command of the palette by its title. */
  async run(title) {
    await this.#pick("F1", `>${title}`, title);
  }

  /** Titles of the commands in the palette that hold a text. */
  async offered(text) {
    await this.#page.keyboard.press("F1");
    await this.#page.locator(".quick-input-widget input.input").fill(`>${text}`);
    const rows = this.#page.locator(".quick-input-list .monaco-list-row .label-name", { hasText: text });
    await rows.first().waitFor();
    const titles = await rows.allInnerTexts();
    await this.#page.keyboard.press("Escape");
    return titles.map(title => title.replace(/\u00A0/gu, " ").trim());
  }

  /** Opens a file and waits for the keyboard to be in it: a preview that still loads takes both away, so it is tried again. */
  async openFile(file) {
    const name = path.basename(file);
    const tab = this.#page.locator(".tabs-container .tab.active", { hasText: name }).first();
    const editor = this.#page.locator(".monaco-editor.focused").first();
    for (let tries = 0; tries < 6; tries++) {
      await this.#pick("Control+P", file, name);
      const opened = await succeeds(() => tab.waitFor({ timeout: PATIENCE_MS }));
      if (opened && (await succeeds(() => editor.waitFor({ timeout: PATIENCE_MS })))) return;
    }
    throw new Error(`"${file}" was opened in vain.`);
  }

  /** Waits for a squiggle of a severity: error, warning or info. */
  async squiggle(severity) {
    await this.#page.locator(`.editor-instance .squiggly-${severity}`).first().waitFor();
  }

  /** Waits until no squiggle of a severity is left in sight. */
  async noSquiggle(severity) {
    await this.#page.locator(`.editor-instance .squiggly-${severity}`).first().waitFor({ state: "detached" });
  }

  /** Selects the first occurrence of a text after the cursor. */
  async goTo(text) {
    await this.#page.locator(".monaco-editor.focused").first().waitFor();
    await this.#page.keyboard.press("Control+F");
    await this.#page.locator(".find-widget.visible .input").first().fill(text);
    await this.#page.keyboard.press("Enter");
    // The first Escape may close a tooltip.
    const closed = () => this.#page.locator(".find-widget.visible").waitFor({ state: "hidden", timeout: 1_000 });
    do await this.#page.keyboard.press("Escape");
    while (!(await succeeds(closed)));
  }

  /** Text of the rows of the Problems panel, once one of them holds `text`. */
  async problems(text) {
    await this.run("Problems: Focus on Problems View");
    const rows = this.#page.locator(".markers-panel .monaco-list-row");
    await rows.filter({ hasText: text }).first().waitFor();
    return this.problemRows();
  }

  /** Leaves in the Problems panel, which must be open, what the filter lets pass; "" all. */
  async filterProblems(text) {
    await this.#page.locator(".markers-panel-action-filter-container input, .panel .viewpane-filter input").fill(text);
  }

  /** Text of the rows of the Problems panel as it is, which must be open. */
  async problemRows() {
    const rows = await this.#page.locator(".markers-panel .monaco-list-row").allInnerTexts();
    return rows.map(row => row.replace(/\s+/gu, " ").trim());
  }

  /** Opens the lightbulb of the cursor's line and gives the titles in it. A busy editor may forget it until the cursor moves. */
  async lightbulb() {
    const bulbs = this.#page.locator('.editor-instance [class*="lightbulb"], .editor-instance [class*="light-bulb"]');
    for (let tries = 0; tries < 4 && !(await succeeds(() => bulbs.first().waitFor({ timeout: 8_000 }))); tries++) {
      await this.run("View: Focus Active Editor Group");
      await this.press("ArrowDown");
      await this.press("ArrowUp");
    }
    await bulbs.first().click();
    return this.#actions();
  }

  /** The same by the keyboard, once more when the editor was not listening yet. */
  async quickFixes() {
    const row = this.#page.locator(".action-widget .monaco-list-row.action").first();
    for (let tries = 0; tries < 3; tries++) {
      await this.#page.keyboard.press("Control+.");
      if (await succeeds(() => row.waitFor({ timeout: 5_000 }))) break;
    }
    return this.#actions();
  }

  async #actions() {
    const rows = this.#page.locator(".action-widget .monaco-list-row.action");
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map(row => row.trim());
  }

  /** Chooses in the open menu of the lightbulb, with the keyboard: rows may be covered for the mouse. */
  async choose(title) {
    const focused = this.#page.locator(".action-widget .monaco-list-row.action.focused");
    const rows = await this.#page.locator(".action-widget .monaco-list-row.action").count();
    for (let tries = 0; tries < rows; tries++) {
      if ((await focused.innerText()).trim() === title) {
        await this.#page.keyboard.press("Enter");
        return;
      }
      await this.#page.keyboard.press("ArrowDown");
    }
    const titles = await this.#page.locator(".action-widget .monaco-list-row.action").allInnerTexts();
    throw new Error(`There is no action "${title}", but ${titles.join(", ")}.`);
  }

  async type(text) {
    await this.#page.keyboard.type(text);
  }

  async press(key) {
    await this.#page.keyboard.press(key);
  }

  async save() {
    await this.#page.keyboard.press("Control+S");
  }

  /** What a hover at the cursor says. */
  async hover() {
    // Not that of a tab or a button on which the last click left the mouse.
    const rows = this.#page.locator(".monaco-hover:not(.hidden, .workbench-hover) .hover-row");
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.run("Show or Focus Hover");
      // What a hover says comes part by part, and on a busy machine after it is shown.
      for (let wait = 0; wait < 10; wait++) {
        await this.#page.waitForTimeout(500);
        const text = (await rows.allInnerTexts()).join("\n").trim();
        if (text !== "" && !/^Loading\W*$/u.test(text)) return text;
      }
      await this.press("Escape");
    }
    throw new Error("Waited in vain for a hover with text");
  }

  /** Text of a notification that holds `text`. */
  async notification(text) {
    const toast = this.#page.locator(".notification-toast", { hasText: text }).first();
    await toast.waitFor();
    return (await toast.innerText()).trim().replace(/\s+/gu, " ");
  }

  async pressInNotification(text, button) {
    const toast = this.#page.locator(".notification-toast", { hasText: text }).first();
    await toast.hover();
    await toast.locator(".monaco-button, .action-label", { hasText: button }).first().click();
  }

  /** Number on the icon of a container of views; "" while there is none. */
  async badge(name) {
    const icon = this.#page.locator(".activitybar .action-item", {
      has: this.#page.locator(`[aria-label^="${name}"]`),
    });
    const numbers = await icon.first().locator(".badge-content").allInnerTexts();
    return numbers.join("").trim();
  }

  async clipboard() {
    await this.#page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    return this.#page.evaluate(() => navigator.clipboard.readText());
  }

  /** What the open list offers to choose from. */
  async choices() {
    const labels = this.#page.locator(
      ".quick-input-list .monaco-list-row .quick-input-list-row:first-child .label-name",
    );
    await labels.first().waitFor();
    return (await labels.allInnerTexts()).map(label => label.trim());
  }

  async pick(label) {
    await this.#page.locator(".quick-input-list .monaco-list-row", { hasText: label }).first().click();
  }

  /** Titles of the steps of the walkthrough in front. */
  async walkthrough(title) {
    const page = this.#page.locator(".gettingStartedContainer", { hasText: title });
    const steps = page.locator(".getting-started-step .step-title");
    await steps.first().waitFor();
    return (await steps.allInnerTexts()).map(step => step.trim());
  }

  async pressInWalkthrough(button) {
    await this.#page.locator(".gettingStartedContainer .monaco-button", { hasText: button }).first().click();
  }

  /** Text of the bar at the bottom of the window. */
  async statusBar() {
    return (await this.#page.locator(".part.statusbar").innerText()).replace(/\s+/gu, " ").trim();
  }

  /** Waits until the tab in front has a text in its title. */
  async tab(text) {
    await this.#page.locator(".tabs-container .tab.active", { hasText: text }).first().waitFor();
  }

  /** Texts of the lenses above a line of the editor, once one of them holds `text`. */
  async lenses(text) {
    const lens = this.#page.locator(".codelens-decoration", { hasText: text }).first();
    await lens.waitFor();
    return lens.innerText();
  }

  /** Clicks a lens and gives the list of places that opens below it. */
  async peek(text) {
    await this.#page.locator(".codelens-decoration a", { hasText: text }).first().click();
    const row = this.#page.locator(".peekview-widget .ref-tree .monaco-list-row");
    await row.first().waitFor();
    return (await row.allInnerTexts()).join("\n");
  }

  /** What is shown of an inlay hint that holds `text` while the mouse is on it. */
  async hintDetail(text) {
    const hint = this.#page.locator(".view-line span", { hasText: text }).last();
    await hint.waitFor();
    const rows = this.#page.locator(".monaco-hover:not(.hidden) .hover-row");
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.#page.mouse.move(0, 0);
      await hint.hover();
      // It is asked for when the mouse rests, and comes part by part.
      await this.#page.waitForTimeout(2_000);
      const detail = (await rows.allInnerTexts()).join("\n").trim();
      if (detail !== "" && !/^Loading\W*$/u.test(detail)) return detail;
    }
    throw new Error(`Waited in vain for the detail of the hint "${text}"`);
  }

  /** Rows of the preview of a refactoring, once there are some. */
  async refactorPreview() {
    const rows = this.#page.locator(".bulk-edit-panel .monaco-list-row");
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map(row => row.replace(/\s+/gu, " ").trim());
  }

  async discardRefactoring() {
    await this.#page.locator(".bulk-edit-panel .monaco-button", { hasText: "Discard" }).click();
  }

  async waitForText(text) {
    await this.#page.locator(".editor-instance .view-line", { hasText: text }).first().waitFor();
  }

  /** Text of the entry in the editor's language status. */
  async languageStatus() {
    await this.#page.locator("#status\\.languageStatus").hover();
    const entry = this.#page.locator(".hover-language-status", { hasText: "Faultline" });
    await entry.first().waitFor();
    return (await entry.first().innerText()).trim().replace(/\s+/gu, " ");
  }

  async picture(file) {
    await this.#page.waitForTimeout(500);
    const picture = await this.look();
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, picture);
  }

  /** What the window shows at this moment, as PNG. */
  async look() {
    return this.#page.screenshot();
  }

  /** Tries again while the list does not have the row: it is made before all extensions and files are known. */
  async #pick(key, text, row) {
    const input = this.#page.locator(".quick-input-widget input.input");
    const rows = this.#page.locator(".quick-input-list .monaco-list-row", { hasText: row });
    for (let tries = 0; tries < 6; tries++) {
      await this.#page.keyboard.press(key);
      if (!(await succeeds(() => input.fill(text, { timeout: PATIENCE_MS })))) {
        // A preview takes the keyboard when it has loaded, which closes the list: give it back to an editor of text.
        await this.#page
          .locator(".tabs-container .tab")
          .filter({ hasText: /^\S+\.(?:py|ts)\b/u })
          .first()
          .click();
        continue;
      }
      if (await succeeds(() => rows.first().waitFor({ timeout: PATIENCE_MS }))) {
        // The list may close under the hand: see above.
        if (await succeeds(() => rows.first().click({ timeout: PATIENCE_MS }))) return;
      }
      await this.#page.keyboard.press("Escape");
    }
    throw new Error(`The list of ${key} has no "${row}".`);
  }
}

/** False when the time runs out; any other error is one. */
async function succeeds(action) {
  try {
    await action();
    return true;
  } catch (error) {
    if (error.name !== "TimeoutError") throw error;
    return false;
  }
}
