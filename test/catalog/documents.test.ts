import assert from "node:assert/strict";
import { rules } from "../../rules/catalog/index.ts";
import { documents } from "../../rules/catalog/documents.ts";
import { type Files, runRules } from "./run-rules.ts";

const ENDINGS: Record<string, string> = { ts: "ts", tsx: "tsx", js: "js", py: "py", sql: "sql", toml: "toml" };

/** Code fences of a document that are examples: ```ts bad … ``` */
function examplesOf(document: string): { verdict: "bad" | "good"; files: Files; line: number }[] {
  return [...document.matchAll(/^```(\w+) (bad|good)\n([\s\S]*?)^```/gmu)].map(match => ({
    verdict: match[2] as "bad" | "good",
    files: split(match[3]!, `example.${ENDINGS[match[1]!] ?? match[1]!}`),
    line: document.slice(0, match.index).split("\n").length,
  }));
}

/** `// file: path` lines start the files of one project. */
function split(text: string, name: string): Files {
  const files: Files = {};
  let path = name;
  for (const line of text.split("\n")) {
    const header = /^(?:\/\/|#|--) file: (\S+)\s*$/u.exec(line);
    if (header) path = header[1]!;
    else files[path] = (files[path] ?? "") + line + "\n";
  }
  return files;
}

describe("examples of the rule documents", () => {
  for (const rule of rules) {
    const { name } = rule.definition;
    const examples = examplesOf(documents[name] ?? "");
    it(`${name} has examples of both kinds`, () => {
      assert.ok(examples.some(example => example.verdict === "bad"));
      assert.ok(examples.some(example => example.verdict === "good"));
    });
    for (const example of examples)
      it(`${name}.md:${example.line} is ${example.verdict}`, async () => {
        const { findings } = await runRules(example.files, [rule]);
        if (example.verdict === "bad") assert.ok(findings.length > 0, "nothing is reported");
        else
          assert.deepEqual(
            findings.map(finding => finding.message),
            [],
          );
      });
  }
});
