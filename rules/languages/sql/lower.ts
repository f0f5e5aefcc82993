import { LineIndex } from "../../ir/lines.ts";
import type { Operation, SchemaFacts, ScriptFacts } from "../../project/schema/schema-facts.ts";
import {
  argTypesOf,
  lowerAlterFunction,
  lowerCalls,
  lowerDefaultGrant,
  lowerEventTrigger,
  lowerGrant,
  lowerTrigger,
  lowerView,
  qualified,
} from "./lower-objects.ts";
import { lowerAlterTable, lowerCreateTable, lowerCreateTableAs, lowerIndex } from "./lower-table.ts";
import { lowerAlterPolicy, lowerCreatePolicy } from "./lower-policy.ts";
import { lowerDo } from "./lower-do.ts";
import { lowerFunction } from "./lower-function.ts";
import { LowerContext } from "./lower-context.ts";
import { parseSql, type ParsedSql } from "./parse.ts";
import { placeIn } from "../../semantics/place.ts";
import { child, list, strings, text, type TreeNode } from "./tree.ts";

/** Schema facts of a SQL file's text. The parser must have been loaded, see `loadSqlParser`. */
export function sqlSchemaFacts(source: string, parsed: ParsedSql = parseSql(source)): SchemaFacts {
  const lines = new LineIndex(source);
  const operations = parsed.statements.flatMap(statement => lowerStatement(new LowerContext(source, lines, statement)));
  if (parsed.dialect) return { operations, tables: [], dialect: parsed.dialect };
  const script = scriptFacts(parsed, operations, lines);
  return { operations, tables: [], ...(script.statements > 0 ? { script } : {}) };
}

/** A `DO` block whose dynamic SQL could change the row-level security of any table counts as not understood. */
function scriptFacts(parsed: ParsedSql, operations: readonly Operation[], lines: LineIndex): ScriptFacts {
  const unread = [
    ...parsed.skipped.map(one => ({ place: placeIn(lines, one), reason: one.message })),
    ...operations.flatMap(one =>
      one.op === "rls-unknown" ? [{ place: one.place, reason: "dynamic SQL that may name any table" }] : [],
    ),
  ].sort((a, b) => a.place.start - b.place.start);
  return {
    statements: parsed.statements.length + parsed.skipped.length,
    unread: unread.length,
    ...(unread[0] ? { first: unread[0] } : {}),
  };
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
    case "SelectStmt":
    case "CallStmt":
      return lowerCalls(context);
    case "AlterFunctionStmt":
      return lowerAlterFunction(context);
    case "ViewStmt":
      return lowerView(context);
    case "CreateTableAsStmt":
      return text(statement.node, "objtype") === "OBJECT_MATVIEW" ? lowerView(context) : lowerCreateTableAs(context);
    case "CreateTrigStmt":
      return lowerTrigger(context);
    case "CreateEventTrigStmt":
      return lowerEventTrigger(context);
    case "GrantStmt":
      return lowerGrant(context);
    case "AlterDefaultPrivilegesStmt":
      return lowerDefaultGrant(context);
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
  const withArgs = child(node, "object", "ObjectWithArgs");
  if (withArgs && to && /^OBJECT_(?:FUNCTION|PROCEDURE|ROUTINE)$/.test(text(node, "renameType") ?? ""))
    return [
      { op: "alter-function", name: qualified(strings(withArgs, "objname")), ...argTypesOf(withArgs), to, place: spot },
    ];
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
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
      return [{ op: "alter-view", name: table, to, place: spot }];
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
      case "OBJECT_TRIGGER":
        return [{ op: "drop-trigger", table: qualified(parts.slice(0, -1)), name: parts.at(-1) ?? "", place: spot }];
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

function lowerMove(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const table = context.relation(child(node, "relation"));
  const toSchema = text(node, "newschema");
  if (text(node, "objectType") !== "OBJECT_TABLE" || !table || !toSchema) return [];
  return [{ op: "move-table", table, toSchema, place: context.statementSpot() }];
}
