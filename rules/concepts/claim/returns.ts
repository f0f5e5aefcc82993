/** What gives claims back or takes them up: statements of a file by table, status and the time that they compare. */
import type { Call, FunctionNode, Node } from "../../ir/nodes.ts";
import { PROGRAM } from "../../libraries/claims.ts";
import { RECOVERY, ROW_CHANGES } from "../../libraries/requeues.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { nameOf, tableKey } from "../requeue/evidence.ts";
import { tableOf } from "../requeue/row-writes.ts";
import type { ClaimReturn } from "./claim.ts";
import {
  agedColumns,
  asksForOthers,
  conditionOf,
  isClaimed,
  isRead,
  sqlTexts,
  statementOf,
  wordsIn,
} from "./statements.ts";

const USER_ROUTE =
  /(?:^|\/)(?:actions?(?:\/|\.[jt]sx?)|page\.tsx|routes?\/|routers?\/|views?(?:\/|\.py)|controllers?\/|endpoints\/|trpc\/|components\/)|\.(?:controller|action|resolver|router)s?\.[jt]s/u;
const BY_CLOCK = /cron|scheduled?|worker|beat|consumer|daemon|sweep|reap|recover|heal|stuck|stale|webhook|poll|task/iu;
/** It asks for one row by its key. */
const BY_ID =
  /\b(?:id|pk|_id|uuid)["']?\s*(?::|=|==|,|\bin\b)|\bid\s*=\s*(?:\$|%|\?|:)|\bfindUnique\b|\.(?:in_?|eq)\(\s*["']id["']/u;
const COUNTS = /\b(?:count|aggregate|groupBy|annotate|exists)\b/iu;

export function returnsOf(model: FileModel): ClaimReturn[] {
  const found: ClaimReturn[] = [];
  for (const call of model.calls) {
    if (!isStatement(call)) continue;
    const table = tableOf(call, model);
    if (table !== undefined) add(statementOf(call, model), [table], unitName(call, model));
  }
  for (const { node, text } of sqlTexts(model)) {
    const tables = [...text.matchAll(/\b(?:from|update|join)\s+(?:only\s+)?["`]?(?:\w+["`]?\.["`]?)?(\w+)/giu)];
    add(text, [...new Set(tables.map(match => match[1]!))], unitName(node, model));
  }
  return merged(found);

  function add(statement: string, tables: readonly string[], name: string): void {
    const condition = conditionOf(statement);
    const values = [
      ...new Set(
        wordsIn(condition)
          .filter(isClaimed)
          .map(word => word.toLowerCase()),
      ),
    ];
    const aged = agedColumns(condition);
    if (values.length === 0 && (aged.length === 0 || asksForOthers(condition))) return;
    const any =
      RECOVERY.test(name) ||
      (values.length > 0 && !BY_ID.test(condition) && !COUNTS.test(statement) && isProgram(model.path, name));
    for (const table of tables) found.push({ table: tableKey(table), values, aged, any });
  }
}

function isProgram(path: string, name: string): boolean {
  if (BY_CLOCK.test(path) || BY_CLOCK.test(name)) return true;
  return !USER_ROUTE.test(path) && !/(?:^|\/)route\.[jt]sx?$/u.test(path) && PROGRAM.test(`${path} ${name}`);
}

/** A call that reads or changes rows. */
function isStatement(call: Call): boolean {
  return isRead(call) || (call.callee.kind === "member" && ROW_CHANGES.has(call.callee.name));
}

function unitName(node: Node, model: FileModel): string {
  const unit: FunctionNode | undefined = model.outermostFunction(node);
  return unit ? nameOf(unit, unit, model) : "";
}

function merged(found: readonly ClaimReturn[]): ClaimReturn[] {
  const seen = new Map<string, ClaimReturn>();
  for (const one of found) seen.set(JSON.stringify(one), one);
  return [...seen.values()];
}
