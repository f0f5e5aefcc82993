import { LineIndex } from "../../ir/lines.ts";
import type { GrantFact, Operation, QualifiedName, SchemaFacts } from "../../project/schema/schema-facts.ts";
import { lowerAlterTable, lowerCreateTable, lowerIndex } from "./lower-table.ts";
import { lowerAlterPolicy, lowerCreatePolicy } from "./lower-policy.ts";
import { lowerDo } from "./lower-do.ts";
import { lowerFunction } from "./lower-function.ts";
import { LowerContext } from "./lower-context.ts";
import { parseSql, type ParsedSql } from "./parse.ts";
import { child, flag, list, listOf, strings, text, typeName, walkTree, type TreeNode } from "./tree.ts";

/** Schema facts of a SQL file's text. The parser must have been loaded, see `loadSqlParser`. */
export function sqlSchemaFacts(source: string, parsed: ParsedSql = parseSql(source)): SchemaFacts {
  const lines = new LineIndex(source);
  const operations = parsed.statements.flatMap(statement => lowerStatement(new LowerContext(source, lines, statement)));
  return { operations, tables: [], ...(parsed.dialect ? { dialect: parsed.dialect } : {}) };
}

function lowerStatement(context: LowerContext): Operation[] {
  const { statement } = context;
  switch (statement.kind) {
    case "CreateStmt":
    case "CreateForeignTableStmt":
      return lowerCreateTable(context);
    case "AlterTableStmt":
      return lowerAlterTable(context);
    case "IndexStmt":
      return lowerIndex(context);
    case "RenameStmt":
      return lowerRename(context);
    case "DropStmt":
      return lowerDrop(context);
    case "AlterObjectSchemaStmt":
      return lowerMove(context);
    case "CreatePolicyStmt":
      return lowerCreatePolicy(context);
    case "AlterPolicyStmt":
      return lowerAlterPolicy(context);
    case "CreateFunctionStmt":
      return lowerFunction(context);
    case "ViewStmt":
    case "CreateTableAsStmt":
      return lowerView(context);
    case "GrantStmt":
      return lowerGrant(context);
    case "DoStmt":
      return lowerDo(context, lowerStatement);
    default:
      return [];
  }
}

function lowerRename(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const spot = context.statementSpot();
  const table = context.relation(child(node, "relation"));
  const to = text(node, "newname");
  const from = text(node, "subname");
  if (!table || !to) return [];
  switch (text(node, "renameType")) {
    case "OBJECT_TABLE":
      return [{ op: "rename-table", table, to, place: spot }];
    case "OBJECT_COLUMN":
      return from ? [{ op: "rename-column", table, from, to, place: spot }] : [];
    case "OBJECT_POLICY":
      return from ? [{ op: "rename-policy", table, name: from, to, place: spot }] : [];
    case "OBJECT_TABCONSTRAINT":
      return from ? [{ op: "rename-constraint", table, from, to, place: spot }] : [];
    case "OBJECT_INDEX":
      return [{ op: "rename-constraint", from: table.name, to, place: spot }];
    default:
      return [];
  }
}

function lowerDrop(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const spot = context.statementSpot();
  return list(node, "objects").flatMap((item): Operation[] => {
    const parts = objectName(item);
    switch (text(node, "removeType")) {
      case "OBJECT_TABLE":
      case "OBJECT_FOREIGN_TABLE":
        return [{ op: "drop-table", table: qualified(parts), place: spot }];
      case "OBJECT_POLICY":
        return [{ op: "drop-policy", table: qualified(parts.slice(0, -1)), name: parts.at(-1) ?? "", place: spot }];
      case "OBJECT_INDEX":
        return [{ op: "drop-index", name: parts.at(-1) ?? "", place: spot }];
      case "OBJECT_FUNCTION":
      case "OBJECT_PROCEDURE":
        return [
          { op: "drop-function", name: qualified(parts), ...argTypesOf(child(item, "ObjectWithArgs")), place: spot },
        ];
      case "OBJECT_VIEW":
      case "OBJECT_MATVIEW":
        return [{ op: "drop-view", name: qualified(parts), place: spot }];
      case "OBJECT_SCHEMA":
        return [{ op: "drop-schema", name: parts[0] ?? "", place: spot }];
      default:
        return [];
    }
  });
}

function objectName(item: TreeNode): string[] {
  const withArgs = child(item, "ObjectWithArgs");
  if (withArgs) return strings(withArgs, "objname");
  return "String" in item ? strings({ one: [item] }, "one") : strings(child(item, "List"), "items");
}

function argTypesOf(withArgs: TreeNode | undefined): { argTypes?: string[] } {
  if (!withArgs || flag(withArgs, "args_unspecified")) return {};
  return { argTypes: listOf(withArgs, "objargs", "TypeName").map(type => typeName(type)) };
}

function lowerMove(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const table = context.relation(child(node, "relation"));
  const toSchema = text(node, "newschema");
  if (text(node, "objectType") !== "OBJECT_TABLE" || !table || !toSchema) return [];
  return [{ op: "move-table", table, toSchema, place: context.statementSpot() }];
}

function lowerView(context: LowerContext): Operation[] {
  const { kind, node } = context.statement;
  const isView = kind === "ViewStmt";
  if (!isView && text(node, "objtype") !== "OBJECT_MATVIEW") return [];
  const range = isView ? child(node, "view") : child(child(node, "into"), "rel");
  const name = context.relation(range);
  if (!name || !range) return [];
  const own = new Set<string>();
  const tables: QualifiedName[] = [];
  walkTree(node["query"], (kind, inner) => {
    if (kind === "CommonTableExpr") own.add(text(inner, "ctename") ?? "");
    if (kind === "RangeVar") tables.push(...[context.relation(inner)].filter(found => found !== undefined));
  });
  const invoker = listOf(node, "options", "DefElem").find(option => text(option, "defname") === "security_invoker");
  const setting = text(child(invoker, "arg", "String"), "sval");
  const securityInvoker = invoker !== undefined && !/^(?:off|false|0|no)$/i.test(setting ?? "on");
  const used = tables.filter(table => table.schema !== undefined || !own.has(table.name));
  return [
    {
      op: "create-view",
      view: { name, securityInvoker, materialized: !isView, tables: used },
      place: context.nameSpot(range),
    },
  ];
}

function lowerGrant(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const fact: GrantFact = {
    grant: flag(node, "is_grant"),
    privileges: listOf(node, "privileges", "AccessPriv").map(item => (text(item, "priv_name") ?? "").toLowerCase()),
    target: grantTarget(node),
    names: list(node, "objects").flatMap(item => grantName(context, item)),
    roles: context.roles(node, "grantees"),
  };
  return [{ op: "grant", fact, place: context.statementSpot() }];
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

function qualified(parts: string[]): QualifiedName {
  const name = parts.at(-1) ?? "";
  const schema = parts.at(-2);
  return schema === undefined ? { name } : { schema, name };
}
