import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LineIndex } from "../../rules/ir/lines.ts";
import { parsePython } from "../../rules/languages/python/parse.ts";
import { loadSqlParser, parseSql } from "../../rules/languages/sql/parse.ts";
import { parseTypeScript } from "../../rules/languages/typescript/parse.ts";
import { readDirectives } from "../../rules/project/directives.ts";

const COMMENTS = {
  ts: (text: string) => parseTypeScript(text, "a.ts").comments,
  py: (text: string) => parsePython(text, "a.py").comments,
  sql: (text: string) => parseSql(text).comments,
};

/** One line for each directive: `kind names -- reason | until @line→target`. */
function read(text: string, language: keyof typeof COMMENTS = "ts"): string[] {
  return readDirectives(COMMENTS[language](text), new LineIndex(text), text).map(one => {
    const reason = one.reason === undefined ? "" : ` -- ${one.reason}`;
    const until = one.until === undefined ? "" : ` | ${one.until}`;
    return `${one.kind} ${one.names.join("+")}${reason}${until} @${one.place.line}→${one.targetLine}`;
  });
}

describe("directives in comments", () => {
  before(loadSqlParser);

  it("reads them in all comment styles", () => {
    assert.deepEqual(read("// faultline-disable-next-line a, b -- why not\nx();\n"), [
      "disable-next-line a+b -- why not @1→2",
    ]);
    assert.deepEqual(read("/* faultline-disable-next-line a -- why */\nx();\n"), ["disable-next-line a -- why @1→2"]);
    assert.deepEqual(read("# faultline-disable-next-line a -- why\nx()\n", "py"), ["disable-next-line a -- why @1→2"]);
    assert.deepEqual(read("-- faultline-disable-next-line a -- why\nselect 1;\n", "sql"), [
      "disable-next-line a -- why @1→2",
    ]);
  });

  it("reads every kind", () => {
    assert.deepEqual(
      read(
        "/* faultline-disable */\nx(); // faultline-disable-line a\n/* faultline-enable */\n// faultline-disable-file b -- generated\n",
      ),
      ["disable  @1→1", "disable-line a @2→2", "enable  @3→3", "disable-file b -- generated @4→4"],
    );
  });

  it("reads reasons and dates", () => {
    const one = (rest: string) => read(`// faultline-disable-line a${rest}\n`)[0];
    assert.equal(one(" -- nightly report, until 2027-01-31"), "disable-line a -- nightly report | 2027-01-31 @1→1");
    assert.equal(one(" -- until 2027-01-31"), "disable-line a | 2027-01-31 @1→1");
    assert.equal(one(", b until 2027-01-31"), "disable-line a+b | 2027-01-31 @1→1");
    assert.equal(one(" -- kept until someone asks"), "disable-line a -- kept until someone asks @1→1");
    assert.equal(one(" --"), "disable-line a @1→1");
    assert.equal(one(" — a dash of another kind"), "disable-line a -- a dash of another kind @1→1");
  });

  it("reads annotations for the next line of code, or their own", () => {
    assert.deepEqual(read("# faultline: idempotent -- fn_claim_job is atomic\n# and more\ndef f(): pass\n", "py"), [
      "annotation idempotent -- fn_claim_job is atomic @1→3",
    ]);
    assert.deepEqual(read("f()  # faultline: idempotent\n", "py"), ["annotation idempotent @1→1"]);
    assert.deepEqual(read("-- faultline: global-table\ncreate table t (id int);\n", "sql"), [
      "annotation global-table @1→2",
    ]);
  });

  it("skips directives stacked below, and reads lines of block comments", () => {
    assert.deepEqual(
      read("  // faultline-disable-next-line a -- x\n  // faultline-disable-next-line b -- y\n  f();\n"),
      ["disable-next-line a -- x @1→3", "disable-next-line b -- y @2→3"],
    );
    assert.deepEqual(read("/**\n * Words.\n * faultline-disable-next-line a -- x\n */\nf();\n"), [
      "disable-next-line a -- x @3→5",
    ]);
  });

  it("takes nothing else for a directive", () => {
    for (const text of [
      "// see faultline-disable-line a",
      "// faultline-disabled a",
      "// faultline",
      "// faultline:",
      "const a = '// faultline-disable-line a';",
    ]) {
      assert.deepEqual(read(`${text}\n`), [], text);
    }
  });
});
