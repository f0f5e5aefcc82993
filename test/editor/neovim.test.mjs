import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { after, describe, it } from "mocha";

const project = fileURLToPath(new URL("../..", import.meta.url));
const demo = mkdtempSync(path.join(tmpdir(), "faultline-neovim-"));

describe("the server in Neovim", () => {
  after(() => rmSync(demo, { recursive: true, force: true }));

  it("shows a finding and applies a fix", () => {
    cpSync(path.join(project, "test/demo"), demo, { recursive: true });
    const script = path.join(project, "test/editor/neovim.lua");
    const args = ["--headless", "-u", "NONE", "-i", "NONE", "-c", `luafile ${script}`];
    const { status, stdout, stderr } = spawnSync(process.env.FAULTLINE_NEOVIM ?? "nvim", args, {
      cwd: demo,
      encoding: "utf8",
      timeout: 240_000,
      env: {
        PATH: process.env.PATH,
        HOME: demo,
        FAULTLINE_NODE: process.execPath,
        FAULTLINE_SERVER: path.join(project, "dist/cli.js"),
        FAULTLINE_FILE: "worker/api.py",
        FAULTLINE_FIX: "Move the limit below the route decorator",
      },
    });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout + stderr, /finding 24:1 `@limiter\.limit` stands above `@app\.post`/u);
    const fixed = readFileSync(path.join(demo, "worker/api.py"), "utf8");
    assert.match(fixed, /@app\.post\("\/sites\/\{site_id\}\/leads"\)\n@limiter\.limit\("10\/minute"\)\n/u);
  });
});
