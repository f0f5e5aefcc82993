import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compareWithCPython } from "./compare-trees.ts";
import { loadCPython } from "./cpython.ts";
import type { CPython } from "./cpython.ts";

const TEST_FOLDER = fileURLToPath(new URL("../..", import.meta.url));
const CONSTRUCTS = fileURLToPath(new URL("constructs", import.meta.url));

describe("Python trees are CPython's", function () {
  this.timeout(60_000);
  let cpython: CPython;

  before(async () => {
    cpython = await loadCPython();
  });

  const LAYOUTS: [string, (text: string) => string][] = [
    ["line feeds", text => text],
    ["carriage returns and line feeds", text => text.replace(/\n/g, "\r\n")],
    ["carriage returns", text => text.replace(/\n/g, "\r")],
    ["a byte order mark", text => `\ufeff${text}`],
    ["no final line break", text => text.replace(/\n+$/, "")],
    ["a name of three bytes", text => text.replace(/(?<![bB]["'])\bx\b/g, "ẍ")],
  ];

  for (const file of pythonFiles(CONSTRUCTS)) {
    for (const [layout, change] of LAYOUTS) {
      it(`${relative(CONSTRUCTS, file)} with ${layout}`, () => {
        assertIdentical(cpython, change(readFileSync(file, "utf8")));
      });
    }
  }

  it("every fixture that CPython accepts", () => {
    for (const file of pythonFiles(TEST_FOLDER)) {
      const verdict = compareWithCPython(cpython, readFileSync(file, "utf8"));
      if (verdict.kind === "rejected-by-cpython") continue;
      assert.equal(verdict.kind, "identical", `${relative(TEST_FOLDER, file)}: ${JSON.stringify(verdict)}`);
    }
  });
});

function assertIdentical(cpython: CPython, text: string): void {
  const verdict = compareWithCPython(cpython, text);
  assert.equal(verdict.kind, "identical", JSON.stringify(verdict, undefined, 1));
}

function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && entry.name.endsWith(".py") && !entry.parentPath.includes("node_modules"))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}
