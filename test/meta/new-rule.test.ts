import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;

describe("npm run new-rule", () => {
  let target: string;
  beforeEach(() => (target = mkdtempSync(join(tmpdir(), "faultline-new-rule-"))));
  afterEach(() => rmSync(target, { recursive: true }));

  const run = (...words: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", join(root, "scripts/new-rule.ts"), ...words], {
      cwd: root,
      env: { ...process.env, FAULTLINE_ROOT: target },
      encoding: "utf8",
    });

  it("scaffolds rule, document and fixtures", () => {
    const result = run("retries/no-endless-loop");
    assert.equal(result.status, 0, result.stderr);
    assert.match(
      readFileSync(join(target, "rules/catalog/retries/no-endless-loop.ts"), "utf8"),
      /name: "no-endless-loop"/u,
    );
    assert.match(readFileSync(join(target, "rules/catalog/retries/no-endless-loop.md"), "utf8"), /## Not reported/u);
    assert.match(
      readFileSync(join(target, "test/catalog/retries/no-endless-loop/fault.py"), "utf8"),
      /expect: no-endless-loop\/found/u,
    );
  });

  it("refuses to overwrite, and names that break the law", () => {
    run("retries/no-endless-loop");
    assert.equal(run("retries/no-endless-loop").status, 2);
    assert.equal(run("retries/EndlessLoop").status, 2);
    assert.equal(run("nowhere/no-endless-loop").status, 2);
  });
});
