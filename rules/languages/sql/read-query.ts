import type { SqlCondition, SqlQuery, SqlValue } from "../../semantics/sql-reading.ts";
import { parseFragment } from "./parse.ts";
import { child, isTreeNode, list, listOf, strings, text, walkTree, type TreeNode } from "./tree.ts";

/** A statement in code, by Postgres' own parser: joins, common table expressions and subqueries are followed to their tables. */
export function readQuery(source: string): SqlQuery | undefined {
  const statements = parseFragment(source.replace(/`(\w+)`/gu, '"$1"'));
  const [statement] = statements ?? [];
  if (!statement || statements!.length !== 1) return undefined;
  const scope = commonTables(statement.node, new Map());
  switch (statement.kind) {
    case "SelectStmt": {
      const level = selectLevel(statement.node, scope);
      return level.table && queryOf("select", level);
    }
    case "InsertStmt":
      return insertOf(statement.node);
    case "UpdateStmt":
      return changeOf("update", statement.node, scope, "fromClause");
    case "DeleteStmt":
      return changeOf("delete", statement.node, scope, "usingClause");
    default:
      return undefined;
  }
}

/** The tables of one FROM list and what must hold for their rows. */
interface Level {
  table?: { name: string; schema?: string };
  others: string[];
  conditions: SqlCondition[];
  open: boolean;
}

type Scope = ReadonlyMap<string, Level>;

/** A name of the FROM list: the table behind it, "" for the first. */
type Aliases = Map<string, string>;

function queryOf(operation: SqlQuery["operation"], level: Level): SqlQuery {
  const { table, others, conditions, open } = level;
  return {
    operation,
    table: table!.name,
    ...(table!.schema === undefined ? {} : { schema: table!.schema }),
    others: [...new Set(others)],
    conditions,
    open,
  };
}

function commonTables(statement: TreeNode, outer: Scope): Scope {
  const scope = new Map(outer);
  for (const common of listOf(child(statement, "withClause"), "ctes", "CommonTableExpr")) {
    const query = child(common, "ctequery");
    const [kind, node] = query ? (Object.entries(query)[0] ?? []) : [];
    if (!isTreeNode(node)) continue;
    const inner = commonTables(node, scope);
    const level =
      kind === "SelectStmt"
        ? selectLevel(node, inner)
        : // What an INSERT gives back are the rows that it has just made.
          {
            others: [],
            conditions: [],
            open: true,
            ...(kind === "InsertStmt" ? {} : changeLevel(node, inner, othersOf(kind))),
          };
    scope.set(text(common, "ctename") ?? "", level);
  }
  return scope;
}

function othersOf(kind: string | undefined): string {
  return kind === "DeleteStmt" ? "usingClause" : "fromClause";
}

function selectLevel(node: TreeNode, outer: Scope): Level {
  const scope = commonTables(node, outer);
  if ((text(node, "op") ?? "SETOP_NONE") !== "SETOP_NONE") {
    const [left, right] = [child(node, "larg"), child(node, "rarg")];
    const arms = [left, right].flatMap(arm => (arm ? [selectLevel(arm, scope)] : []));
    return {
      ...arms[0]!,
      others: arms.flatMap((arm, i) => [...(i > 0 && arm.table ? [arm.table.name] : []), ...arm.others]),
      conditions: [{ any: arms.map(arm => arm.conditions) }],
      open: arms.some(arm => arm.open),
    };
  }
  const level: Level = { others: [], conditions: [], open: false };
  const aliases: Aliases = new Map();
  for (const item of list(node, "fromClause")) addSource(item, level, aliases, scope);
  addCondition(child(node, "whereClause"), level, aliases, scope);
  return level;
}

function changeLevel(node: TreeNode, scope: Scope, others: string): Level | undefined {
  const relation = child(node, "relation");
  if (!relation) return undefined;
  const level: Level = { others: [], conditions: [], open: false };
  const aliases: Aliases = new Map();
  addTable(relation, level, aliases, scope);
  for (const item of list(node, others)) addSource(item, level, aliases, scope);
  addCondition(child(node, "whereClause"), level, aliases, scope);
  return level.table ? level : undefined;
}

function changeOf(operation: "update" | "delete", node: TreeNode, scope: Scope, others: string): SqlQuery | undefined {
  const level = changeLevel(node, scope, others);
  if (!level) return undefined;
  const written = listOf(node, "targetList", "ResTarget").map(item => ({
    column: text(item, "name") ?? "",
    value: valueOf(item["val"]),
  }));
  return { ...queryOf(operation, level), ...(operation === "update" ? { written } : {}) };
}

function insertOf(node: TreeNode): SqlQuery | undefined {
  const relation = child(node, "relation");
  const name = text(relation, "relname");
  if (name === undefined) return undefined;
  const columns = listOf(node, "cols", "ResTarget").map(item => text(item, "name") ?? "");
  const rows = listOf(child(node, "selectStmt", "SelectStmt"), "valuesLists", "List");
  const items = rows[0]?.["items"];
  const row = Array.isArray(items) && columns.length > 0 ? items : undefined;
  const schema = text(relation, "schemaname");
  const updates = text(child(node, "onConflictClause"), "action") === "ONCONFLICT_UPDATE";
  return {
    operation: updates ? "upsert" : "insert",
    table: name,
    ...(schema === undefined ? {} : { schema }),
    others: [],
    conditions: [],
    ...(row ? { written: columns.map((column, i) => ({ column, value: valueOf(row[i]) })) } : {}),
    open: false,
  };
}

function addSource(item: TreeNode, level: Level, aliases: Aliases, scope: Scope, optional = false): void {
  const range = child(item, "RangeVar");
  if (range) return addTable(range, level, aliases, scope);
  const join = child(item, "JoinExpr");
  if (join) {
    const type = text(join, "jointype");
    const [left, right] = [child(join, "larg"), child(join, "rarg")];
    if (left) addSource(left, level, aliases, scope, optional);
    if (right) addSource(right, level, aliases, scope, optional || type === "JOIN_LEFT");
    // The condition of an outer join keeps no row of its left side away.
    if (type === undefined || type === "JOIN_INNER") addCondition(child(join, "quals"), level, aliases, scope);
    else if (type !== "JOIN_LEFT") level.open = true;
    return;
  }
  const select = child(child(item, "RangeSubselect"), "subquery", "SelectStmt");
  const alias = text(child(child(item, "RangeSubselect"), "alias"), "aliasname") ?? "";
  if (select) addLevel(selectLevel(select, scope), alias, level, aliases, optional);
  else if (child(item, "RangeFunction") === undefined) level.open = true;
}

function addTable(range: TreeNode, level: Level, aliases: Aliases, scope: Scope): void {
  const name = text(range, "relname") ?? "";
  const schema = text(range, "schemaname");
  const alias = text(child(range, "alias"), "aliasname") ?? name;
  const common = schema === undefined ? scope.get(name) : undefined;
  if (common) return addLevel(common, alias, level, aliases, false);
  if (level.table) {
    level.others.push(name);
    aliases.set(alias, name);
    return;
  }
  level.table = { name, ...(schema === undefined ? {} : { schema }) };
  aliases.set(alias, "");
}

/** A subquery in the place of a table: its rows are restricted by its own conditions. */
function addLevel(inner: Level, alias: string, level: Level, aliases: Aliases, optional: boolean): void {
  const own = inner.table?.name ?? "";
  const first = level.table === undefined;
  if (first && inner.table) level.table = inner.table;
  aliases.set(alias, first ? "" : own);
  level.others.push(...(first || own === "" ? [] : [own]), ...inner.others);
  level.open ||= inner.open;
  if (!optional) level.conditions.push(...(first ? inner.conditions : inner.conditions.map(one => under(one, own))));
}

function under(condition: SqlCondition, table: string): SqlCondition {
  if ("any" in condition) return { any: condition.any.map(branch => branch.map(one => under(one, table))) };
  const { column } = condition;
  return typeof column === "number" || column.includes(".")
    ? condition
    : { ...condition, column: table === "" ? column : `${table}.${column}` };
}

function addCondition(root: TreeNode | undefined, level: Level, aliases: Aliases, scope: Scope): void {
  if (!root) return;
  const boolean = child(root, "BoolExpr");
  if (boolean) {
    const parts = list(boolean, "args");
    if (text(boolean, "boolop") === "AND_EXPR") for (const part of parts) addCondition(part, level, aliases, scope);
    else if (text(boolean, "boolop") === "OR_EXPR") addAlternatives(parts, level, aliases, scope);
    return;
  }
  const comparison = child(root, "A_Expr");
  if (comparison) return addComparison(comparison, level, aliases, scope);
  const link = child(root, "SubLink");
  if (link) return addSubquery(link, level, aliases, scope);
  if (!child(root, "NullTest") && !child(root, "BooleanTest") && !child(root, "A_Const") && !child(root, "ColumnRef"))
    level.open = true;
}

function addAlternatives(parts: readonly TreeNode[], level: Level, aliases: Aliases, scope: Scope): void {
  const branches = parts.map(part => {
    const branch: Level = { table: level.table, others: [], conditions: [], open: false };
    addCondition(part, branch, aliases, scope);
    level.open ||= branch.open;
    return branch.conditions;
  });
  level.conditions.push({ any: branches });
}

function addComparison(node: TreeNode, level: Level, aliases: Aliases, scope: Scope): void {
  const kind = text(node, "kind");
  const equals = strings(node, "name")[0] === "=";
  const among = equals && (kind === "AEXPR_IN" || kind === "AEXPR_OP_ANY");
  const operator = among ? "in" : equals && kind === "AEXPR_OP" ? "=" : "other";
  const [left, right] = [node["lexpr"], node["rexpr"]];
  const link = isTreeNode(right) ? child(right, "SubLink") : undefined;
  if (link && operator === "=") addSubquery(link, level, aliases, scope);
  const [leftColumn, rightColumn] = [columnOf(left, aliases), columnOf(right, aliases)];
  if (leftColumn !== undefined) {
    level.conditions.push({ column: leftColumn, operator, value: valueOf(right) });
    if (rightColumn !== undefined && operator === "=")
      level.conditions.push({ column: rightColumn, operator, value: valueOf(left) });
    return;
  }
  if (rightColumn !== undefined) {
    level.conditions.push({ column: rightColumn, operator, value: valueOf(left) });
    return;
  }
  const parameter = isTreeNode(left) ? child(left, "ParamRef") : undefined;
  const number = parameter?.["number"];
  if (typeof number === "number") level.conditions.push({ column: number, operator, value: valueOf(right) });
}

/** `EXISTS (…)` and `x IN (SELECT …)`: what holds for the inner rows ties the outer ones to them. */
function addSubquery(link: TreeNode, level: Level, aliases: Aliases, scope: Scope): void {
  const select = child(link, "subselect", "SelectStmt");
  const type = text(link, "subLinkType");
  if (!select || (type !== "EXISTS_SUBLINK" && type !== "ANY_SUBLINK" && type !== "EXPR_SUBLINK")) {
    level.open = true;
    return;
  }
  const inner = selectLevel(select, scope);
  const table = inner.table?.name ?? "";
  const column = columnOf(link["testexpr"], aliases);
  if (column !== undefined) level.conditions.push({ column, operator: "in", value: { other: true } });
  level.others.push(...(table === "" ? [] : [table]), ...inner.others);
  level.open ||= inner.open;
  level.conditions.push(...inner.conditions.map(one => under(one, table)));
}

function columnOf(value: unknown, aliases: Aliases): string | undefined {
  if (!isTreeNode(value)) return undefined;
  const inner = child(value, "TypeCast")?.["arg"];
  if (inner !== undefined) return columnOf(inner, aliases);
  const parts = strings(child(value, "ColumnRef"), "fields");
  const column = parts.at(-1);
  const table = aliases.get(parts.at(-2) ?? "") ?? "";
  return column === undefined ? undefined : table === "" ? column : `${table}.${column}`;
}

function valueOf(value: unknown): SqlValue {
  const parameters = new Set<number>();
  walkTree(value, (kind, node) => {
    if (kind === "ParamRef" && typeof node["number"] === "number") parameters.add(node["number"]);
  });
  if (parameters.size > 0) return { parameters: [...parameters] };
  if (!isTreeNode(value)) return { other: true };
  const cast = child(value, "TypeCast");
  if (cast) return valueOf(cast["arg"]);
  const call = child(value, "FuncCall");
  if (call) return { call: strings(call, "funcname").join(".") };
  if (child(value, "ColumnRef")) return { column: strings(child(value, "ColumnRef"), "fields").join(".") };
  const items = child(value, "List")?.["items"];
  if (Array.isArray(items) && items.every(item => isTreeNode(item) && child(item, "A_Const"))) return { constant: "" };
  return child(value, "A_Const") ? { constant: JSON.stringify(child(value, "A_Const")) } : { other: true };
}
