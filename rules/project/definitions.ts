/** Under which top-level name of which file an imported name is defined: through re-exports, not through values. */
import type { AccessPath } from "../semantics/access-path.ts";
import type { FileTable } from "./file-table.ts";
import type { Modules } from "./modules.ts";
import { deepestModule } from "./python-modules.ts";
import type { FileSummary } from "./summary.ts";

const MAX_DEPTH = 40;

/** One object for one name, so that it can be a key. */
export interface DefinedName {
  file: FileSummary;
  name: string;
}

export class Definitions {
  readonly #files: ReadonlyMap<string, FileSummary>;
  readonly #modules: Modules;
  readonly #tableOf: (file: FileSummary) => FileTable;
  readonly #names = new Map<FileSummary, Map<string, DefinedName>>();
  /** What was found, by the file that is asked for the name. */
  readonly #found = new Map<FileSummary, Map<string, DefinedName | undefined>>();

  constructor(files: ReadonlyMap<string, FileSummary>, modules: Modules, tableOf: (file: FileSummary) => FileTable) {
    this.#files = files;
    this.#modules = modules;
    this.#tableOf = tableOf;
  }

  /** Undefined for names of libraries and for namespaces. */
  of(path: AccessPath, from: FileSummary): DefinedName | undefined {
    const asked = this.#asked(path, from);
    if (!asked) return undefined;
    let found = this.#found.get(asked.file);
    if (!found) this.#found.set(asked.file, (found = new Map()));
    if (!found.has(asked.name)) found.set(asked.name, this.#defined(asked.file, asked.name, 1, new Set()));
    return found.get(asked.name);
  }

  /** A name by the file that defines it. */
  named(file: FileSummary, name: string): DefinedName {
    let names = this.#names.get(file);
    if (!names) this.#names.set(file, (names = new Map()));
    let known = names.get(name);
    if (!known) names.set(name, (known = { file, name }));
    return known;
  }

  #definition(path: AccessPath, from: FileSummary, depth: number, seen: Set<string>): DefinedName | undefined {
    const asked = depth > MAX_DEPTH ? undefined : this.#asked(path, from);
    return asked && this.#defined(asked.file, asked.name, depth + 1, seen);
  }

  /** The file that is asked for a name of its own or one that it gives on. */
  #asked(path: AccessPath, from: FileSummary): { file: FileSummary; name: string } | undefined {
    const [step] = path.steps;
    if (!step?.startsWith(".")) return undefined;
    if (from.language === "python") {
      const deeper = deepestModule(path, from, this.#modules, module => this.#tableOf(this.#files.get(module)!));
      if (deeper) {
        const next = path.steps[deeper.taken];
        return next?.startsWith(".") ? { file: this.#files.get(deeper.path)!, name: next.slice(1) } : undefined;
      }
    }
    const target = this.#modules.resolve(path.module!, from);
    return target === undefined ? undefined : { file: this.#files.get(target)!, name: step.slice(1) };
  }

  /** Modules that give each other on are asked once for a name: the ways through them are more than anybody can walk. */
  #defined(file: FileSummary, name: string, depth: number, seen: Set<string>): DefinedName | undefined {
    const key = `${file.path}\0${name}`;
    if (depth > MAX_DEPTH || seen.has(key)) return undefined;
    seen.add(key);
    const table = this.#tableOf(file);
    for (const record of table.exports.get(name) ?? []) {
      if (record.local === undefined || record.local === "*") continue;
      if (record.module !== undefined)
        return this.#definition(
          { root: "import", module: record.module, steps: [`.${record.local}`] },
          file,
          depth + 1,
          seen,
        );
      if (record.local !== name) return this.#defined(file, record.local, depth + 1, seen);
    }
    if (table.functions.has(name) || table.classes.has(name) || table.variables.has(name))
      return this.named(file, name);
    const imported = table.imports.get(name);
    if (imported && imported.steps.length > 0) return this.#definition(imported, file, depth + 1, seen);
    for (const module of table.starExports) {
      const path: AccessPath = { root: "import", module, steps: [`.${name}`] };
      const found = this.#definition(path, file, depth + 1, seen);
      if (found) return found;
    }
    return undefined;
  }
}
