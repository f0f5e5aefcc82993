import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Finding, Fix } from "../../rules/finding.ts";
import { applyEdits, chooseFixes, textsAfter } from "../../server/engine/apply-fixes.ts";
import { Engine } from "../../server/engine/engine.ts";
import { fixUntilStable } from "../../server/engine/fix-loop.ts";
import { checkFix } from "../../server/engine/fix-laws.ts";
import { folderWith } from "./temporary-folder.ts";
import { wordKnowledge } from "./word-knowledge.ts";

const SAFE = new Set<Fix["kind"]>(["safe"]);

function finding(start: number, edits: Fix["edits"], kind: Fix["kind"] = "safe"): Finding {
  const place = { start, end: start + 1, line: 1, column: 1, endLine: 1, endColumn: 2, path: "a.ts" };
  return {
    ...place,
    rule: "r",
    messageId: "m",
    level: "error",
    message: "",
    related: [],
    fingerprint: "",
    fixes: [{ title: "t", kind, edits }],
  };
}

const after = (text: string, ...findings: Finding[]) =>
  textsAfter(chooseFixes(findings, SAFE), () => text).get("a.ts") ?? text;

describe("applying fixes", () => {
  it("puts edits in by place, whatever their order", () => {
    assert.equal(
      applyEdits("abc", [
        { start: 2, end: 3, text: "Z" },
        { start: 0, end: 0, text: "<" },
        { start: 1, end: 2, text: "" },
      ]),
      "<aZ",
    );
  });

  it("drops the later of two that overlap, whole", () => {
    const first = finding(0, [{ start: 0, end: 2, text: "X" }]);
    const second = finding(1, [
      { start: 1, end: 3, text: "Y" },
      { start: 4, end: 5, text: "Z" },
    ]);
    assert.equal(after("abcde", second, first), "Xcde");
  });

  it("takes one insertion for two findings that need the same, and no two different ones at one place", () => {
    const same = { start: 0, end: 0, text: "import x\n" };
    assert.equal(
      after(
        "ab",
        finding(0, [same, { start: 0, end: 1, text: "A" }]),
        finding(1, [same, { start: 1, end: 2, text: "B" }]),
      ),
      "import x\nAb",
    );
    assert.equal(
      after(
        "..ab",
        finding(2, [same, { start: 2, end: 3, text: "A" }]),
        finding(3, [same, { start: 3, end: 4, text: "B" }]),
      ),
      "import x\n..AB",
    );
    assert.equal(after("ab", finding(0, [same]), finding(1, [{ ...same, text: "import y\n" }])), "import x\nab");
  });

  it("leaves suggestions alone", () => {
    assert.equal(after("ab", finding(0, [{ start: 0, end: 1, text: "X" }], "suggestion")), "ab");
  });

  it("fixes until nothing changes, in memory only", async () => {
    const root = folderWith({ "a.ts": "BAD BAD\nok BAD", "b.ts": "BAD" });
    const engine = new Engine({ root, cache: false, preset: "audit", knowledge: wordKnowledge() });
    await engine.index();
    const outcome = fixUntilStable(engine, engine.paths(), SAFE, path => path === "a.ts");
    assert.deepEqual([...outcome.changes], [["a.ts", { before: "BAD BAD\nok BAD", after: "good good\nok good" }]]);
    assert.deepEqual([outcome.applied, outcome.stable], [3, true]);
  });
});

describe("laws of fixes", () => {
  async function brokenLaws(edits: (at: Finding) => Fix["edits"], text = "BAD; // why\n"): Promise<string[]> {
    const engine = new Engine({
      root: folderWith({ "a.ts": text }),
      cache: false,
      preset: "audit",
      knowledge: wordKnowledge(),
    });
    const { findings } = await engine.scan();
    const verdict = checkFix(engine, new Map([["a.ts", findings]]), findings[0]!, {
      title: "Fix",
      kind: "safe",
      edits: edits(findings[0]!),
    });
    assert.equal(engine.textOf("a.ts"), text, "the engine is left as it was");
    return verdict.broken;
  }

  it("pass a good fix", async () => {
    assert.deepEqual(await brokenLaws(({ start, end }) => [{ start, end, text: "good" }]), []);
  });

  it("name each law that is broken", async () => {
    const replace =
      (text: string) =>
      ({ start, end }: Finding) => [{ start, end, text }];
    assert.deepEqual(await brokenLaws(replace("BAD")), ["it changes nothing"]);
    assert.deepEqual(await brokenLaws(replace("(good")), ["a.ts no longer parses"]);
    assert.deepEqual(await brokenLaws(replace("x(BAD)")), ["its finding is still there"]);
    assert.deepEqual(await brokenLaws(replace("ODD")), ["it adds a finding of no-odd in a.ts"]);
    assert.deepEqual(await brokenLaws(({ start }) => [{ start, end: start + 12, text: "good" }]), [
      'it loses the comment "why"',
    ]);
  });
});
