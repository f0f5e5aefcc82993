/** Opens a folder, or the demo, with the extension: in the installed VS Code, else in a VS Code server of our own. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findInPath, installHost, root, run, vsix } from "./editor-host.mjs";

const asked = process.argv[2];
const folder = asked === undefined ? copyOfDemo() : path.resolve(process.env.INIT_CWD ?? "", asked);

if (findInPath("code") !== undefined) {
  run("npm", ["run", "--silent", "build"]);
  const { status } = spawnSync("code", ["--new-window", `--extensionDevelopmentPath=${root}`, folder], {
    stdio: "inherit",
  });
  process.exit(status ?? 1);
}

installHost();
run("npm", ["run", "--silent", "package"]);
const { startVscodeServer } = await import("../test/editor/host/vscode-server.mjs");
const state = mkdtempSync(path.join(tmpdir(), "faultline-editor-"));
const server = await startVscodeServer({ folder: state, vsix: [vsix] });
console.log(`\nOpen ${server.urlOf(folder)}\nCtrl+C ends the editor.`);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
}

/** So that trying the fixes does not change the project. */
function copyOfDemo() {
  const copy = path.join(mkdtempSync(path.join(tmpdir(), "faultline-")), "relay");
  cpSync(path.join(root, "test/demo"), copy, { recursive: true });
  return copy;
}
