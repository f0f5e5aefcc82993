import assert from "node:assert/strict";
import { rules } from "../../rules/catalog/index.ts";
import type { Draft } from "../../rules/eslint/rule-source.ts";
import { applyEdits, type Files, runRules } from "./run-rules.ts";
import { type Expectation, type Fixture, readFixtures } from "./fixtures.ts";

const ruleOf = (name: string) => rules.filter(rule => rule.definition.name === name);
const key = (one: { path: string; line: number; rule: string; messageId: string }) =>
  `${one.path}:${one.line} ${one.rule}/${one.messageId}`;

describe("fixtures of the catalogue", () => {
  for (const fixture of readFixtures()) {
    describe(fixture.name, () => {
      it("reports what is expected and nothing else", async () => {
        const { findings } = await runRules(fixture.files, ruleOf(fixture.rule));
        assert.deepEqual(findings.map(key).sort(), fixture.expected.map(key).sort());
        for (const expected of fixture.expected) checkLevel(expected, findings);
        for (const missed of fixture.missed)
          assert.ok(!findings.some(finding => key(finding) === key(missed)), `${key(missed)} is found now`);
      });
      if (fixture.expected.length > 0) it("keeps the fix laws", () => checkFixes(fixture));
      if (Object.keys(fixture.fixed).length > 0)
        it("gives the fixed text", async () =>
          assert.deepEqual(await fixAll(fixture), { ...fixture.files, ...fixture.fixed }));
    });
  }
});

function checkLevel(expected: Expectation, findings: Draft[]): void {
  if (expected.level === undefined) return;
  const finding = findings.find(one => key(one) === key(expected));
  assert.equal(finding?.level, expected.level, `level of ${key(expected)}`);
}

/** First fix of every finding, where they do not overlap. */
async function fixAll(fixture: Fixture): Promise<Files> {
  const { findings } = await runRules(fixture.files, ruleOf(fixture.rule));
  const edits = findings.flatMap(finding =>
    (finding.fixes[0]?.edits ?? []).map(edit => ({ ...edit, path: edit.path ?? finding.path })),
  );
  return Object.fromEntries(
    Object.entries(fixture.files).map(([path, text]) => [
      path,
      applyEdits(text, distinct(edits.filter(edit => edit.path === path))),
    ]),
  );
}

/** Two findings may need the same import: the same edit counts once. */
function distinct<T extends { start: number; end: number; text: string }>(edits: T[]): T[] {
  return edits.filter(
    (edit, index) =>
      edits.findIndex(other => other.start === edit.start && other.end === edit.end && other.text === edit.text) ===
      index,
  );
}

/** Each fix alone: silences its finding, adds none, keeps comments, and applied again changes nothing. */
async function checkFixes(fixture: Fixture): Promise<void> {
  const before = await runRules(fixture.files, ruleOf(fixture.rule));
  for (const finding of before.findings)
    for (const fix of finding.fixes) {
      const files: Files = { ...fixture.files };
      for (const path of new Set(fix.edits.map(edit => edit.path ?? finding.path)))
        files[path] = applyEdits(
          files[path] ?? "",
          fix.edits.filter(edit => (edit.path ?? finding.path) === path),
        );
      const after = await runRules(files, ruleOf(fixture.rule));
      const label = `${key(finding)}: ${fix.title}`;
      assert.ok(after.findings.length < before.findings.length, `${label}: still reported\n${files[finding.path]}`);
      const old = new Set(before.findings.map(one => one.messageId + one.message));
      const added = after.findings.filter(
        one => !old.has(one.messageId + one.message) && one.messageId !== finding.messageId,
      );
      assert.deepEqual(added.map(key), [], `${label}: adds findings`);
      assert.deepEqual(
        commentsOf(files[finding.path]!),
        commentsOf(fixture.files[finding.path]!),
        `${label}: loses a comment`,
      );
    }
}

function commentsOf(text: string): string[] {
  return [...text.matchAll(/(?:#|\/\/|--)\s.*$/gmu)].map(match => match[0].trim()).sort();
}
