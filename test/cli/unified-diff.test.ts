import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { unifiedDiff } from "../../server/cli/unified-diff.ts";

describe("unified diff", () => {
  const numbered = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join("");

  it("is empty for equal texts", () => assert.equal(unifiedDiff("a", "x\n", "x\n"), ""));

  it("shows three lines around a change, and two changes far apart as two hunks", () => {
    const before = numbered(1, 30);
    const after = before.replace("5\n", "five\n").replace("25\n", "");
    assert.equal(
      unifiedDiff("a.ts", before, after),
      [
        "--- a/a.ts",
        "+++ b/a.ts",
        "@@ -2,7 +2,7 @@",
        " 2",
        " 3",
        " 4",
        "-5",
        "+five",
        " 6",
        " 7",
        " 8",
        "@@ -22,7 +22,6 @@",
        " 22",
        " 23",
        " 24",
        "-25",
        " 26",
        " 27",
        " 28",
        "",
      ].join("\n"),
    );
  });

  it("tells a missing newline at the end", () => {
    assert.equal(
      unifiedDiff("a", "x", "x\n"),
      "--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+x\n",
    );
  });

  it("handles new and emptied files", () => {
    assert.equal(unifiedDiff("a", "", "x\n"), "--- a/a\n+++ b/a\n@@ -0,0 +1,1 @@\n+x\n");
    assert.equal(unifiedDiff("a", "x\n", ""), "--- a/a\n+++ b/a\n@@ -1,1 +0,0 @@\n-x\n");
  });
});
