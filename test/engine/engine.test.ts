import assert from "node:assert/strict";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { Engine } from "../../server/engine/engine.ts";
import type { EngineOptions } from "../../server/engine/engine.ts";
import type { Finding } from "../../rules/finding.ts";
import { folderWith, write } from "./temporary-folder.ts";
import { crashingRule, wordKnowledge, wordRule } from "./word-knowledge.ts";

const NOW = () => new Date("2026-11-20T12:00:00Z");

function engineFor(root: string, options: Partial<EngineOptions> = {}): Engine {
  return new Engine({ root, cache: false, preset: "audit", now: NOW, knowledge: wordKnowledge(), ...options });
}

const brief = (findings: readonly Finding[]) =>
  findings.map(one => `${one.path}:${one.line}:${one.column} ${one.level} ${one.rule}`);

async function scanned(files: Record<string, string>, options: Partial<EngineOptions> = {}) {
  return engineFor(folderWith(files), options).scan();
}

describe("engine", () => {
  it("finds across languages and files, sorted by path and place", async () => {
    const result = await scanned({
      "b.py": "x\nBAD ODD\n",
      "a.ts": "USE_A; USE_B;",
      "c.sql": "DEF_A",
      "node_modules/x.ts": "BAD",
    });
    assert.deepEqual(brief(result.findings), [
      "a.ts:1:8 warning no-undefined",
      "b.py:2:1 error no-bad",
      "b.py:2:5 advice no-odd",
    ]);
    assert.deepEqual([result.stats.files, result.stats.parsed, result.skipped, result.notes], [3, 3, [], []]);
  });

  it("shows advice in the audit only", async () => {
    const files = { "a.ts": "BAD ODD" };
    assert.deepEqual(brief((await scanned(files, { preset: undefined })).findings), ["a.ts:1:1 error no-bad"]);
    const audit = await scanned({ ...files, "faultline.json": '{ "preset": "audit" }' }, { preset: undefined });
    assert.equal(audit.findings.length, 2);
  });

  it("takes levels from the configuration, and reports its faults apart", async () => {
    const config = '{ "rules": { "no-bad": "advice", "no-odd": "off", "no-sense": "off" } }';
    const result = await scanned({ "a.ts": "BAD ODD", "faultline.json": config });
    assert.deepEqual(brief(result.findings), ["a.ts:1:1 advice no-bad"]);
    assert.deepEqual(
      result.configProblems.map(one => one.code),
      ["unknown-rule"],
    );
  });

  it("contains the crash of a rule in one file", async () => {
    const result = await scanned({ "a.ts": "CRASH BAD", "b.ts": "BAD" }, { extraRules: [crashingRule()] });
    assert.deepEqual(brief(result.findings), ["a.ts:1:7 error no-bad", "b.ts:1:1 error no-bad"]);
    assert.equal(result.notes.length, 1);
    const [note] = result.notes;
    assert.deepEqual([note!.kind, note!.rule, note!.path], ["rule-crash", "always-crashes", "a.ts"]);
    assert.match(note!.message, /^no luck at /u);
  });

  it("contains the crash of an analysis", async () => {
    const result = await scanned({ "a.ts": "EXPLODE", "b.ts": "BAD" });
    assert.deepEqual(brief(result.findings), ["b.ts:1:1 error no-bad"]);
    assert.deepEqual(result.skipped, [{ path: "a.ts", because: "its analysis failed" }]);
    assert.equal(result.notes[0]!.kind, "analysis-crash");
  });

  it("runs only the rules asked for", async () => {
    const result = await scanned({ "a.ts": "BAD ODD // faultline-disable-line no-sense" }, { only: ["no-odd"] });
    assert.deepEqual(brief(result.findings), ["a.ts:1:5 advice no-odd"]);
  });

  it("scans what is named although ignore files hide it, and reads the rest for its sake", async () => {
    const root = folderWith({
      ".gitignore": "hidden/\n",
      "hidden/a.ts": "USE_A BAD",
      "hidden/b.ts": "BAD",
      "c.ts": "DEF_A BAD",
    });
    const result = await engineFor(root).scan({ paths: ["hidden/a.ts"] });
    assert.deepEqual(brief(result.findings), ["hidden/a.ts:1:7 error no-bad"]);
  });

  it("stops when asked to, with what it has", async () => {
    const abort = new AbortController();
    abort.abort();
    const result = await engineFor(folderWith({ "a.ts": "BAD" })).scan({ signal: abort.signal });
    assert.equal(result.cancelled, true);
    assert.deepEqual(result.findings, []);
  });

  it("skips with a reason what is no text", async () => {
    const root = folderWith({ "a.ts": "BAD", "b.ts": Buffer.from([0, 1, 2]) });
    const { findings, skipped } = await engineFor(root).scan();
    assert.equal(findings.length, 1);
    assert.deepEqual(skipped, [{ path: "b.ts", because: "it is binary (it holds NUL bytes)" }]);
  });
});

describe("engine under an editor", () => {
  it("analyses an edited file anew and no other", async () => {
    const counts = new Map<string, number>();
    const root = folderWith({ "a.ts": "USE_A", "b.ts": "x" });
    const engine = engineFor(root, { knowledge: wordKnowledge(counts) });
    await engine.index();
    assert.deepEqual(brief(engine.findings("a.ts").findings), ["a.ts:1:1 warning no-undefined"]);
    engine.setDocument(join(root, "b.ts"), "DEF_A");
    assert.deepEqual(engine.findings("a.ts").findings, []);
    engine.closeDocument("b.ts");
    assert.equal(engine.findings("a.ts").findings.length, 1);
    assert.deepEqual([counts.get("a.ts"), counts.get("b.ts")], [1, 3]);
  });

  it("answers for a lone document before the workspace is read", async () => {
    const root = folderWith({ "a.ts": "x" });
    const engine = engineFor(root);
    engine.setDocument("a.ts", "BAD");
    await engine.load();
    assert.deepEqual(brief(engine.findings("a.ts").findings), ["a.ts:1:1 error no-bad"]);
  });

  it("leaves nothing behind of deleted, renamed and changed files", async () => {
    const root = folderWith({ "a.ts": "BAD", "dir/b.ts": "BAD", "dir/c.ts": "BAD", "d.ts": "x" });
    const engine = engineFor(root);
    await engine.index();
    const paths = () => engine.allFindings().flatMap(one => brief(one.findings));
    assert.equal(paths().length, 3);
    rmSync(join(root, "dir"), { recursive: true });
    renameSync(join(root, "a.ts"), join(root, "e.ts"));
    write(root, "d.ts", "\nBAD");
    engine.filesChanged([
      { path: join(root, "dir"), type: "deleted" },
      { path: "a.ts", type: "deleted" },
      { path: "e.ts", type: "created" },
      { path: "d.ts", type: "changed" },
    ]);
    assert.deepEqual(paths(), ["d.ts:2:1 error no-bad", "e.ts:1:1 error no-bad"]);
    engine.filesChanged([{ path: "node_modules/x.ts", type: "created" }]);
    assert.equal(paths().length, 2);
  });

  it("takes a changed configuration and a changed ignore file at once", async () => {
    const root = folderWith({ "a.ts": "BAD", "b.ts": "BAD" });
    const engine = engineFor(root);
    await engine.index();
    engine.setDocument("faultline.json", '{ "rules": { "no-bad": "off" } }');
    assert.deepEqual(engine.findings("a.ts").findings, []);
    engine.setDocument("faultline.json", '{ "rules": { "no-bad": "advice" } }');
    assert.deepEqual(brief(engine.findings("a.ts").findings), ["a.ts:1:1 advice no-bad"]);
    engine.closeDocument("faultline.json");
    assert.deepEqual(brief(engine.findings("a.ts").findings), ["a.ts:1:1 error no-bad"]);
    write(root, ".gitignore", "b.ts\n");
    engine.filesChanged([{ path: ".gitignore", type: "created" }]);
    await engine.index();
    assert.deepEqual(engine.paths(), ["a.ts"]);
  });

  it("notices that the disk changed between reading and checking", async () => {
    const root = folderWith({ "a.ts": "BAD" });
    const engine = engineFor(root);
    await engine.index();
    write(root, "a.ts", "\n\nBAD BAD");
    assert.deepEqual(brief(engine.findings("a.ts").findings), ["a.ts:3:1 error no-bad", "a.ts:3:5 error no-bad"]);
  });

  it("explains a file", async () => {
    const root = folderWith({
      "faultline.json": '{ "rules": { "no-bad": "off" }, "exclude": ["old.ts"] }',
      "a.ts": "\nODD",
      "old.ts": "BAD",
    });
    const engine = engineFor(root);
    await engine.index();
    const { rules, ...explanation } = engine.explainFile("a.ts");
    assert.deepEqual(
      { ...explanation, ms: undefined },
      {
        path: "a.ts",
        language: "typescript",
        configFiles: ["faultline.json"],
        preset: "audit",
        concepts: [{ type: "Word", line: 2 }],
        directives: 0,
        findings: 1,
        known: 0,
        slow: [],
        suppressed: 0,
        ms: undefined,
      },
    );
    assert.deepEqual(rules[0], { rule: "no-bad", state: "off", because: "faultline.json" });
    assert.deepEqual(rules[1], { rule: "no-odd", state: "on", because: "preset audit" });
    assert.equal(engine.explainFile("old.ts").ignored, "faultline.json excludes it");
  });
});

describe("suppression", () => {
  const lines = (...text: string[]) => ({ "a.ts": text.join("\n") });

  it("takes findings back by line, block and file, and keeps them apart", async () => {
    const result = await scanned(
      lines(
        "// faultline-disable-next-line no-bad -- legacy",
        "BAD",
        "BAD // faultline-disable-line faultline/retries/no-bad -- legacy",
        "/* faultline-disable no-bad -- block */",
        "BAD ODD",
        "/* faultline-enable no-bad */",
        "BAD",
      ),
    );
    assert.deepEqual(brief(result.findings), ["a.ts:5:5 advice no-odd", "a.ts:7:1 error no-bad"]);
    assert.deepEqual(
      result.suppressed.map(one => [one.line, one.directive.line, one.directive.reason]),
      [
        [2, 1, "legacy"],
        [3, 3, "legacy"],
        [5, 4, "block"],
      ],
    );
  });

  it("reports directives that are unused, expired, without reason or of unknown rules", async () => {
    const result = await scanned(
      lines(
        "x // faultline-disable-line no-bad -- nothing here",
        "BAD // faultline-disable-line no-bad -- old, until 2026-11-19",
        "BAD // faultline-disable-line no-bad -- today still, until 2026-11-20",
        "BAD // faultline-disable-line no-bad",
        "BAD // faultline-disable-line no-bat, no-bad -- typing",
        "BAD // faultline-disable-line no-bad, no-odd -- one of two",
      ),
    );
    assert.deepEqual(brief(result.findings), [
      "a.ts:1:3 warning unused-directive",
      "a.ts:2:1 error no-bad",
      "a.ts:2:5 warning expired-directive",
      "a.ts:4:5 advice directive-without-reason",
      "a.ts:5:5 warning unknown-rule",
      "a.ts:6:5 warning unused-directive",
    ]);
    assert.equal(result.findings[4]!.message, "There is no rule `no-bat`. Did you mean `no-bad`?");
  });

  it("offers fixes that silence them", async () => {
    const fixed = async (text: string, title: RegExp) => {
      const { findings } = await scanned({ "a.ts": text });
      const fix = findings.flatMap(one => one.fixes).find(one => title.test(one.title))!;
      const [edit] = fix.edits;
      return text.slice(0, edit!.start) + edit!.text + text.slice(edit!.end);
    };
    assert.equal(await fixed("x;\n  // faultline-disable-next-line no-bad -- a\ny;", /^Remove the/u), "x;\ny;");
    assert.equal(await fixed("x; /* faultline-disable-line no-bad -- a */ y;", /^Remove the/u), "x; y;");
    assert.equal(
      await fixed("BAD // faultline-disable-line no-bad, no-odd -- a", /^Remove no-odd/u),
      "BAD // faultline-disable-line no-bad -- a",
    );
    assert.equal(
      await fixed("BAD /* faultline-disable-line no-bad */", /^Add/u),
      "BAD /* faultline-disable-line no-bad -- reviewed and accepted */",
    );
    assert.equal(
      await fixed("BAD // faultline-disable-line no-bat -- a", /^Change/u),
      "BAD // faultline-disable-line no-bad -- a",
    );
  });

  it("does not call a directive unused when its rule did not run", async () => {
    const files = lines("x // faultline-disable-line no-bad -- a");
    assert.deepEqual((await scanned({ ...files, "faultline.json": '{ "rules": { "no-bad": "off" } }' })).findings, []);
    assert.deepEqual((await scanned(files, { only: ["no-odd", "unused-directive"] })).findings, []);
  });

  it("can be told to leave directives alone", async () => {
    const config = '{ "rules": { "unused-directive": "off" } }';
    assert.deepEqual(
      (await scanned({ ...lines("x // faultline-disable-line no-bad -- a"), "faultline.json": config })).findings,
      [],
    );
  });
});

describe("fingerprints", () => {
  const prints = async (text: string) => (await scanned({ "a.ts": text })).findings.map(one => one.fingerprint);

  it("survive edits elsewhere and other white space, and differ among equals", async () => {
    const [first, second] = await prints("  run(BAD)\nrun(BAD)\n");
    assert.notEqual(first, second);
    assert.deepEqual(await prints("// new\n\nrun(BAD)\n\trun(BAD)\n"), [first, second]);
    assert.match(first!, /^[0-9a-f]{16}$/u);
    assert.notEqual((await prints("walk(BAD)"))[0], first);
  });

  it("differ by rule", async () => {
    const { findings } = await scanned({ "a.ts": "BAD" }, { extraRules: [wordRule("no-evil", "error", "BAD")] });
    assert.notEqual(findings[0]!.fingerprint, findings[1]!.fingerprint);
  });
});
