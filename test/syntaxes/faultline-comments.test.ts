import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, it, before } from "mocha";
import * as oniguruma from "vscode-oniguruma";
import * as textmate from "vscode-textmate";
import type { IGrammar, IRawGrammar } from "vscode-textmate";

const injection = new URL("../../syntaxes/faultline-comments.tmLanguage.json", import.meta.url);
const injected = "faultline.comments.injection";

/** Hosts that know only what matters here: what a comment is. The editor's own grammars use the same comment scopes. */
const hosts: Record<string, object[]> = {
  "source.ts": [
    { name: "string.quoted.ts", match: '"[^"]*"' },
    { name: "comment.line.double-slash.ts", begin: "//", end: "(?=$)" },
    { name: "comment.block.ts", begin: "/\\*", end: "\\*/" },
  ],
  "source.python": [
    { name: "string.quoted.python", match: '"[^"]*"' },
    { name: "comment.line.number-sign.python", begin: "#", end: "\\n" },
  ],
  "source.sql": [{ name: "comment.line.double-dash.sql", begin: "--", end: "\\n" }],
};

describe("grammar of directives and annotations", () => {
  let registry: textmate.Registry;

  before(async () => {
    const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
    await oniguruma.loadWASM((await readFile(wasm)).buffer as ArrayBuffer);
    registry = new textmate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: sources => new oniguruma.OnigScanner(sources),
        createOnigString: text => new oniguruma.OnigString(text),
      }),
      loadGrammar: async scopeName =>
        scopeName === injected
          ? textmate.parseRawGrammar(await readFile(injection, "utf8"), "grammar.json")
          : ({ scopeName, patterns: hosts[scopeName], repository: {} } as unknown as IRawGrammar),
      getInjections: scopeName => (scopeName in hosts ? [injected] : undefined),
    });
  });

  /** Text → the most special scope of ours on it, for every piece that we colour. */
  async function colours(scopeName: string, line: string): Promise<[string, string][]> {
    const grammar: IGrammar | null = await registry.loadGrammar(scopeName);
    assert.ok(grammar);
    return grammar
      .tokenizeLine(line, textmate.INITIAL)
      .tokens.map(token => [
        line.slice(token.startIndex, token.endIndex).trim(),
        token.scopes.findLast(scope => scope.endsWith(".faultline") && !scope.startsWith("meta.")) ?? "",
      ])
      .filter((pair): pair is [string, string] => pair[0] !== "" && pair[1] !== "");
  }

  for (const [scopeName, mark] of [
    ["source.ts", "//"],
    ["source.python", "#"],
    ["source.sql", "--"],
  ] as const) {
    it(`colours a directive with rules, reason and date in ${scopeName}`, async () => {
      const line = `${mark} faultline-disable-next-line require-tenant-filter, no-uncapped-backoff -- nightly report, until 2027-01-31`;
      assert.deepEqual(await colours(scopeName, line), [
        ["faultline-disable-next-line", "keyword.control.directive.faultline"],
        ["require-tenant-filter", "entity.name.tag.rule.faultline"],
        [",", "punctuation.separator.list.faultline"],
        ["no-uncapped-backoff", "entity.name.tag.rule.faultline"],
        ["--", "punctuation.definition.reason.faultline"],
        ["nightly report", "string.unquoted.reason.faultline"],
        [",", "string.unquoted.reason.faultline"],
        ["until", "keyword.control.until.faultline"],
        ["2027-01-31", "constant.numeric.date.faultline"],
      ]);
    });

    it(`colours an annotation in ${scopeName}`, async () => {
      assert.deepEqual(await colours(scopeName, `${mark} faultline: idempotent -- fn_claim_job is atomic`), [
        ["faultline", "keyword.control.annotation.faultline"],
        [":", "punctuation.separator.annotation.faultline"],
        ["idempotent", "entity.name.tag.fact.faultline"],
        ["--", "punctuation.definition.reason.faultline"],
        ["fn_claim_job is atomic", "string.unquoted.reason.faultline"],
      ]);
    });
  }

  it("ends with a block comment and leaves the code behind it alone", async () => {
    assert.deepEqual(
      await colours("source.ts", "/* faultline-disable no-unenforced-limiter -- mounted by the CDN */ run();"),
      [
        ["faultline-disable", "keyword.control.directive.faultline"],
        ["no-unenforced-limiter", "entity.name.tag.rule.faultline"],
        ["--", "punctuation.definition.reason.faultline"],
        ["mounted by the CDN", "string.unquoted.reason.faultline"],
      ],
    );
  });

  it("colours every kind of directive", async () => {
    for (const kind of ["disable", "enable", "disable-line", "disable-next-line", "disable-file"]) {
      assert.deepEqual(await colours("source.python", `# faultline-${kind}`), [
        [`faultline-${kind}`, "keyword.control.directive.faultline"],
      ]);
    }
  });

  it("colours nothing in strings, in prose and in words that only look alike", async () => {
    for (const line of [
      'const text = "// faultline-disable-line x-y";',
      "// see faultline-disable-next-line in the handbook",
      "// faultline-disabled require-tenant-filter",
      "// eslint-disable-next-line no-console -- until 2027-01-31",
    ]) {
      assert.deepEqual(await colours("source.ts", line), [], line);
    }
  });
});
