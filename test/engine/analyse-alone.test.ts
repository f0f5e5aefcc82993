import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "mocha";

const own = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);
const TEXT = 'import { Pool } from "pg";\nexport const all = (db: Pool) => db.query("select * from jobs");\n';

/** In a process of its own, as other tests load the parser of Postgres. */
function printed(source: string): string {
  const words = ["--import", "tsx", "--input-type=module", "-e", source];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  assert.equal(stderr, "");
  return stdout.trim();
}

describe("a file that is analysed alone", function () {
  this.timeout(60_000);

  it("says so when its SQL could not be read, and says nothing wrong", () => {
    const crash = printed(`
      const { analyse } = await import(${own("rules/analyse.ts")});
      console.log(analyse("a.ts", ${JSON.stringify(TEXT)}).crash);`);
    assert.match(crash, /WASM module not initialized/u);
  });

  it("has its SQL read", () => {
    const [alone, whole] = printed(`
      const { analyseAlone, loadAnalysis } = await import(${own("server/engine/knowledge.ts")});
      const alone = await analyseAlone("a.ts", ${JSON.stringify(TEXT)});
      console.log(JSON.stringify(alone));
      console.log(JSON.stringify((await loadAnalysis())("a.ts", ${JSON.stringify(TEXT)})));`).split("\n");
    assert.ok(alone!.includes('"jobs"'));
    assert.equal(alone, whole);
  });
});
