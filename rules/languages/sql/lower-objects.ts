import type { GrantFact, Operation, QualifiedName, TriggerFact } from "../../project/schema/schema-facts.ts";
import type { LowerContext } from "./lower-context.ts";
import { child, flag, list, listOf, strings, text, typeName, walkTree, type TreeNode } from "./tree.ts";

/** `CREATE VIEW` and `CREATE MATERIALIZED VIEW`. */
export function lowerView(context: LowerContext): Operation[] {
  const { kind, node } = context.statement;
  const isView = kind === "ViewStmt";
  const range = isView ? child(node, "view") : child(child(node, "into"), "rel");
  const name = context.relation(range);
  if (!name || !range) return [];
  const own = new Set<string>();
  const tables: QualifiedName[] = [];
  const calls = new Set<string>();
  walkTree(node["query"], (kind, inner) => {
    if (kind === "CommonTableExpr") own.add(text(inner, "ctename") ?? "");
    if (kind === "RangeVar") tables.push(...[context.relation(inner)].filter(found => found !== undefined));
    if (kind === "FuncCall") calls.add(strings(inner, "funcname").join("."));
  });
  const conditions = new Set<string>();
  walkTree(child(node, "query", "SelectStmt")?.["whereClause"], (kind, inner) => {
    if (kind === "ColumnRef") conditions.add(strings(inner, "fields").at(-1) ?? "");
  });
  const view = {
    name,
    securityInvoker: invokerOf(listOf(node, "options", "DefElem")) ?? false,
    materialized: !isView,
    tables: tables.filter(table => table.schema !== undefined || !own.has(table.name)),
    calls: [...calls],
    conditions: [...conditions],
  };
  return [{ op: "create-view", view, place: context.nameSpot(range) }];
}

/** `ALTER VIEW … SET (security_invoker = …)`; `RESET` goes back to the owner's rights. */
export function lowerAlterView(context: LowerContext, name: QualifiedName): Operation[] {
  const place = context.statementSpot();
  return listOf(context.statement.node, "cmds", "AlterTableCmd").flatMap((command): Operation[] => {
    const options = listOf(child(command, "def", "List"), "items", "DefElem");
    const named = options.some(option => text(option, "defname") === "security_invoker");
    const reset = text(command, "subtype") === "AT_ResetRelOptions";
    const securityInvoker = reset && named ? false : invokerOf(options);
    return securityInvoker === undefined ? [] : [{ op: "alter-view", name, securityInvoker, place }];
  });
}

function invokerOf(options: readonly TreeNode[]): boolean | undefined {
  const option = options.find(one => text(one, "defname") === "security_invoker");
  if (!option) return undefined;
  const setting = text(child(option, "arg", "String"), "sval") ?? "on";
  return !/^(?:off|false|0|no)$/i.test(setting) && child(option, "arg", "Boolean")?.["boolval"] !== false;
}

const EVENTS = { insert: 4, delete: 8, update: 16, truncate: 32 } as const;

/** `CREATE TRIGGER`. Timing and events are bit masks of `pg_trigger.h`; AFTER is the absence of the others. */
export function lowerTrigger(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const range = child(node, "relation");
  const table = context.relation(range);
  if (!range || !table) return [];
  const timing = Number(node["timing"] ?? 0);
  const events = Number(node["events"] ?? 0);
  const trigger: TriggerFact = {
    name: text(node, "trigname") ?? "",
    table,
    timing: timing & 2 ? "before" : timing & 64 ? "instead of" : "after",
    events: (["insert", "update", "delete", "truncate"] as const).filter(event => events & EVENTS[event]),
    perRow: flag(node, "row"),
    function: qualified(strings(node, "funcname")),
  };
  return [{ op: "create-trigger", trigger, place: context.headSpot(range) }];
}

/** `CREATE EVENT TRIGGER … ON ddl_command_end`. */
export function lowerEventTrigger(context: LowerContext): Operation[] {
  const { node } = context.statement;
  if (text(node, "eventname") !== "ddl_command_end") return [];
  return [{ op: "event-trigger", function: qualified(strings(node, "funcname")), place: context.statementSpot() }];
}

/** `SELECT secure_all_tables()` and `CALL …`: a query without FROM is there for what its functions do. */
export function lowerCalls(context: LowerContext): Operation[] {
  const { kind, node } = context.statement;
  if (kind === "SelectStmt" && node["fromClause"] !== undefined) return [];
  const calls =
    kind === "CallStmt"
      ? [child(node, "funccall")]
      : listOf(node, "targetList", "ResTarget").map(target => child(target, "val", "FuncCall"));
  const functions = calls.flatMap(call => (call ? [qualified(strings(call, "funcname"))] : []));
  return functions.length > 0 ? [{ op: "call", functions, place: context.statementSpot() }] : [];
}

/** `ALTER FUNCTION` other than a rename. */
export function lowerAlterFunction(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const security = listOf(node, "actions", "DefElem").find(option => text(option, "defname") === "security");
  const name = child(node, "func");
  if (!security || !name) return [];
  return [
    {
      op: "alter-function",
      name: qualified(strings(name, "objname")),
      ...argTypesOf(name),
      securityDefiner: flag(child(security, "arg", "Boolean"), "boolval"),
      place: context.statementSpot(),
    },
  ];
}

export function argTypesOf(withArgs: TreeNode | undefined): { argTypes?: string[] } {
  if (!withArgs || flag(withArgs, "args_unspecified")) return {};
  return { argTypes: listOf(withArgs, "objargs", "TypeName").map(type => typeName(type)) };
}

/** `GRANT` and `REVOKE`. */
export function lowerGrant(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const fact: GrantFact = {
    ...grantOf(context, node),
    target: grantTarget(node),
    names: list(node, "objects").flatMap(item => grantName(context, item)),
  };
  return [{ op: "grant", fact, place: context.statementSpot() }];
}

/** `ALTER DEFAULT PRIVILEGES … ON TABLES`. */
export function lowerDefaultGrant(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const action = child(node, "action");
  if (!action || text(action, "objtype") !== "OBJECT_TABLE") return [];
  const schemas = listOf(node, "options", "DefElem")
    .filter(option => text(option, "defname") === "schemas")
    .flatMap(option => strings(child(option, "arg", "List"), "items"));
  return [{ op: "default-grant", fact: { ...grantOf(context, action), schemas }, place: context.statementSpot() }];
}

function grantOf(context: LowerContext, node: TreeNode): Pick<GrantFact, "grant" | "privileges" | "roles"> {
  return {
    grant: flag(node, "is_grant"),
    privileges: listOf(node, "privileges", "AccessPriv").map(item => (text(item, "priv_name") ?? "").toLowerCase()),
    roles: context.roles(node, "grantees"),
  };
}

function grantTarget(node: TreeNode): GrantFact["target"] {
  const type = text(node, "objtype");
  const all = text(node, "targtype") === "ACL_TARGET_ALL_IN_SCHEMA";
  if (type === "OBJECT_TABLE") return all ? "all-tables" : "table";
  if (type === "OBJECT_FUNCTION" || type === "OBJECT_ROUTINE") return all ? "all-functions" : "function";
  return type === "OBJECT_SCHEMA" ? "schema" : "other";
}

function grantName(context: LowerContext, item: TreeNode): QualifiedName[] {
  const range = child(item, "RangeVar");
  if (range) return [context.relation(range)].filter(name => name !== undefined);
  const withArgs = child(item, "ObjectWithArgs");
  if (withArgs) return [qualified(strings(withArgs, "objname"))];
  const name = text(child(item, "String"), "sval");
  return name === undefined ? [] : [{ name }];
}

export function qualified(parts: readonly string[]): QualifiedName {
  const name = parts.at(-1) ?? "";
  const schema = parts.at(-2);
  return schema === undefined ? { name } : { schema, name };
}
