import type { Operation, PolicyCommand, PolicyFact } from "../../project/schema/schema-facts.ts";
import type { LowerContext } from "./lower-context.ts";
import { child, flag, text, type TreeNode } from "./tree.ts";

const COMMANDS: readonly PolicyCommand[] = ["all", "select", "insert", "update", "delete"];

/** `CREATE POLICY`; the range is its head, `CREATE POLICY name ON table`. */
export function lowerCreatePolicy(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const range = child(node, "table");
  const table = context.relation(range);
  if (!range || !table) return [];
  const head = context.headSpot(range);
  const policy = {
    name: text(node, "policy_name") ?? "",
    table,
    command: COMMANDS.find(command => command === text(node, "cmd_name")) ?? "all",
    roles: context.roles(node, "roles"),
    permissive: flag(node, "permissive"),
    ...conditions(context, node, head.end),
    ...rolesAt(context, head.end),
    statement: context.statementSpot(),
    place: head,
  };
  return [{ op: "create-policy", policy, place: head }];
}

/** `ALTER POLICY` other than a rename. */
export function lowerAlterPolicy(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const range = child(node, "table");
  const table = context.relation(range);
  if (!range || !table) return [];
  const head = context.headSpot(range);
  const name = text(node, "policy_name") ?? "";
  const roles = context.hasList(node, "roles") ? { roles: context.roles(node, "roles") } : {};
  return [{ op: "alter-policy", table, name, ...roles, ...conditions(context, node, head.end), place: head }];
}

/** The roles as they are written, or where `TO role` goes: before the conditions. */
function rolesAt(context: LowerContext, from: number): Pick<PolicyFact, "rolesAt"> {
  const conditions = context.inFile ? context.find(/using\b|with\s+check\b/, from) : undefined;
  if (!conditions) return {};
  const to = context.find(/to\b/, from);
  if (!to || to.start > conditions.start)
    return { rolesAt: { start: conditions.start, end: conditions.start, written: false } };
  const written = context.source.slice(to.end, conditions.start);
  const start = to.end + written.length - written.trimStart().length;
  return { rolesAt: { start, end: start + written.trim().length, written: true } };
}

function conditions(context: LowerContext, node: TreeNode, from: number): { using?: string; check?: string } {
  return {
    ...(node["qual"] === undefined ? {} : { using: context.parenthesised(/using\b/, from) }),
    ...(node["with_check"] === undefined ? {} : { check: context.parenthesised(/with\s+check\b/, from) }),
  };
}
