import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { Finding } from "../../rules/finding.ts";
import { BASELINE_NAME, writeBaseline } from "../../server/engine/baseline.ts";
import { Engine, type EngineOptions } from "../../server/engine/engine.ts";
import { folderWith, write } from "./temporary-folder.ts";
import { wordKnowledge } from "./word-knowledge.ts";

const brief = (findings: readonly Finding[]) => findings.map(one => `${one.path}:${one.line} ${one.rule}`);

function engineFor(root: string, options: Partial<EngineOptions> = {}): Engine {
  return new Engine({ root, cache: false, preset: "audit", knowledge: wordKnowledge(), ...options });
}

/** A folder whose baseline has all that is in it. */
async function baselined(files: Record<string, string>): Promise<string> {
  const root = folderWith(files);
  writeBaseline(root, (await engineFor(root).scan()).findings);
  return root;
}

describe("findings of the baseline", () => {
  it("are told apart, and stay so after edits elsewhere and moves", async () => {
    const root = await baselined({ "a.ts": "BAD;\n", "b.ts": "BAD; ODD;\n" });
    write(root, "a.ts", "fine;\n\nBAD;\n\nBAD + 1;\n");
    write(root, "lib/c.ts", readFileSync(join(root, "b.ts"), "utf8"));
    rmSync(join(root, "b.ts"));
    const { findings, known, baseline } = await engineFor(root).scan();
    assert.deepEqual(brief(findings), ["a.ts:5 no-bad"]);
    assert.deepEqual(brief(known), ["a.ts:3 no-bad", "lib/c.ts:1 no-bad", "lib/c.ts:1 no-odd"]);
    assert.deepEqual(baseline, { entries: 3, gone: 0 });
  });

  it("count as new when the baseline is not to be honoured", async () => {
    const root = await baselined({ "a.ts": "BAD;\n" });
    const { findings, known, baseline } = await engineFor(root, { baseline: false }).scan();
    assert.deepEqual([brief(findings), known, baseline], [["a.ts:1 no-bad"], [], undefined]);
  });

  it("are gone when they are mended, not when they are not looked for", async () => {
    const root = await baselined({ "a.ts": "BAD; ODD;\n", "b.ts": "BAD;\n" });
    const tally = async (options: Partial<EngineOptions>, paths: string[] = []) =>
      (await engineFor(root, options).scan({ paths })).baseline;
    assert.deepEqual(await tally({ preset: "recommended" }), { entries: 3, gone: 0 });
    assert.deepEqual(await tally({ only: ["no-odd"] }), { entries: 1, gone: 0 });
    write(root, "a.ts", "fine; ODD;\n");
    assert.deepEqual(await tally({}), { entries: 3, gone: 2 });
    assert.deepEqual(await tally({}, [join(root, "b.ts")]), { entries: 1, gone: 0 });
  });

  it("may still be suppressed, and leave a directive used", async () => {
    const root = await baselined({ "a.ts": "BAD;\n" });
    write(root, "a.ts", "BAD; // faultline-disable-line no-bad -- why\n");
    const { findings, known, suppressed } = await engineFor(root).scan();
    assert.deepEqual([findings, known, brief(suppressed)], [[], [], ["a.ts:1 no-bad"]]);
  });

  it("follow the file of the baseline", async () => {
    const root = await baselined({ "a.ts": "BAD;\n" });
    const engine = engineFor(root);
    await engine.index();
    assert.deepEqual(engine.findings("a.ts").findings, []);
    rmSync(join(root, BASELINE_NAME));
    engine.filesChanged([{ path: BASELINE_NAME, type: "deleted" }]);
    assert.deepEqual(brief(engine.findings("a.ts").findings), ["a.ts:1 no-bad"]);
    write(root, BASELINE_NAME, "{");
    engine.filesChanged([{ path: BASELINE_NAME, type: "created" }]);
    assert.deepEqual(engine.findings("a.ts").known, []);
    assert.deepEqual(
      (await engine.scan()).notes.map(({ kind }) => kind),
      ["baseline"],
    );
  });
});
