/** A real VS Code on a folder for the tests of one file: started before them, pictured where one fails, gone after them. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { after, afterEach, before } from "mocha";
import { eventually } from "./eventually.mjs";
import { startVscodeServer } from "./vscode-server.mjs";
import { Workbench } from "./workbench.mjs";

export const project = fileURLToPath(new URL("../../..", import.meta.url));
const vsix = path.join(project, "dist/faultline.vsix");
const browser = process.env.FAULTLINE_BROWSER ?? "/usr/bin/chromium";

/**
 * To be called in a `describe`. `prepare` writes what is to be opened into a folder of the run's own, which it is given,
 * and returns its path: a folder or a `.code-workspace`. The options are those of the server, and those
 * of the workbench.
 */
export function editorOn(prepare, options = {}) {
  const run = new EditorRun();
  before(() => run.start(prepare, options));
  afterEach(async function () {
    if (this.currentTest.state === "passed") return;
    const name = this.currentTest.title.replace(/\W+/gu, "-");
    await run.workbench?.picture(path.join(project, "test/editor/.run", `${name}.png`));
    // A menu or a list that is still open is not to be in the way of the next test.
    await run.workbench?.press("Escape");
  });
  after(() => run.stop());
  return run;
}

class EditorRun {
  workbench;
  server;
  /** What the editor has open. */
  opened;
  #folder;

  async start(prepare, options) {
    this.#folder = mkdtempSync(path.join(tmpdir(), "faultline-editor-"));
    this.opened = prepare(this.#folder);
    this.server = await startVscodeServer({ folder: path.join(this.#folder, "server"), vsix: [vsix], ...options });
    this.workbench = await Workbench.open(this.server.urlOf(this.opened), browser, options);
  }

  async stop() {
    await this.workbench?.close();
    await this.server?.stop();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  /** A path in the open folder. */
  path(...names) {
    return path.join(this.opened, ...names);
  }

  /** Waits until a file of the open folder is as expected. */
  async onDisk(file, expected) {
    await eventually(() => readFileSync(this.path(file), "utf8"), expected);
  }

  /**
   * For the documentation, when it has a picture of the name and UPDATE_PICTURES is 1, as no two pictures are equal to the
   * byte; for whoever looks at the editor when FAULTLINE_PICTURES names a folder.
   */
  async picture(name) {
    const documented = path.join(project, "docs/images", `${name}.png`);
    if (process.env.UPDATE_PICTURES === "1" && existsSync(documented)) await this.workbench.picture(documented);
    const folder = process.env.FAULTLINE_PICTURES;
    if (folder !== undefined) await this.workbench.picture(path.join(folder, `${name}.png`));
  }
}

/** The demo workspace, under the name of its program. */
export function demoIn(folder) {
  const demo = path.join(folder, "relay");
  cpSync(path.join(project, "test/demo"), demo, { recursive: true });
  return demo;
}

export function writeFiles(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}
