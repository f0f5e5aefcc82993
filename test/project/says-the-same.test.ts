import assert from "node:assert/strict";
import { analyse } from "../../rules/analyse.ts";
import { saysTheSame } from "../../rules/project/says-the-same.ts";
import type { FileSummary } from "../../rules/project/summary.ts";

const BEFORE = `import { db } from "./db";

export async function load(id: string) {
  const rows = await db.query(id);
  return rows.map(row => row.name);
}

export const limit = 12;
`;

describe("a file says the same", () => {
  const summary = (text: string, path = "a.ts") => JSON.parse(JSON.stringify(analyse(path, text))) as FileSummary;
  const same = (after: string, before = BEFORE) => saysTheSame(summary(before), summary(after));

  it("after edits that only move it", () => {
    assert.equal(same(BEFORE), true);
    assert.equal(same(`${BEFORE}\n// the end\n`), true);
    assert.equal(same(BEFORE.replace("  const", "  // All of them.\n  const")), true);
    assert.equal(same(BEFORE.replace("12", "  12")), true);
  });

  it("not after others", () => {
    const edits: [string, string][] = [
      ["12", "13"],
      ["12", "120"],
      ["db.query", "db.read"],
      ["await ", ""],
      ["export const", "const"],
      ["./db", "./data"],
      ["return rows", "if (rows.length > 9) throw new Error();\n  return rows"],
    ];
    for (const [from, to] of edits) assert.equal(same(BEFORE.replace(from, to)), false, to);
  });

  it("not when places change their order", () => {
    const file = (starts: number[]) =>
      ({ concepts: { X: starts.map(start => ({ start, end: start + 1 })) } }) as unknown as FileSummary;
    assert.equal(saysTheSame(file([5, 9]), file([7, 11])), true);
    assert.equal(saysTheSame(file([5, 9]), file([9, 5])), false);
    assert.equal(saysTheSame(file([5, 5]), file([5, 6])), false);
    assert.equal(saysTheSame(file([5, 9]), file([5, 5])), false);
  });

  it("not when a number is no place", () => {
    const file = (record: object) => ({ concepts: { X: [record] } }) as unknown as FileSummary;
    assert.equal(saysTheSame(file({ limit: 5 }), file({ limit: 6 })), false);
    assert.equal(saysTheSame(file({ options: { after: 5 } }), file({ options: { after: 6 } })), false);
    assert.equal(saysTheSame(file({ column: 5 }), file({ column: 6 })), false);
    assert.equal(saysTheSame(file({ start: 0, end: 0 }), file({ start: 0, end: 3 })), false);
    assert.equal(saysTheSame(file({ id: "f@12" }), file({ id: "g@12" })), false);
    assert.equal(saysTheSame(file({ id: "f@12", start: 12, end: 20 }), file({ id: "f@13", start: 13, end: 21 })), true);
    assert.equal(
      saysTheSame(file({ id: "f@12", start: 12, end: 20 }), file({ id: "f@14", start: 13, end: 21 })),
      false,
    );
  });
});
