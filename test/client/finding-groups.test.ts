import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { everything, passes, treeOf } from "../../client/finding-groups.ts";
import type { FindingNode } from "../../client/finding-items.ts";
import type { FindingsFolder, ListedFinding } from "../../server/protocol.ts";

function finding(rule: string, level: ListedFinding["level"], file: string, more: Partial<ListedFinding> = {}) {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  const family = rule.includes("tenant") ? "tenancy" : "retries";
  const place = { uri: `file:///project/${file}`, range };
  return { place, rule, family, level, message: `About ${rule}.`, fingerprint: rule, known: false, ...more };
}

const folder = (name: string, findings: ListedFinding[]): FindingsFolder => ({
  uri: `file:///${name}`,
  name,
  findings,
});

const outline = (nodes: readonly FindingNode[]): unknown[] =>
  nodes.map(node => (node.kind === "finding" ? node.finding.rule : [node.label, ...outline(node.children)]));

const mixed = [
  finding("no-uncapped-backoff", "advice", "a.ts"),
  finding("require-tenant-filter", "error", "b%20c.ts"),
  finding("no-endless-retry", "warning", "a.ts"),
  finding("no-uncapped-backoff", "warning", "b%20c.ts"),
];

describe("groups of findings", () => {
  it("puts rules below their family, the gravest first", () => {
    assert.deepEqual(outline(treeOf([folder("one", mixed)], "family")), [
      ["tenancy", ["require-tenant-filter", "require-tenant-filter"]],
      [
        "retries",
        ["no-uncapped-backoff", "no-uncapped-backoff", "no-uncapped-backoff"],
        ["no-endless-retry", "no-endless-retry"],
      ],
    ]);
  });

  it("puts what is new before what the baseline has, then the gravest first", () => {
    const known = finding("no-uncapped-backoff", "error", "a.ts", { known: true });
    const [group] = treeOf([folder("one", [known, ...mixed])], "rule");
    const levels =
      group?.kind === "group" ? group.children.map(node => node.kind === "finding" && node.finding.level) : [];
    assert.deepEqual(levels, ["warning", "advice", "error"]);
  });

  it("groups by rule, file and level", () => {
    const labels = (grouping: "rule" | "file" | "level") =>
      treeOf([folder("one", mixed)], grouping).map(node => (node.kind === "group" ? node.label : ""));
    assert.deepEqual(labels("rule"), ["require-tenant-filter", "no-uncapped-backoff", "no-endless-retry"]);
    assert.deepEqual(labels("file"), ["b c.ts", "a.ts"]);
    assert.deepEqual(labels("level"), ["error", "warning", "advice"]);
  });

  it("shows folders where several have findings, and no two lines with one id", () => {
    const tree = treeOf([folder("one", mixed), folder("two", mixed.slice(0, 1)), folder("three", [])], "rule");
    assert.deepEqual(
      tree.map(node => (node.kind === "group" ? `${node.label} ${node.findings.length}` : "")),
      ["one 4", "two 1"],
    );
    const ids = (nodes: readonly FindingNode[]): string[] =>
      nodes.flatMap(node => (node.kind === "group" ? [node.id, ...ids(node.children)] : []));
    assert.equal(new Set(ids(tree)).size, ids(tree).length);
  });

  it("filters by level, baseline and words", () => {
    const rules = (filter: Partial<typeof everything>) =>
      mixed.filter(one => passes(one, { ...everything, ...filter })).map(one => `${one.rule} ${one.level}`);
    assert.deepEqual(rules({ level: "error" }), ["require-tenant-filter error"]);
    assert.equal(rules({ level: "warning" }).length, 3);
    assert.deepEqual(rules({ text: "B C.ts backoff" }), ["no-uncapped-backoff warning"]);
    assert.equal(rules({ text: "  " }).length, 4);
    const known = finding("x", "error", "a.ts", { known: true });
    assert.equal(passes(known, everything), false);
    assert.equal(passes(known, { ...everything, newOnly: false }), true);
  });
});
