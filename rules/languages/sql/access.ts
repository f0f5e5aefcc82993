import type { ComparedWith, FunctionAccess, QualifiedName } from "../../project/schema/schema-facts.ts";
import { child, isTreeNode, listOf, strings, text, walkTree, type TreeNode } from "./tree.ts";

/**
 * What one SQL statement does to tables, subqueries and CTEs included. A comparison with an unqualified column counts for
 * every table of its own query level: the parser does not know which one has the column.
 */
export function accessesOf(statement: TreeNode, args: ReadonlySet<string>): FunctionAccess[] {
  const accesses: FunctionAccess[] = [];
  const local = new Set<string>();
  walkTree(statement, (kind, node) => {
    if (kind === "CommonTableExpr") local.add(text(node, "ctename") ?? "");
  });
  walkTree(statement, (kind, node) => {
    if (kind === "SelectStmt") accesses.push(...selectAccesses(node, local, args));
    else if (kind === "InsertStmt") accesses.push(...insertAccesses(node, args));
    else if (kind === "UpdateStmt") accesses.push(...changeAccesses("update", node, local, args, "fromClause"));
    else if (kind === "DeleteStmt") accesses.push(...changeAccesses("delete", node, local, args, "usingClause"));
  });
  return accesses;
}

interface Source {
  table: QualifiedName;
  alias: string;
}

function selectAccesses(node: TreeNode, local: ReadonlySet<string>, args: ReadonlySet<string>): FunctionAccess[] {
  const sources = sourcesOf(node["fromClause"], local);
  const comparisons = [...comparisonsOf(node["whereClause"], args), ...comparisonsOf(node["fromClause"], args)];
  const locking = listOf(node, "lockingClause", "LockingClause")[0];
  return sources.map(source => ({
    table: source.table,
    kind: "read",
    compared: comparisonsFor(source, comparisons),
    written: [],
    ...(locking ? { lock: lockOf(locking) } : {}),
  }));
}

function changeAccesses(
  kind: "update" | "delete",
  node: TreeNode,
  local: ReadonlySet<string>,
  args: ReadonlySet<string>,
  others: string,
): FunctionAccess[] {
  const target = sourceOf(child(node, "relation"));
  if (!target) return [];
  const comparisons = [...comparisonsOf(node["whereClause"], args), ...comparisonsOf(node[others], args)];
  const written = listOf(node, "targetList", "ResTarget").flatMap(item => text(item, "name") ?? []);
  return [
    {
      table: target.table,
      kind,
      compared: comparisonsFor(target, comparisons),
      written: kind === "update" ? written : [],
      ...(kind === "update"
        ? { assigned: listOf(node, "targetList", "ResTarget").map(item => comparedWith(item["val"], args)) }
        : {}),
    },
    ...sourcesOf(node[others], local).map(source => ({
      table: source.table,
      kind: "read" as const,
      compared: comparisonsFor(source, comparisons),
      written: [],
    })),
  ];
}

function insertAccesses(node: TreeNode, args: ReadonlySet<string>): FunctionAccess[] {
  const target = sourceOf(child(node, "relation"));
  if (!target) return [];
  const written = listOf(node, "cols", "ResTarget").flatMap(item => text(item, "name") ?? []);
  const conflict = child(node, "onConflictClause");
  const rows = listOf(child(node, "selectStmt", "SelectStmt"), "valuesLists", "List");
  const row = rows.length === 1 ? rows[0]!["items"] : undefined;
  const values = Array.isArray(row) ? row : [];
  return [
    {
      table: target.table,
      kind: "insert",
      compared: written.map((column, i) => ({ column, with: comparedWith(values[i], args) })),
      written,
      ...(conflict ? { onConflict: conflictOf(conflict) } : {}),
    },
  ];
}

function conflictOf(conflict: TreeNode): NonNullable<FunctionAccess["onConflict"]> {
  return {
    action: text(conflict, "action") === "ONCONFLICT_NOTHING" ? "nothing" : "update",
    columns: listOf(child(conflict, "infer"), "indexElems", "IndexElem").flatMap(item => text(item, "name") ?? []),
  };
}

function lockOf(locking: TreeNode): FunctionAccess["lock"] {
  if (!/UPDATE/.test(text(locking, "strength") ?? "")) return "share";
  const wait = text(locking, "waitPolicy");
  return wait === "LockWaitSkip" ? "update skip locked" : wait === "LockWaitError" ? "update nowait" : "update";
}

/** Tables of a FROM list at this query level; subqueries in it are levels of their own. */
function sourcesOf(from: unknown, local: ReadonlySet<string>): Source[] {
  const sources: Source[] = [];
  walkTree(from, (kind, node) => {
    if (kind === "SelectStmt") return false;
    const source = kind === "RangeVar" ? sourceOf(node) : undefined;
    if (source && (source.table.schema !== undefined || !local.has(source.table.name))) sources.push(source);
    return undefined;
  });
  return sources;
}

function sourceOf(range: TreeNode | undefined): Source | undefined {
  const name = text(range, "relname");
  if (name === undefined) return undefined;
  const schema = text(range, "schemaname");
  const alias = text(child(range, "alias"), "aliasname") ?? name;
  return { table: schema === undefined ? { name } : { schema, name }, alias };
}

interface Comparison {
  column: string;
  qualifier?: string;
  with: ComparedWith;
}

/** Equalities that must hold: those below AND, not below OR or NOT. */
function comparisonsOf(root: unknown, args: ReadonlySet<string>): Comparison[] {
  const found: Comparison[] = [];
  walkTree(root, (kind, node) => {
    if (kind === "SelectStmt") return false;
    if (kind === "BoolExpr") return text(node, "boolop") === "AND_EXPR";
    if (kind !== "A_Expr" || strings(node, "name")[0] !== "=") return undefined;
    found.push(...sided(node["lexpr"], node["rexpr"], args));
    if (text(node, "kind") === "AEXPR_OP") found.push(...sided(node["rexpr"], node["lexpr"], args));
    return false;
  });
  return found;
}

function sided(columnSide: unknown, other: unknown, args: ReadonlySet<string>): Comparison[] {
  const reference = columnReference(columnSide);
  if (!reference || (reference.length === 1 && args.has(reference[0]!))) return [];
  const column = reference.at(-1)!;
  return [{ column, qualifier: reference.at(-2), with: comparedWith(other, args) }];
}

function comparedWith(value: unknown, args: ReadonlySet<string>): ComparedWith {
  if (!isTreeNode(value)) return { kind: "other" };
  const cast = child(value, "TypeCast");
  if (cast) return comparedWith(cast["arg"], args);
  const reference = columnReference(value);
  if (reference) {
    const name = reference.at(-1)!;
    return args.has(name) ? { kind: "argument", name } : { kind: "column", name: reference.join(".") };
  }
  const call = child(value, "FuncCall");
  if (call) return { kind: "call", name: strings(call, "funcname").join(".") };
  const constant = child(value, "A_Const");
  if (constant) return { kind: "constant", text: constantText(constant) };
  return selectedValue(value, args);
}

/** `(SELECT auth.uid())` is the call itself. */
function selectedValue(value: TreeNode, args: ReadonlySet<string>): ComparedWith {
  const select = child(child(value, "SubLink"), "subselect", "SelectStmt");
  const targets = listOf(select, "targetList", "ResTarget");
  if (!select || select["fromClause"] !== undefined || targets.length !== 1) return { kind: "other" };
  return comparedWith(targets[0]!["val"], args);
}

function constantText(constant: TreeNode): string {
  const inner =
    child(constant, "sval") ?? child(constant, "ival") ?? child(constant, "fval") ?? child(constant, "boolval");
  return String(
    inner ? (Object.values(inner)[0] ?? (constant["ival"] ? 0 : constant["boolval"] ? false : "")) : "null",
  );
}

function columnReference(value: unknown): string[] | undefined {
  if (!isTreeNode(value)) return undefined;
  const cast = child(value, "TypeCast");
  if (cast) return columnReference(cast["arg"]);
  const reference = child(value, "ColumnRef");
  const parts = reference ? strings(reference, "fields") : [];
  return parts.length > 0 ? parts : undefined;
}

function comparisonsFor(source: Source, comparisons: readonly Comparison[]): FunctionAccess["compared"] {
  return comparisons
    .filter(
      item => item.qualifier === undefined || item.qualifier === source.alias || item.qualifier === source.table.name,
    )
    .map(item => ({ column: item.column, with: item.with }));
}
