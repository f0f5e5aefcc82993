import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import * as whole from "typescript";
// @ts-expect-error -- a script of the build, without types
import { typescriptInParts } from "../../scripts/typescript-in-parts.mjs";
import { folderWith } from "../engine/temporary-folder.ts";
import { readFixtures } from "../catalog/fixtures.ts";

const root = new URL("../..", import.meta.url).pathname;

describe("the parser as it is bundled", () => {
  it("gives the trees of the whole compiler, without the compiler", async function () {
    this.timeout(120_000);
    const file = join(folderWith({}), "parser.cjs");
    await build({
      stdin: { contents: 'export { createSourceFile, forEachChild } from "typescript";', resolveDir: root },
      bundle: true,
      platform: "node",
      format: "cjs",
      outfile: file,
      plugins: [typescriptInParts()],
    });
    const parts = createRequire(import.meta.url)(file) as typeof whole;
    assert.doesNotMatch(readFileSync(file, "utf8"), /function createTypeChecker\(/u);
    const texts = readFixtures().flatMap(({ files }) => Object.entries(files));
    for (const [path, text] of texts.filter(([name]) => /\.[jt]sx?$/u.test(name)))
      for (const one of [text, text.slice(0, text.length / 2)])
        assert.equal(treeOf(parts, path, one), treeOf(whole, path, one), path);
  });
});

function treeOf(ts: typeof whole, path: string, text: string): string {
  const file = ts.createSourceFile(path, text, whole.ScriptTarget.Latest);
  const rows: unknown[] = [];
  const visit = (node: whole.Node) => {
    const { text: word } = node as whole.Identifier;
    rows.push(node.kind, node.pos, node.end, node.pos === node.end ? 0 : node.getStart(file), node.flags, word);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return JSON.stringify(rows);
}
