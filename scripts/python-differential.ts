/**
 * Compares our Python trees with CPython's over all `.py` files of folders, and the speed of the parsers:
 *
 *     npx tsx scripts/python-differential.ts <folder>…
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "py-ast";
import { parsePython } from "../rules/languages/python/parse.ts";
import { compareWithCPython } from "../test/languages/python/compare-trees.ts";
import { loadCPython } from "../test/languages/python/cpython.ts";

const files = process.argv.slice(2).flatMap(pythonFiles);
const texts = files.map(file => readFileSync(file, "utf8"));
const cpython = await loadCPython();

compareAll();
measureAll();

function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && entry.name.endsWith(".py"))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

function compareAll(): void {
  const counts: Record<string, number> = {};
  let nodes = 0;
  for (const [i, text] of texts.entries()) {
    const verdict = compareWithCPython(cpython, text);
    counts[verdict.kind] = (counts[verdict.kind] ?? 0) + 1;
    if (verdict.kind === "identical") nodes += verdict.nodes;
    else if (verdict.kind === "different") console.log(files[i], verdict.differences.slice(0, 5));
    else console.log(files[i], verdict);
  }
  console.log(`CPython ${cpython.version}: ${files.length} files, ${nodes} nodes in identical trees`, counts);
}

/** Median of three runs after one to warm up. */
function measureAll(): void {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const speed = (run: () => void): string => {
    const seconds = [0, 1, 2, 3].map(() => {
      const start = performance.now();
      run();
      return (performance.now() - start) / 1000;
    });
    return `${(megabytes / seconds.slice(1).sort((a, b) => a - b)[1]!).toFixed(2)} MB/s`;
  };
  console.log(`py-ast alone: ${speed(() => texts.forEach(parseQuietly))}`);
  console.log(`parsePython:  ${speed(() => texts.forEach((text, i) => parsePython(text, files[i]!)))}`);
  console.log(`ast.parse in pyodide: ${(megabytes / cpython.secondsToParse(texts)).toFixed(2)} MB/s`);
}

function parseQuietly(text: string): void {
  try {
    parse(text);
  } catch {
    // A file that the parser rejects is in the numbers of the comparison.
  }
}
