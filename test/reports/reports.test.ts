import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Finding } from "../../rules/finding.ts";
import type { ScanResult } from "../../server/engine/scan-result.ts";
import { renderReport } from "../../server/reports/report.ts";
import type { Format, ReportContext } from "../../server/reports/report.ts";

const TEXT = "first\n\tconst wert = häufig(BAD); // 😀\nlast\n";
const at = TEXT.indexOf("BAD");
const place = { start: at, end: at + 3, line: 2, column: 22, endLine: 2, endColumn: 25 };

const finding: Finding = {
  ...place,
  path: "src/a b#%.ts",
  rule: "no-bad",
  messageId: "bad",
  level: "error",
  message: "`BAD` loses, 100%, of data: all\nof it.",
  related: [
    { ...place, line: 1, column: 1, endLine: 1, endColumn: 6, path: "src/größe.ts", message: "It starts here." },
  ],
  fixes: [{ title: "Write good", kind: "safe", edits: [{ start: at, end: at + 3, text: "good" }] }],
  fingerprint: "0123456789abcdef",
};

const result: ScanResult = {
  root: "/srv/project",
  findings: [finding, { ...finding, level: "advice", rule: "no-odd", related: [], fixes: [], fingerprint: "f" }],
  known: [],
  suppressed: [{ ...finding, directive: { line: 1, reason: "legacy" } }],
  skipped: [{ path: "b.ts", because: "it is not readable" }],
  notes: [{ kind: "rule-crash", path: "c.ts", rule: "no-odd", message: "no luck" }],
  configProblems: [
    {
      ...place,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 2,
      path: "faultline.json",
      code: "invalid-json",
      level: "error",
      message: "This is not valid JSON.",
      fixes: [],
    },
  ],
  stats: {
    files: 3,
    parsed: 3,
    cached: 0,
    skipped: 1,
    ms: { discover: 1, summarise: 2, link: 3, check: 4 },
    ruleMs: {},
    slow: [],
  },
  cancelled: false,
};

const render = (format: Format, change: Partial<ReportContext> = {}) =>
  renderReport(format, {
    result,
    version: "1.2.3",
    rules: [{ name: "no-bad", description: "Finds what is bad.", level: "error", family: "retries" }],
    documents: { "no-bad": "# no-bad\n" },
    textOf: path => (path === "src/a b#%.ts" ? TEXT : undefined),
    colour: false,
    quiet: false,
    ...change,
  });

describe("reports", () => {
  it("pretty: code with carets, the story, fixes and a summary", async () => {
    assert.equal(
      (await render("pretty")).split("\n\n")[1],
      [
        "error `BAD` loses, 100%, of data: all",
        "of it.  no-bad",
        "  at src/a b#%.ts:2:22",
        "  1 │ first",
        "  2 │  const wert = häufig(BAD); // 😀",
        "    │                      ^^^",
        "  3 │ last",
        "   1. It starts here.  src/größe.ts:1:1",
        "   fix: Write good",
      ].join("\n"),
    );
    const tail = (await render("pretty")).trimEnd().split("\n").slice(-4);
    assert.deepEqual(tail, [
      "note: c.ts, no-odd: no luck",
      "skipped: b.ts, because it is not readable",
      "",
      "1 error, 0 warnings, 1 advice in 1 file; 3 files checked, 1 suppressed. 1 finding can be fixed with --fix.",
    ]);
  });

  it("pretty: carets stand below wide characters, and control characters do not reach the terminal", async () => {
    const text = "数据 = '\u001b[31m' + BAD\n";
    const start = text.indexOf("BAD");
    const wide = {
      ...finding,
      start,
      end: start + 3,
      line: 1,
      column: start + 1,
      endLine: 1,
      endColumn: start + 4,
      related: [],
      fixes: [],
    };
    const report = await render("pretty", {
      result: { ...result, configProblems: [], findings: [wide] },
      textOf: () => text,
    });
    const [code, carets] = report.split("\n").filter(line => line.includes("│"));
    assert.ok(!report.includes("\u001b"));
    assert.equal(carets!.indexOf("^"), code!.indexOf("BAD") + 2);
  });

  it("keep a name in its line, and its signs from the terminal", async () => {
    const path = "a\nerror: forged\u001b[2J.ts";
    const findings = result.findings.map(one => ({
      ...one,
      path,
      related: one.related.map(step => ({ ...step, path })),
    }));
    const skipped = [{ path, because: "it is minified" }];
    const notes = result.notes.map(note => ({ ...note, path, message: "no\u001b[31m luck" }));
    const odd = { result: { ...result, findings, skipped, notes } };
    for (const format of ["pretty", "github", "agent", "jsonl"] as const) {
      const text = await render(format, odd);
      assert.doesNotMatch(text, /^error: forged/mu, format);
      if (format !== "github") assert.equal(text.includes("\u001b"), false, format);
    }
    assert.match(await render("agent", odd), /^a error: forged \[2J\.ts:2:22 error no-bad: /mu);
  });

  it("pretty: colours only when asked for", async () => {
    assert.match(await render("pretty", { colour: true }), /\u001b\[31m/u);
  });

  it("json: everything, and equal for equal scans", async () => {
    const slower = { ...result, stats: { ...result.stats, ms: { ...result.stats.ms, check: 9 } } };
    assert.equal(await render("json"), await render("json", { result: slower }));
    const report = JSON.parse(await render("json"));
    assert.deepEqual(Object.keys(report), [
      "version",
      "findings",
      "known",
      "suppressed",
      "skipped",
      "notes",
      "configProblems",
      "files",
      "cancelled",
    ]);
    assert.deepEqual(report.suppressed[0].directive, { line: 1, reason: "legacy" });
  });

  it("jsonl: the fixed contract", async () => {
    const [line] = (await render("jsonl")).split("\n");
    assert.deepEqual(JSON.parse(line!), {
      rule: "no-bad",
      level: "error",
      path: "src/a b#%.ts",
      line: 2,
      column: 22,
      endLine: 2,
      endColumn: 25,
      message: finding.message,
      related: [{ path: "src/größe.ts", line: 1, column: 1, message: "It starts here." }],
      fixes: [{ title: "Write good", kind: "safe" }],
      fingerprint: "0123456789abcdef",
    });
    assert.equal(await render("jsonl", { result: { ...result, findings: [] } }), "");
  });

  it("github: one command a line, with its signs escaped", async () => {
    assert.deepEqual((await render("github")).trimEnd().split("\n"), [
      "::error file=faultline.json,line=1,endLine=1,col=1,endColumn=2,title=faultline configuration::This is not valid JSON.",
      "::error file=src/a b#%25.ts,line=2,endLine=2,col=22,endColumn=25,title=faultline no-bad::`BAD` loses, 100%25, of data: all%0Aof it.%0A1. src/größe.ts:1: It starts here.",
      "::notice file=src/a b#%25.ts,line=2,endLine=2,col=22,endColumn=25,title=faultline no-odd::`BAD` loses, 100%25, of data: all%0Aof it.",
    ]);
  });

  it("sarif: what the standard requires", async () => {
    const log = JSON.parse(await render("sarif"));
    assert.equal(log.version, "2.1.0");
    const [run] = log.runs;
    assert.deepEqual(
      [run.tool.driver.name, run.tool.driver.version, run.columnKind],
      ["Faultline", "1.2.3", "utf16CodeUnits"],
    );
    assert.equal(run.originalUriBaseIds.ROOT.uri, "file:///srv/project/");
    const [rule] = run.tool.driver.rules;
    assert.deepEqual([rule.id, rule.help.markdown, rule.defaultConfiguration.level], ["no-bad", "# no-bad\n", "error"]);
    assert.ok(rule.help.text && rule.shortDescription.text && URL.canParse(rule.helpUri));
    const [first, second] = run.results;
    assert.deepEqual(
      [first.ruleId, first.ruleIndex, first.level, second.level, second.ruleIndex],
      ["no-bad", 0, "error", "note", undefined],
    );
    const [{ physicalLocation }] = first.locations;
    assert.deepEqual(physicalLocation, {
      artifactLocation: { uri: "src/a%20b%23%25.ts", uriBaseId: "ROOT" },
      region: { startLine: 2, startColumn: 22, endLine: 2, endColumn: 25 },
    });
    assert.deepEqual([first.relatedLocations[0].id, first.relatedLocations[0].message.text], [1, "It starts here."]);
    assert.deepEqual(first.fixes[0].artifactChanges[0].replacements, [
      {
        deletedRegion: { startLine: 2, startColumn: 22, endLine: 2, endColumn: 25 },
        insertedContent: { text: "good" },
      },
    ]);
    assert.deepEqual(first.partialFingerprints, { "faultline/v1": "0123456789abcdef" });
    const [invocation] = run.invocations;
    assert.equal(invocation.executionSuccessful, true);
    assert.deepEqual(
      invocation.toolExecutionNotifications.map((one: { level: string }) => one.level),
      ["error", "note"],
    );
    assert.equal(invocation.toolConfigurationNotifications[0].message.text, "This is not valid JSON.");
  });

  it("sarif: what is suppressed by a directive, with its reason", async () => {
    const { results } = JSON.parse(await render("sarif")).runs[0];
    assert.deepEqual(
      results.map((one: { suppressions: object[] }) => one.suppressions),
      [[], [], [{ kind: "inSource", status: "accepted", justification: "legacy" }]],
    );
    assert.ok(results.every((one: object) => !("baselineState" in one)));
    const plain = JSON.parse(await render("sarif", { result: { ...result, suppressed: [] } })).runs[0].results;
    assert.ok(plain.every((one: object) => !("suppressions" in one)));
  });

  it("sarif: what the baseline has", async () => {
    const [first, second] = result.findings;
    const known = { ...result, findings: [first!], known: [second!], baseline: { entries: 1, gone: 0 } };
    const { results } = JSON.parse(await render("sarif", { result: { ...known, suppressed: [] } })).runs[0];
    assert.deepEqual(
      results.map((one: { baselineState: string; suppressions: object[] }) => [one.baselineState, one.suppressions]),
      [
        ["new", []],
        ["unchanged", [{ kind: "external", status: "accepted" }]],
      ],
    );
  });

  it("pretty: how much of the baseline is found, and how much is gone", async () => {
    const about = async (gone: number) =>
      (await render("pretty", { result: { ...result, baseline: { entries: 12, gone } } })).split("\n").at(-2);
    assert.match((await about(0))!, /3 files checked, 1 suppressed, 12 in the baseline\./u);
    assert.match((await about(2))!, /12 in the baseline \(2 of them gone: `faultline baseline` takes them out\)\./u);
  });

  it("gitlab: equal code in two files has two fingerprints", async () => {
    const twice = [finding, { ...finding, path: "b.ts" }];
    const issues = JSON.parse(await render("gitlab", { result: { ...result, findings: twice } }));
    assert.notEqual(issues[0].fingerprint, issues[1].fingerprint);
  });

  it("gitlab: what its code quality report needs", async () => {
    const [first, second] = JSON.parse(await render("gitlab"));
    assert.match(first.fingerprint, /^[0-9a-f]{32}$/u);
    assert.deepEqual(first, {
      description: finding.message,
      check_name: "no-bad",
      fingerprint: first.fingerprint,
      severity: "critical",
      location: { path: "src/a b#%.ts", lines: { begin: 2, end: 2 } },
    });
    assert.equal(second.severity, "info");
  });

  it("junit: one suite a file, whatever signs are in it", async () => {
    const nasty = { ...finding, message: '<a> & "b" \u0007 ]]>' };
    const xml = await render("junit", { result: { ...result, findings: [nasty] } });
    assert.match(
      xml,
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="faultline 1.2.3" tests="1" failures="1">/u,
    );
    assert.match(xml, /<testsuite name="src\/a b#%.ts" tests="1" failures="1">/u);
    assert.match(xml, /message="&lt;a&gt; &amp; &quot;b&quot; \uFFFD \]\]&gt;"/u);
    assert.match(xml, /1\. src\/größe\.ts:1: It starts here\./u);
    assert.doesNotMatch(xml, /\u0007/u);
    const empty = await render("junit", { result: { ...result, findings: [] } });
    assert.match(empty, /<testsuite name="faultline" tests="1" failures="0">/u);
  });

  it("agent: a line a finding, its steps and its fix below", async () => {
    assert.deepEqual((await render("agent")).split("\n"), [
      "faultline.json:1:1 config This is not valid JSON.",
      "src/a b#%.ts:2:22 error no-bad: `BAD` loses, 100%, of data: all of it.",
      "  src/größe.ts:1 It starts here.",
      "  fix (safe): Write good",
      "src/a b#%.ts:2:22 advice no-odd: `BAD` loses, 100%, of data: all of it.",
      "note c.ts no luck",
      "",
    ]);
  });
});
