import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "vscode-languageserver";
import type { Finding } from "../rules/finding.ts";
import { languageOf } from "../rules/languages/language-of.ts";
import { loadDocuments, loadKnowledge } from "../server/engine/knowledge.ts";
import { toDiagnostic } from "../server/lsp/convert.ts";
import { readFixtures } from "./catalog/fixtures.ts";
import type { Files } from "./catalog/run-rules.ts";
import { runCli } from "./cli/run-cli.ts";
import type { ServerKnowledge } from "../server/lsp/session.ts";
import { pulling, TestEditor } from "./lsp/test-editor.ts";

const demo = join(import.meta.dirname, "demo");

/** Every fixture is a workspace; the demo is one more. */
const workspaces: { name: string; files: Files }[] = [
  ...readFixtures().map(({ name, files }) => ({ name, files })),
  { name: "demo", files: readTree(demo) },
];

describe("the command line and the language server agree", function () {
  this.timeout(60_000);
  let known: ServerKnowledge;
  before(async () => (known = { ruleDocuments: loadDocuments(), knowledge: await loadKnowledge() }));

  for (const { name, files } of workspaces)
    it(`on ${name}`, async () => {
      const editor = await TestEditor.start(files, pulling, { known });
      try {
        const { stdout } = await runCli("scan", editor.root, "--format", "json", "--preset", "audit", "--no-cache");
        const { findings } = JSON.parse(stdout) as { findings: Finding[] };
        for (const path of Object.keys(files)) {
          const language = languageOf(path);
          if (language === undefined || (language === "config" && !path.includes("wrangler."))) continue;
          await editor.open(path);
          const seen = await editor.pulled(path);
          const said = findings.filter(finding => finding.path === path).map(finding => diagnosticOf(finding, editor));
          assert.deepEqual(seen.map(comparable), said.map(comparable));
        }
      } finally {
        await editor.stop();
      }
    });
});

function diagnosticOf(finding: Finding, editor: TestEditor) {
  return toDiagnostic(finding, {
    features: { relatedInformation: true, codeDescription: false },
    uriOf: path => editor.uri(path),
    documentAddress: () => undefined,
  });
}

/** Without the address of the document, and with the start of related places only: the JSON format gives no end. */
function comparable({ codeDescription: _, relatedInformation, ...rest }: Diagnostic) {
  const related = relatedInformation?.map(({ location, message }) => [location.uri, location.range.start, message]);
  return { ...rest, related };
}

function readTree(root: string): Files {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(path => [path.slice(root.length + 1).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
  );
}
