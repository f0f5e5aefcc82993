import type { Import, ImportedName, Span } from "../../ir/nodes.ts";
import { spanOf } from "./lowering.ts";
import type { Lowering } from "./lowering.ts";
import type { Py } from "./tree.ts";

/** One node per module of `import a.b as c, d`; the first begins at the keyword. */
export function lowerImport(low: Lowering, node: Py<"Import">): Import[] {
  const statement = spanOf(low, node);
  return node.names.map((alias, i) => {
    const span = spanOf(low, alias);
    const local = alias.asname ?? alias.name.split(".", 1)[0]!;
    const imported: ImportedName = { kind: "imported-name", ...span, imported: "*", local };
    const start = i === 0 ? statement.start : span.start;
    const end = i === node.names.length - 1 ? statement.end : span.end;
    const moduleSpan = { start: span.start, end: Math.min(span.start + alias.name.length, span.end) };
    return placed(low, { kind: "import", start, end, module: alias.name, moduleSpan, names: [imported] });
  });
}

/** `from ..package import name as local`; the module keeps its dots. */
export function lowerFromImport(low: Lowering, node: Py<"ImportFrom">): Import {
  const span = spanOf(low, node);
  const module = ".".repeat(node.level ?? 0) + (node.module ?? "");
  const names = node.names.map((alias): ImportedName => {
    const lowered: ImportedName = { kind: "imported-name", ...spanOf(low, alias), imported: alias.name };
    if (alias.asname !== undefined) lowered.local = alias.asname;
    else if (alias.name !== "*") lowered.local = alias.name;
    return lowered;
  });
  return placed(low, { kind: "import", ...span, module, moduleSpan: moduleSpan(low, span, node, module), names });
}

/** Whether the import is for types only, or runs only when its function does. */
function placed(low: Lowering, lowered: Import): Import {
  if (low.typeChecking) lowered.typeOnly = true;
  if (low.enclosing) lowered.dynamic = true;
  return lowered;
}

/** Between `from` and `import`; blanks may stand between the dots and the name. */
function moduleSpan(low: Lowering, { start }: Span, node: Py<"ImportFrom">, module: string): Span {
  const { source } = low;
  const first = source.skipBlank(start + "from".length);
  let end = first;
  for (let dots = node.level ?? 0, at = first; dots > 0; dots--, at = source.skipBlank(end)) end = at + 1;
  if (!node.module) return { start: first, end };
  for (const part of module.replace(/^\.+/, "").split(".")) {
    const from = source.text.charAt(source.skipBlank(end)) === "." && end > first ? source.skipBlank(end) + 1 : end;
    end = Math.max(end, source.identifierAt(from).end);
    if (part === "") break;
  }
  return { start: first, end };
}
