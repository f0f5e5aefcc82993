import type { AccessPath } from "../semantics/access-path.ts";
import type { ClassRecord, FileSummary, FunctionRecord, VariableRecord } from "./summary.ts";

/** The top-level names of a file, by what they are. */
export interface FileTable {
  functions: Map<string, FunctionRecord>;
  classes: Map<string, ClassRecord>;
  variables: Map<string, VariableRecord>;
  imports: Map<string, AccessPath>;
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
  return {
    functions: new Map(file.functions.map(fn => [fn.id, fn])),
    classes: new Map(file.classes.map(type => [type.name, type])),
    variables: new Map(file.variables.map(variable => [variable.name, variable])),
    imports,
  };
}
