/** Follows paths from file to file: imports, re-exports, aliases, factories, classes and their injected members. */
import { type AccessPath, libraryName, pathText } from "../semantics/access-path.ts";
import { type DefinedName, Definitions } from "./definitions.ts";
import { type FileTable, tableOf } from "./file-table.ts";
import { Modules } from "./modules.ts";
import { deepestModule } from "./python-modules.ts";
import { type DefinedClass, type DefinedFunction, Following } from "./following.ts";
import type { Resolution } from "./resolution.ts";
import type { ClassRecord, FileSummary, VariableRecord } from "./summary.ts";

const UNKNOWN: Resolution = { kind: "unknown" };
const MAX_DEPTH = 40;

export class Resolver {
  readonly modules: Modules;
  readonly #files: ReadonlyMap<string, FileSummary>;
  readonly #tables = new Map<FileSummary, FileTable>();
  /** By file, then by path. */
  readonly #memo = new Map<FileSummary, Map<string, Resolution>>();
  /** What others find in a file, by their steps: a module is asked for the same names by many. */
  readonly #given = new Map<FileSummary, Map<string, Resolution>>();
  readonly #following: Following;
  readonly #definitions: Definitions;

  constructor(files: ReadonlyMap<string, FileSummary>) {
    this.#files = files;
    this.modules = new Modules(files);
    this.#following = new Following((path, from, depth) => this.resolve(path, from, depth));
    this.#definitions = new Definitions(files, this.modules, file => this.#table(file));
  }

  /** Stops at the first definition that is not a plain alias. */
  resolve(path: AccessPath | undefined, from: FileSummary, depth = 0): Resolution {
    if (!path || depth > MAX_DEPTH) return UNKNOWN;
    let memo = this.#memo.get(from);
    if (!memo) this.#memo.set(from, (memo = new Map()));
    const key = pathText(path);
    const known = memo.get(key);
    if (known) return known;
    memo.set(key, UNKNOWN);
    const found = this.#start(path, from, depth);
    memo.set(key, found);
    return found;
  }

  /** The file's own text is another now; what other files can name in it is the same. */
  readAgain(file: FileSummary): void {
    this.#tables.delete(file);
    this.#memo.delete(file);
    this.#given.delete(file);
    this.#following.readAgain(file);
  }

  /** Goes on through variables' values, factories and classes to the library behind; undefined when there is none. */
  libraryNameOf(path: AccessPath | undefined, from: FileSummary): string | undefined {
    return this.#following.libraryNameOf(path, from);
  }

  /** The function that a call of `path` runs: a function, a method, a constructor is none. */
  functionOf(path: AccessPath | undefined, from: FileSummary): DefinedFunction | undefined {
    return this.#following.functionOf(path, from);
  }

  /** The class that a path names or makes an instance of. */
  classOf(path: AccessPath | undefined, from: FileSummary, depth = 0): DefinedClass | undefined {
    return this.#following.classOf(path, from, depth);
  }

  /** The file and top-level name that an imported name is defined under; a variable is not followed to its value. */
  definitionOf(path: AccessPath, from: FileSummary): DefinedName | undefined {
    return this.#definitions.of(path, from);
  }

  /** A top-level name by the file that defines it. */
  named(file: FileSummary, name: string): DefinedName {
    return this.#definitions.named(file, name);
  }

  #start(path: AccessPath, from: FileSummary, depth: number): Resolution {
    switch (path.root) {
      case "import":
        return this.#imported(path, from, depth);
      case "local":
        return this.#named(from, path.steps, depth);
      case "this":
        return this.#member(from, this.#table(from).classes.get(path.owner ?? ""), path.steps, depth);
      case "parameter":
        return this.#parameter(path, from, depth);
    }
  }

  #imported(path: AccessPath, from: FileSummary, depth: number): Resolution {
    if (from.language === "python") {
      const deeper = deepestModule(path, from, this.modules, module => this.#table(this.#files.get(module)!));
      if (deeper) {
        const file = this.#files.get(deeper.path)!;
        const rest = path.steps.slice(deeper.taken);
        return rest.length === 0 ? { kind: "module", file, rest } : this.#named(file, rest, depth + 1);
      }
    }
    const target = this.modules.resolve(path.module!, from);
    if (target === undefined) {
      const relative = path.module!.startsWith(".");
      return relative ? UNKNOWN : { kind: "library", name: libraryName(path)! };
    }
    const file = this.#files.get(target)!;
    return depth === 0 ? this.#givenBy(file, path.steps) : this.#named(file, path.steps, depth + 1, true);
  }

  /** Asked for outside of any other question only: within one, an answer may be a passing one. */
  #givenBy(file: FileSummary, steps: string[]): Resolution {
    let given = this.#given.get(file);
    if (!given) this.#given.set(file, (given = new Map()));
    const key = steps.join("");
    let found = given.get(key);
    if (!found) given.set(key, (found = this.#named(file, steps, 1, true)));
    return found;
  }

  /** A name of a file: exported when asked from outside, else any top-level one. */
  #named(file: FileSummary, steps: string[], depth: number, fromOutside = false, seen?: Set<string>): Resolution {
    if (depth > MAX_DEPTH) return UNKNOWN;
    const [step, ...rest] = steps;
    if (step === undefined || !step.startsWith(".")) return this.#moduleValue(file, steps, depth);
    const name = step.slice(1);
    const table = this.#table(file);
    if (fromOutside && file.language === "typescript") {
      const exported = this.#exported(file, name, rest, depth);
      if (exported) return exported;
    }
    const fn = table.functions.get(name);
    if (fn) return { kind: "function", file, value: fn, rest };
    const type = table.classes.get(name);
    if (type) return this.#instance(file, type, rest, depth);
    const variable = table.variables.get(name);
    if (variable) return this.#variable(file, variable, rest, depth);
    const imported = table.imports.get(name);
    if (imported) return this.resolve({ ...imported, steps: [...imported.steps, ...rest] }, file, depth + 1);
    return this.#starExports(file, name, rest, depth, seen ?? new Set()) ?? UNKNOWN;
  }

  #exported(file: FileSummary, name: string, rest: string[], depth: number): Resolution | undefined {
    for (const record of this.#table(file).exports.get(name) ?? []) {
      if (name === "*" && record.local === "*") continue;
      if (record.module !== undefined) {
        const steps = record.local === "*" ? rest : [`.${record.local}`, ...rest];
        return this.resolve({ root: "import", module: record.module, steps }, file, depth + 1);
      }
      if (record.local !== undefined && record.local !== name)
        return this.#named(file, [`.${record.local}`, ...rest], depth + 1);
      if (record.local === undefined && record.value)
        return this.resolve({ ...record.value, steps: [...record.value.steps, ...rest] }, file, depth + 1);
    }
    return undefined;
  }

  #starExports(
    file: FileSummary,
    name: string,
    rest: string[],
    depth: number,
    seen: Set<string>,
  ): Resolution | undefined {
    const { starExports, starImports } = this.#table(file);
    if (starExports.length + starImports.length === 0) return undefined;
    for (const module of [...starExports, ...starImports]) {
      const target = this.modules.resolve(module, file);
      if (target === undefined || seen.has(target)) continue;
      seen.add(target);
      const found = this.#named(this.#files.get(target)!, [`.${name}`, ...rest], depth + 1, true, seen);
      if (found.kind !== "unknown") return found;
    }
    return undefined;
  }

  /** The module itself as a value: `require("./x")` with `module.exports = …`, or a namespace. */
  #moduleValue(file: FileSummary, steps: string[], depth: number): Resolution {
    const [whole] = this.#table(file).exports.get("=") ?? [];
    if (whole?.local !== undefined) return this.#named(file, [`.${whole.local}`, ...steps], depth + 1);
    if (whole?.value) return this.resolve({ ...whole.value, steps: [...whole.value.steps, ...steps] }, file, depth + 1);
    return { kind: "module", file, rest: steps };
  }

  #variable(file: FileSummary, variable: VariableRecord, rest: string[], depth: number): Resolution {
    const value = variable.value;
    if (value && !value.steps.includes("()") && !(value.root === "local" && value.steps[0] === `.${variable.name}`)) {
      const found = this.resolve({ ...value, steps: [...value.steps, ...rest] }, file, depth + 1);
      if (found.kind !== "unknown") return found;
    }
    if (value?.steps.includes("()") && rest.length > 0) {
      const type = this.classOf(value, file, depth + 1);
      if (type) return this.#instance(type.file, type.value, ["()", ...rest], depth + 1);
    }
    return { kind: "variable", file, value: variable, rest };
  }

  /** A class with what is asked of it or of its instance. */
  #instance(file: FileSummary, type: ClassRecord, rest: string[], depth: number): Resolution {
    const steps = rest[0] === "()" ? rest.slice(1) : rest;
    if (steps.length === 0 || !steps[0]!.startsWith(".")) return { kind: "class", file, value: type, rest };
    const member = this.#member(file, type, steps, depth + 1);
    return member.kind === "unknown" ? { kind: "class", file, value: type, rest } : member;
  }

  #member(file: FileSummary, type: ClassRecord | undefined, steps: string[], depth: number): Resolution {
    if (!type || depth > MAX_DEPTH) return UNKNOWN;
    const [step, ...rest] = steps;
    const name = step?.slice(1) ?? "";
    const method = this.#table(file).functions.get(`${type.name}.${name}`);
    const got = method?.method === "getter" ? method.returns[0] : undefined;
    if (got && got.root !== "parameter")
      return this.resolve({ ...got, steps: [...got.steps, ...rest] }, file, depth + 1);
    if (method)
      return { kind: "function", file, value: method, rest: method.method === "getter" ? ["()", ...rest] : rest };
    const variable = type.members.find(member => member.name === name);
    if (variable?.value || variable?.constant) return this.#variable(file, variable, rest, depth);
    const injected =
      this.#table(file)
        .functions.get(`${type.name}.constructor`)
        ?.parameters.find(parameter => parameter.name === name)?.type ?? variable?.type;
    if (injected) return this.resolve({ ...injected, steps: [...injected.steps, "()", ...rest] }, file, depth + 1);
    for (const base of type.bases) {
      const parent = this.classOf(base, file, depth + 1);
      const found =
        parent && parent.value !== type ? this.#member(parent.file, parent.value, steps, depth + 1) : UNKNOWN;
      if (found.kind !== "unknown") return found;
    }
    return variable ? { kind: "variable", file, value: variable, rest } : UNKNOWN;
  }

  #parameter(path: AccessPath, from: FileSummary, depth: number): Resolution {
    const owner = this.#table(from).functions.get(path.owner ?? "");
    const parameter = owner?.parameters.find(one => `.${one.name}` === path.steps[0]);
    if (!parameter) return UNKNOWN;
    const rest = path.steps.slice(1);
    if (parameter.type) {
      const found = this.resolve(
        { ...parameter.type, steps: [...parameter.type.steps, "()", ...rest] },
        from,
        depth + 1,
      );
      if (found.kind !== "unknown") return found;
    }
    // `db = Depends(get_db)`: the value is what the dependency returns.
    const provided = parameter.default?.called ? parameter.default.arguments[0]?.value.path : undefined;
    if (provided) return this.resolve({ ...provided, steps: [...provided.steps, "()", ...rest] }, from, depth + 1);
    return UNKNOWN;
  }

  #table(file: FileSummary): FileTable {
    let table = this.#tables.get(file);
    if (!table) this.#tables.set(file, (table = tableOf(file)));
    return table;
  }
}
