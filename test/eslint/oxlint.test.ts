import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { folderWith } from "../engine/temporary-folder.ts";

const plugin = fileURLToPath(new URL("../../rules/index.ts", import.meta.url));
const oxlint = join(dirname(createRequire(import.meta.url).resolve("oxlint/package.json")), "bin/oxlint");

const retry = `export async function fetchForever(url: string): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetch(url);
    } catch {
      await new Promise(resolve => setTimeout(resolve, 1000 * 2 ** attempt));
    }
  }
}
`;

/** Without oxlint's own rules. */
function project(files: Record<string, string>): string {
  const rules = { "faultline/no-unbounded-retry": "error", "faultline/no-uncapped-backoff": "warn" };
  const config = { categories: { correctness: "off" }, jsPlugins: [plugin], rules };
  return folderWith({ ...files, ".oxlintrc.json": JSON.stringify(config) });
}

function words(...args: string[]): string[] {
  return ["--import", "tsx", oxlint, ...args];
}

describe("the plugin in oxlint", function () {
  this.timeout(60_000);

  it("reports in TypeScript, file by file", () => {
    const root = project({ "a.ts": retry, "b.ts": retry.replace("1000 * 2 ** attempt", "1000") });
    const { stdout, status } = spawnSync(process.execPath, words("--format", "unix", root), { encoding: "utf8" });
    const found = stdout
      .split("\n")
      .flatMap(line => /(\w\.ts:\d+):.*\[\w+\/(.+)\]$/u.exec(line)?.slice(1).join(" ") ?? []);
    assert.deepEqual(found.sort(), [
      "a.ts:2 faultline(no-unbounded-retry)",
      "a.ts:6 faultline(no-uncapped-backoff)",
      "b.ts:2 faultline(no-unbounded-retry)",
    ]);
    assert.equal(status, 1);
  });

  it("applies a fix", () => {
    const root = project({ "a.ts": retry.replace("; ;", "; attempt < 30;") });
    execFileSync(process.execPath, words("--fix", "--fix-suggestions", root), { stdio: "ignore" });
    assert.match(readFileSync(join(root, "a.ts"), "utf8"), /Math\.min\(1000 \* 2 \*\* attempt, /u);
  });
});
