/** Builds the .vsix and tests it in a real VS Code and a real Neovim. */
import { installHost, program, root, run } from "./editor-host.mjs";
import path from "node:path";

const browser = program("chromium", "chromium-browser", "google-chrome");
const neovim = program("neovim", "nvim");
if (browser === undefined || neovim === undefined) {
  const missing = [browser ? [] : ["chromium"], neovim ? [] : ["neovim"]].flat().join(" and ");
  console.error(`The editor tests need ${missing}, which only root can install with apt-get.`);
  process.exit(1);
}
installHost();
run("npm", ["run", "--silent", "package"]);
const mocha = [path.join(root, "node_modules/mocha/bin/mocha.js"), "--no-config", "--reporter", "spec"];
run(process.execPath, [...mocha, "test/editor/*.test.mjs", ...process.argv.slice(2)], {
  env: { ...process.env, FAULTLINE_BROWSER: browser, FAULTLINE_NEOVIM: neovim },
});
