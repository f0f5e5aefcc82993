import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

/** A node of CPython's tree; places are UTF-16 offsets, absent on nodes that have none. */
export interface ReferenceNode {
  type: string;
  start?: number;
  end?: number;
  fields: Record<string, ReferenceValue>;
}

/** A constant is a pair of its Python type and its text. */
export type ReferenceValue = ReferenceNode | ReferenceValue[] | string | number | null;

export interface CPython {
  version: string;
  /** The tree, or the reason why CPython rejects the text. `text` without byte order mark. */
  tree(text: string): { tree: ReferenceNode } | { rejected: string };
  /** Processor time of `ast.parse` over all texts, in seconds. */
  secondsToParse(texts: readonly string[]): number;
}

/** CPython itself, compiled to WebAssembly: the reference that our Python trees are compared with. Takes 2 seconds. */
export async function loadCPython(): Promise<CPython> {
  const pyodide = await loadPyodide();
  pyodide.runPython(readFileSync(new URL("cpython-tree.py", import.meta.url), "utf8"));
  const tree = pyodide.globals.get("tree") as (text: string) => string;
  const parseAll = pyodide.globals.get("parse_all") as (texts: unknown) => void;
  return {
    version: pyodide.runPython("import sys; sys.version.split()[0]") as string,
    tree(text) {
      const json = tree(text);
      return json.startsWith("!") ? { rejected: json.slice(1) } : { tree: JSON.parse(json) as ReferenceNode };
    },
    secondsToParse(texts) {
      const list: unknown = pyodide.toPy(texts);
      const before = process.cpuUsage();
      parseAll(list);
      return process.cpuUsage(before).user / 1e6;
    },
  };
}
