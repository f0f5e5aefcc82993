import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { Finding } from "../../rules/finding.ts";
import { BASELINE_NAME, readBaseline, writeBaseline } from "../../server/engine/baseline.ts";
import { folderWith } from "./temporary-folder.ts";

function finding(path: string, fingerprint: string): Finding {
  const place = { start: 0, end: 1, line: 1, column: 1, endLine: 1, endColumn: 2 };
  const words = { rule: "no-uncapped-backoff", messageId: "uncapped", level: "warning", message: "m" } as const;
  return { ...place, ...words, path, related: [], fixes: [], fingerprint };
}

describe("baseline", () => {
  it("knows what was written into it, and nothing else", () => {
    const root = folderWith({});
    assert.equal(writeBaseline(root, [finding("b.ts", "22"), finding("a.ts", "11")]), 2);
    const { baseline, note } = readBaseline(root);
    assert.equal(note, undefined);
    const has = (one: Finding) => baseline!.entriesOf(one, () => true).length > 0;
    assert.ok(has(finding("a.ts", "11")));
    assert.ok(!has(finding("a.ts", "33")));
    assert.ok(!has({ ...finding("a.ts", "11"), rule: "no-endless-retry" }));
  });

  it("is sorted and has a line for each finding, so that a difference can be read", () => {
    const root = folderWith({});
    writeBaseline(root, [finding("b.ts", "22"), finding("a.ts", "11")]);
    assert.equal(
      readFileSync(join(root, BASELINE_NAME), "utf8"),
      `{
  "version": 1,
  "findings": [
    {"fingerprint":"11","rule":"no-uncapped-backoff","path":"a.ts"},
    {"fingerprint":"22","rule":"no-uncapped-backoff","path":"b.ts"}
  ]
}
`,
    );
  });

  it("follows a renamed file, and takes a copied one for new", () => {
    const root = folderWith({});
    writeBaseline(root, [finding("a.ts", "11")]);
    const { baseline } = readBaseline(root);
    assert.deepEqual(
      baseline!.entriesOf(finding("moved.ts", "11"), path => path !== "a.ts"),
      baseline!.entries,
    );
    assert.deepEqual(
      baseline!.entriesOf(finding("copy.ts", "11"), () => true),
      [],
    );
  });

  it("is told when it cannot be read", () => {
    for (const text of ["", "{", "[]", '{"version":2,"findings":[]}', '{"version":1,"findings":[{"rule":1}]}']) {
      const { baseline, note } = readBaseline(folderWith({ [BASELINE_NAME]: text }));
      assert.equal(baseline, undefined, text);
      assert.match(note!.message, /is not a baseline, so every finding counts as new/u);
    }
    assert.deepEqual(readBaseline(folderWith({})), {});
  });
});
