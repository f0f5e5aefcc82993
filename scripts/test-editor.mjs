/** Builds the .vsix and tests it in a real VS Code, in VS Code for the Web, and the server in a real Neovim and Emacs. */
import { emacsWithEglot, installHost, installWeb, program, root, run } from "./editor-host.mjs";
import path from "node:path";

const programs = {
  chromium: program("chromium", "chromium-browser", "google-chrome"),
  neovim: program("neovim", "nvim"),
  "emacs-nox with elpa-eglot": emacsWithEglot(),
};
const missing = Object.keys(programs).filter(name => programs[name] === undefined);
if (missing.length > 0) {
  console.error(`The editor tests need ${missing.join(" and ")}, which only root can install with apt-get.`);
  process.exit(1);
}
installHost();
installWeb();
run("npm", ["run", "--silent", "package"]);
// Editors wait more than they work, so that two at a time take little longer than one.
const inPairs = ["--parallel", "--jobs", "2"];
// Each step has its own patience, of a minute: this is for a test that hangs.
const limit = ["--timeout", "300000"];
const mocha = [path.join(root, "node_modules/mocha/bin/mocha.js"), "--no-config", "--reporter", "spec", ...limit];
const [FAULTLINE_BROWSER, FAULTLINE_NEOVIM, FAULTLINE_EMACS] = Object.values(programs);
run(process.execPath, [...mocha, ...inPairs, "test/editor/*.test.mjs", ...process.argv.slice(2)], {
  env: { ...process.env, FAULTLINE_BROWSER, FAULTLINE_NEOVIM, FAULTLINE_EMACS },
});
