import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const root = new URL("../..", import.meta.url).pathname;

/** They see nothing but the path of a file, of at most some thousand characters. */
const OF_PATHS = /\\\.(?:sql|py|js|d\\\.ts|\(js)|\[jt\]s|\^\|\\\/\)api\\\//u;

describe("patterns", () => {
  it("take linear time, whatever text they are given, unless they see paths only", async function () {
    this.timeout(180_000);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--stack-size=6000", "--import", "tsx", "test/meta/count-patterns.ts"],
      { cwd: root },
    );
    const { count, slow } = JSON.parse(stdout) as { count: number; slow: string[] };
    assert.ok(count > 1500, `only ${count} patterns were found`);
    assert.deepEqual(
      slow.filter(pattern => !OF_PATHS.test(pattern)),
      [],
    );
  });

  it("are counted for what they cost", async () => {
    const { countSteps } = await import("./pattern-steps.ts");
    const steps = (pattern: RegExp, text: string) => countSteps(pattern, text, 1_000_000);
    assert.ok(
      steps(/\bselect\b[^;]*?\bfrom\b/u, "select ".repeat(80)) >
        3 * steps(/\bselect\b[^;]*?\bfrom\b/u, "select ".repeat(40)),
    );
    assert.ok(steps(/\w+;/u, "a".repeat(400)) > 3 * steps(/\w+;/u, "a".repeat(200)));
    assert.ok(steps(/\b\w+;/u, "a".repeat(400)) < 3 * steps(/\b\w+;/u, "a".repeat(200)));
    assert.ok(steps(/(?<!\s)\s+as/u, " ".repeat(400)) < 3 * steps(/(?<!\s)\s+as/u, " ".repeat(200)));
    assert.ok(steps(/(?:a|a)*b/u, "a".repeat(30)) === 1_000_000);
  });
});
