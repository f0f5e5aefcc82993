/**
 * Migrations in TypeScript or JavaScript that send SQL: TypeORM's `queryRunner.query`, Knex' `raw`, node-pg-migrate's `sql`,
 * db-migrate's `runSql`, Kysely's tagged `sql`. Only `up` is read; files come in the order of their names, as SQL files do.
 */
import type { Call, Expression, FunctionNode, Module, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { constantOf, textOf, type Scope } from "./constants.ts";
import type { MigrationScript } from "./migration-script.ts";
import { bindingsOf, lastName, positional } from "./model-syntax.ts";
import type { Operation } from "./schema-facts.ts";

const FOLDER = /(?:^|\/)(?:migrations?|migrate)\//i;
const SENDERS = new Set(["query", "raw", "sql", "runSql", "unsafe", "execute"]);
const STATEMENT =
  /^\s*(?:--[^\n]*\n\s*)*(?:create|alter|drop|grant|revoke|comment|do|insert|update|delete|set|truncate)\b/i;

/** Undefined for a module that sends no SQL that could change a schema. */
export function scriptMigration(path: string, module: Module, script: MigrationScript): Operation[] | undefined {
  if (module.language !== "typescript" || !FOLDER.test(path)) return undefined;
  const up = upFunction(module);
  if (!up) return undefined;
  let scope: Scope = new Map();
  for (const binding of bindingsOf(module.body)) {
    const constant = constantOf(binding.value, scope);
    if (constant !== undefined) scope = new Map(scope).set(binding.name, constant);
  }
  const operations: Operation[] = [];
  for (const statement of up.body)
    walk(statement, node => {
      if (node.kind === "call") operations.push(...sentSql(node, scope, script));
      else if (node.kind === "template" && lastName(node.tag) === "sql") operations.push(...sqlOf(node, scope, script));
    });
  return script.facts.statements > 0 ? operations : undefined;
}

/** `async up(queryRunner) {…}`, `export async function up(knex)`, `exports.up = pgm => …`. */
function upFunction(module: Module): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  walk(module, (node: Node) => {
    if (found) return;
    if (node.kind === "function" && node.name === "up") found = node;
    if (node.kind === "export" && node.valueName === "up" && node.value?.kind === "function") found = node.value;
    if (node.kind !== "assign" && node.kind !== "declare") return;
    const target = node.kind === "declare" ? node.target : node.targets[0];
    const name = target?.kind === "name" || target?.kind === "member" ? target.name : undefined;
    if (name === "up" && node.value?.kind === "function") found = node.value;
  });
  return found;
}

function sentSql(call: Call, scope: Scope, script: MigrationScript): Operation[] {
  const name = lastName(call.callee);
  const [sql] = positional(call);
  return name !== undefined && SENDERS.has(name) && call.callee.kind === "member" && sql
    ? sqlOf(sql, scope, script)
    : [];
}

/** A template with values that are not known is unread when it begins like a statement. */
function sqlOf(node: Expression, scope: Scope, script: MigrationScript): Operation[] {
  const text = textOf(node, scope);
  if (text !== undefined) return STATEMENT.test(text) ? script.sql(text, node) : [];
  if (node.kind === "template" && STATEMENT.test(node.parts[0] ?? "")) script.unread(node, "its SQL is computed");
  return [];
}
