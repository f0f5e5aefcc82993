import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";

const project = fileURLToPath(new URL("../..", import.meta.url));

describe("the .vsix", () => {
  it("has what runs and what the Marketplace shows, and nothing else", () => {
    const vsce = path.join(project, "node_modules/@vscode/vsce/vsce");
    const { stdout } = spawnSync(process.execPath, [vsce, "ls", "--no-dependencies"], {
      cwd: project,
      encoding: "utf8",
    });
    const files = stdout.trim().split("\n").sort();
    const bundle =
      /^dist\/(?:chunk-\w+\.js|(?:server|cli|worker|eslint)\.js|client\.cjs|browser\/(?:client\.cjs|server\.js)|libpg-query\.wasm|faultline\.schema\.json|THIRD-PARTY-LICENSES\.txt)$/u;
    assert.deepEqual(
      files.filter(file => !bundle.test(file)),
      [
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "l10n/bundle.l10n.de.json",
        "l10n/bundle.l10n.json",
        "media/activity-bar.svg",
        "media/icon.png",
        "media/walkthrough/audit.md",
        "media/walkthrough/audit.nls.de.md",
        "media/walkthrough/fix.md",
        "media/walkthrough/fix.nls.de.md",
        "media/walkthrough/sample.md",
        "media/walkthrough/sample.nls.de.md",
        "media/walkthrough/sample/leads.py",
        "media/walkthrough/scan.md",
        "media/walkthrough/scan.nls.de.md",
        "package.json",
        "package.nls.de.json",
        "package.nls.json",
        "syntaxes/faultline-comments.tmLanguage.json",
      ],
    );
    for (const needed of [
      "dist/client.cjs",
      "dist/browser/client.cjs",
      "dist/server.js",
      "dist/worker.js",
      "dist/libpg-query.wasm",
    ]) {
      assert.ok(files.includes(needed), needed);
    }
  });

  it("is smaller than 8 MB", () => {
    assert.ok(statSync(path.join(project, "dist/faultline.vsix")).size < 8_000_000);
  });
});
