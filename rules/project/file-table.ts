import type { AccessPath } from "../semantics/access-path.ts";
import type { ClassRecord, ExportRecord, FileSummary, FunctionRecord, VariableRecord } from "./summary.ts";

/** The top-level names of a file, by what they are. */
export interface FileTable {
  functions: Map<string, FunctionRecord>;
  classes: Map<string, ClassRecord>;
  variables: Map<string, VariableRecord>;
  imports: Map<string, AccessPath>;
  /** By the name that other files use, in source order. */
  exports: Map<string, ExportRecord[]>;
  /** Modules whose exports are all given on. */
  starExports: string[];
  /** Modules whose names are all taken in: `from x import *`. */
  starImports: string[];
}

export function tableOf(file: FileSummary): FileTable {
  const imports = new Map<string, AccessPath>();
  for (const record of file.imports)
    for (const name of record.names) {
      if (name.local === undefined) continue;
      const whole = file.language === "python" && name.imported === "*" && name.local === record.module.split(".")[0];
      imports.set(name.local, {
        root: "import",
        module: whole ? name.local : record.module,
        steps: name.imported === "*" ? [] : [`.${name.imported}`],
      });
    }
  const exports = new Map<string, ExportRecord[]>();
  for (const record of file.exports) {
    const same = exports.get(record.exported);
    if (same) same.push(record);
    else exports.set(record.exported, [record]);
  }
  return {
    functions: new Map(file.functions.map(fn => [fn.id, fn])),
    classes: new Map(file.classes.map(type => [type.name, type])),
    variables: new Map(file.variables.map(variable => [variable.name, variable])),
    imports,
    exports,
    starExports: (exports.get("*") ?? []).flatMap(({ local, module }) => (local === "*" ? (module ?? []) : [])),
    starImports: file.imports
      .filter(record => record.names.some(one => one.imported === "*" && one.local === undefined))
      .map(record => record.module),
  };
}
