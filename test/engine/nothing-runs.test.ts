import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runCli, spawnCli } from "../cli/run-cli.ts";
import { folderWith } from "./temporary-folder.ts";

/** Files that some tool or other runs when it meets them; each would leave a mark. */
const script = `require("node:fs").writeFileSync(__dirname + "/ran", "");`;
const module_ = `import { writeFileSync } from "node:fs"; writeFileSync(new URL("ran", import.meta.url), "");`;
const python = `import pathlib\npathlib.Path(__file__).with_name("ran").write_text("")\n`;

const traps = {
  "package.json": JSON.stringify({
    name: "trap",
    scripts: { preinstall: "touch ran", prepare: "touch ran", postinstall: "touch ran" },
    eslintConfig: { plugins: ["trap"] },
    faultline: { plugins: ["./plugin.js"] },
  }),
  "plugin.js": script,
  "faultline.config.js": script,
  "faultline.config.mjs": module_,
  "eslint.config.js": script,
  ".eslintrc.js": script,
  "node_modules/eslint-plugin-trap/index.js": script,
  "node_modules/typescript/lib/typescript.js": script,
  "tsconfig.json": JSON.stringify({ compilerOptions: { plugins: [{ name: "./plugin.js" }] } }),
  "vite.config.ts": module_,
  ".mocharc.cjs": script,
  "conftest.py": python,
  "sitecustomize.py": python,
  "setup.py": python,
  "app.py": "import sitecustomize\n",
};

describe("nothing of the workspace is run", () => {
  it("by a scan, by questions about a file, or by a proposal of a configuration", async () => {
    const root = folderWith(traps);
    await runCli("scan", root, "--no-cache", "--preset", "audit");
    await runCli("print-config", join(root, "app.py"), "--root", root);
    await runCli("init", root);
    assert.ok(!marks(root).length);
  });

  it("by a command line that is started in it", async () => {
    const root = folderWith(traps);
    const { code } = await spawnCli(root, "scan", "--no-cache");
    assert.equal(code, 0);
    assert.deepEqual(marks(root), []);
  });

  it("even when a configuration names code", async () => {
    const root = folderWith({ ...traps, "faultline.json": '{ "extends": "./plugin.js", "plugins": ["./plugin.js"] }' });
    const { code, stdout, stderr } = await runCli("scan", root, "--no-cache");
    assert.match(stdout + stderr, /plugin/u);
    assert.equal(code, 2);
    assert.ok(!existsSync(join(root, "ran")));
  });
});

function marks(root: string): string[] {
  return readdirSync(root, { recursive: true })
    .map(String)
    .filter(path => path.endsWith("ran"));
}
