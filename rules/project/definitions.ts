/** Under which top-level name of which file an imported name is defined: through re-exports, not through values. */
import type { AccessPath } from "../semantics/access-path.ts";
import type { FileTable } from "./file-table.ts";
import type { Modules } from "./modules.ts";
import { deepestModule } from "./python-modules.ts";
import type { FileSummary } from "./summary.ts";

const MAX_DEPTH = 40;

export interface DefinedName {
  file: FileSummary;
  name: string;
}

export class Definitions {
  readonly #files: ReadonlyMap<string, FileSummary>;
  readonly #modules: Modules;
  readonly #tableOf: (file: FileSummary) => FileTable;

  constructor(files: ReadonlyMap<string, FileSummary>, modules: Modules, tableOf: (file: FileSummary) => FileTable) {
    this.#files = files;
    this.#modules = modules;
    this.#tableOf = tableOf;
  }

  /** Undefined for names of libraries and for namespaces. */
  of(path: AccessPath, from: FileSummary): DefinedName | undefined {
    return this.#definition(path, from, 0, new Set());
  }

  #definition(path: AccessPath, from: FileSummary, depth: number, seen: Set<string>): DefinedName | undefined {
    const [step] = path.steps;
    if (depth > MAX_DEPTH || !step?.startsWith(".")) return undefined;
    const name = step.slice(1);
    if (from.language === "python") {
      const deeper = deepestModule(path, from, this.#modules, module => this.#tableOf(this.#files.get(module)!));
      const next = deeper && path.steps[deeper.taken];
      if (deeper)
        return next?.startsWith(".")
          ? this.#defined(this.#files.get(deeper.path)!, next.slice(1), depth + 1, seen)
          : undefined;
    }
    const target = this.#modules.resolve(path.module!, from);
    return target === undefined ? undefined : this.#defined(this.#files.get(target)!, name, depth + 1, seen);
  }

  /** Modules that give each other on are asked once for a name: the ways through them are more than anybody can walk. */
  #defined(file: FileSummary, name: string, depth: number, seen: Set<string>): DefinedName | undefined {
    const key = `${file.path}\0${name}`;
    if (depth > MAX_DEPTH || seen.has(key)) return undefined;
    seen.add(key);
    const table = this.#tableOf(file);
    for (const record of file.exports) {
      if (record.exported !== name || record.local === undefined || record.local === "*") continue;
      if (record.module !== undefined)
        return this.#definition(
          { root: "import", module: record.module, steps: [`.${record.local}`] },
          file,
          depth + 1,
          seen,
        );
      if (record.local !== name) return this.#defined(file, record.local, depth + 1, seen);
    }
    if (table.functions.has(name) || table.classes.has(name) || table.variables.has(name)) return { file, name };
    const imported = table.imports.get(name);
    if (imported && imported.steps.length > 0) return this.#definition(imported, file, depth + 1, seen);
    for (const record of file.exports) {
      if (record.exported !== "*" || record.local !== "*" || record.module === undefined) continue;
      const path: AccessPath = { root: "import", module: record.module, steps: [`.${name}`] };
      const found = this.#definition(path, file, depth + 1, seen);
      if (found) return found;
    }
    return undefined;
  }
}
