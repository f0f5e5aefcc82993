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

/** Megabytes per second of processor time, as other programs may run; the best of four runs in turn. */
function measureAll(): void {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const runs: [name: string, run: () => void, best: number][] = [
    ["py-ast alone", () => texts.forEach(parseQuietly), Infinity],
    ["parsePython", () => texts.forEach((text, i) => parsePython(text, files[i]!)), Infinity],
  ];
  for (let round = 0; round < 4; round++) {
    for (const entry of runs) {
      const before = process.cpuUsage();
      entry[1]();
      entry[2] = Math.min(entry[2], process.cpuUsage(before).user / 1e6);
    }
  }
  for (const [name, , seconds] of runs) console.log(`${name}: ${(megabytes / seconds).toFixed(2)} MB/s`);
  console.log(`ast.parse in pyodide: ${(megabytes / cpython.secondsToParse(texts)).toFixed(2)} MB/s`);
}

function parseQuietly(text: string): void {
  try {
    parse(text);
  } catch {
    // A file that the parser rejects is in the numbers of the comparison.
  }
}
