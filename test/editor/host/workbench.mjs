/** A person in front of the workbench: what they see and press, in words of the editor and not of its page. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { eventually, PATIENCE_MS, STEP_MS } from "./eventually.mjs";
import { FixMenu } from "./fix-menu.mjs";
import { inOneLine } from "./in-one-line.mjs";
import { Pages } from "./pages.mjs";
import { QuickInput } from "./quick-input.mjs";
import { TreeView } from "./tree-view.mjs";

const browserFlags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quietFlags = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

export function launchBrowser(executablePath) {
  return chromium.launch({ executablePath, args: [...browserFlags, ...quietFlags] });
}

/**
 * What takes `expected` waits for it (see `eventually`), and takes its step again when the editor took no notice of it. What
 * takes nothing tells how it is at this moment.
 */
export class Workbench {
  #browser;
  #page;
  /** The view that was opened last. */
  tree;
  pages;
  list;
  fixes;

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
    workbench.#page.setDefaultTimeout(PATIENCE_MS);
    workbench.list = new QuickInput(workbench.#page);
    workbench.fixes = new FixMenu(workbench.#page);
    workbench.tree = new TreeView(workbench.#page, title => workbench.run(title));
    workbench.pages = new Pages(workbench.#page, workbench.#browser);
    await workbench.#page.goto(url);
    await workbench.#page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
    return workbench;
  }

  async close() {
    await this.#browser.close();
  }

  /** Runs a command of the palette by its title. */
  async run(title) {
    await this.list.take("F1", `>${title}`, title);
  }

  /** Opens a file and waits for the keyboard to be in it: a preview that still loads takes both away, so it is tried again. */
  async openFile(file) {
    const uri = file.split("/").map(encodeURIComponent).join("/");
    const editor = this.#page.locator(`.editor-instance .monaco-editor.focused[data-uri$="${uri}"]`).first();
    await eventually(async () => {
      await this.list.take("Control+P", file, path.basename(file));
      await this.#tab(path.basename(file)).waitFor({ timeout: STEP_MS });
      await editor.waitFor({ timeout: STEP_MS });
    });
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
    const widget = this.#page.locator(".find-widget.visible");
    await eventually(async () => {
      await this.#focused().waitFor();
      await this.press("Control+F");
      await widget.locator(".input").first().fill(text, { timeout: STEP_MS });
      await this.press("Enter");
      await eventually(async () => {
        // The first Escape may close a tooltip.
        await this.press("Escape");
        await widget.waitFor({ state: "hidden", timeout: 1_000 });
      });
      await eventually(() => this.statusBar(), new RegExp(`\\(${text.length} selected\\)`, "u"), STEP_MS);
    });
  }

  /** Opens the Problems panel, and gives its rows. */
  async problems(expected) {
    await this.run("Problems: Focus on Problems View");
    return eventually(() => this.problemRows(), expected);
  }

  /** Leaves in the Problems panel, which must be open, what the filter lets pass, "" all, and gives its rows. */
  async filterProblems(text, expected) {
    const filter = this.#page.locator(".markers-panel-action-filter-container input, .panel .viewpane-filter input");
    return eventually(async () => {
      // A panel that is still being made forgets it.
      await filter.fill(text);
      return eventually(() => this.problemRows(), expected, STEP_MS);
    });
  }

  /** Text of the rows of the Problems panel, which must be open, or of what stands there when it has none. */
  async problemRows() {
    const rows = this.#page.locator(".markers-panel .monaco-list-row, .markers-panel .message-box-container:visible");
    return (await rows.allInnerTexts()).map(inOneLine);
  }

  /** Types where the cursor is in the editor of text. */
  async type(text) {
    await this.#focused().waitFor();
    await this.#page.keyboard.type(text);
  }

  async press(key) {
    await this.#page.keyboard.press(key);
  }

  /** Saves the file in front. */
  async save() {
    await eventually(async () => {
      await this.press("Control+S");
      await this.#page.locator(".tabs-container .tab.active:not(.dirty)").first().waitFor({ timeout: STEP_MS });
    });
  }

  /** Has the hover at the cursor shown. What it says comes part by part. */
  async hover(expected) {
    const rows = this.#page.locator(".monaco-hover:not(.hidden, .workbench-hover) .hover-row");
    await eventually(async () => {
      if (await rows.first().isVisible()) await this.press("Escape");
      // Left on a tab by the last click, the mouse has a hover shown that takes the keys.
      await this.#page.mouse.move(0, 0);
      await this.press("Control+K");
      await this.press("Control+I");
      await eventually(() => textOf(rows), expected, STEP_MS);
    });
  }

  /** Waits until one of the notifications says what is expected. */
  async notification(expected) {
    const toasts = this.#page.locator(".notification-toast");
    return eventually(async () => (await toasts.allInnerTexts()).map(inOneLine), expected);
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

  /** Opens a walkthrough, and gives the titles of its steps. */
  async walkthrough(title, expected) {
    const page = this.#page.locator(".gettingStartedContainer", { hasText: title });
    const steps = page.locator(".getting-started-step .step-title");
    await eventually(async () => {
      await this.run("Open Walkthrough...");
      await this.list.pick(title);
      await steps.first().waitFor({ timeout: STEP_MS });
    });
    return eventually(async () => (await steps.allInnerTexts()).map(inOneLine), expected);
  }

  async pressInWalkthrough(button) {
    await this.#page.locator(".gettingStartedContainer .monaco-button", { hasText: button }).first().click();
  }

  /** Text of the bar at the bottom of the window. */
  async statusBar() {
    return inOneLine(await this.#page.locator(".part.statusbar").innerText());
  }

  /** Waits until the tab in front has a text in its title. */
  async tab(text) {
    await this.#tab(text).waitFor();
  }

  /** Texts of the lenses in the editor. */
  async lenses(expected) {
    return eventually(() => textOf(this.#page.locator(".codelens-decoration")), expected);
  }

  /** Clicks a lens and waits for the list of places that opens below it. */
  async peek(text, expected) {
    const lens = this.#page.locator(".codelens-decoration a", { hasText: text }).first();
    const rows = this.#page.locator(".peekview-widget .ref-tree .monaco-list-row");
    await eventually(async () => {
      await lens.click({ timeout: STEP_MS });
      await eventually(() => textOf(rows), expected, STEP_MS);
    });
  }

  /** Has shown what an inlay hint that holds `text` says while the mouse rests on it. */
  async hintDetail(text, expected) {
    const hint = this.#page.locator(".view-line span", { hasText: text }).last();
    const rows = this.#page.locator(".monaco-hover:not(.hidden) .hover-row");
    await eventually(async () => {
      await this.#page.mouse.move(0, 0);
      await hint.hover();
      await eventually(() => textOf(rows), expected, STEP_MS);
    });
  }

  /** Rows of the preview of a refactoring. */
  async refactorPreview(expected) {
    return eventually(() => textOf(this.#page.locator(".bulk-edit-panel .monaco-list-row")), expected);
  }

  async discardRefactoring() {
    await this.#page.locator(".bulk-edit-panel .monaco-button", { hasText: "Discard" }).click();
  }

  async waitForText(text) {
    await this.#page.locator(".editor-instance .view-line", { hasText: text }).first().waitFor();
  }

  /** Text of the entry in the editor's language status. */
  async languageStatus(expected) {
    const entry = this.#page.locator(".hover-language-status", { hasText: "Faultline" });
    await eventually(async () => {
      await this.#page.mouse.move(0, 0);
      await this.#page.locator("#status\\.languageStatus").hover();
      await eventually(async () => inOneLine(await textOf(entry)), expected, STEP_MS);
    });
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

  /** The tab in front, if it has a text in its title. */
  #tab(text) {
    return this.#page.locator(".tabs-container .tab.active", { hasText: text }).first();
  }

  /** The editor of text that has the keyboard. */
  #focused() {
    return this.#page.locator(".editor-instance .monaco-editor.focused").first();
  }
}

async function textOf(rows) {
  return (await rows.allInnerTexts()).join("\n").trim();
}
