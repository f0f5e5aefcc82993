import type { AccessPath } from "../semantics/access-path.ts";
import type { FileTable } from "./file-table.ts";
import type { Modules } from "./modules.ts";
import type { FileSummary } from "./summary.ts";

const MAX_STEPS = 5;

/**
 * `import app.core.x; app.core.x.f()` and `from app.core import x`: the file of the longest run of steps that are modules,
 * and how many steps that takes. Undefined when the first step is no module.
 */
export function deepestModule(
  path: AccessPath,
  from: FileSummary,
  modules: Modules,
  tableOf: (module: string) => FileTable,
): { path: string; taken: number } | undefined {
  for (let taken = Math.min(path.steps.length, MAX_STEPS); taken > 0; taken--) {
    const names = path.steps.slice(0, taken);
    if (names.some(name => !name.startsWith("."))) continue;
    const module = path.module! + (path.module!.endsWith(".") ? names.join("").slice(1) : names.join(""));
    const found = modules.resolve(module, from);
    if (found === undefined) continue;
    const owner = taken === 1 ? modules.resolve(path.module!, from) : undefined;
    if (owner === undefined || !isShadowed(names[0]!.slice(1), tableOf(owner))) return { path: found, taken };
  }
  return undefined;
}

/** The package itself gives the name another value than its module: `from .push import push` in `__init__.py`. */
function isShadowed(name: string, table: FileTable): boolean {
  const imported = table.imports.get(name);
  return table.functions.has(name) || table.variables.has(name) || (imported !== undefined && imported.module !== ".");
}
