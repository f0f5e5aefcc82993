/** SQL functions that give rows back: `UPDATE … SET status = 'retry' WHERE status = 'processing'` without a counter. */
import { escapePattern } from "../../ir/escape-pattern.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { FunctionAccess, FunctionFact } from "../../project/schema/schema-facts.ts";
import { LineIndex } from "../../ir/lines.ts";
import { placeIn } from "../../semantics/place.ts";
import { GIVEN_UP, RUNNING, STATUS_COLUMN, WAITING } from "../../libraries/requeues.ts";
import { isAttemptName } from "../retry/attempt-names.ts";
import { tableKey } from "./evidence.ts";
import type { RequeueLimitRecord, RequeueRecord } from "./requeue.ts";

export function requeuesOfSql(file: FileSummary, text: string): RequeueRecord[] {
  const lines = new LineIndex(text);
  return functionsOf(file).flatMap(fact => {
    if (fact.body === undefined || !fact.bodySpan || mentionsAttempts(fact.body)) return [];
    const base = fact.bodySpan.start;
    return fact.accesses.flatMap(access => {
      const status = assignment(access, WAITING);
      const running = access.compared.find(one => STATUS_COLUMN.test(one.column) && isConstant(one.with, RUNNING));
      if (!status || !running || gives(fact, access)) return [];
      const statement = updateOf(fact.body!, access.table.name);
      if (!statement) return [];
      const at = { start: base + statement.start, end: base + statement.end };
      const column = { start: base + statement.column.start, end: base + statement.column.end };
      return [
        {
          ...at,
          way: "resetsStuck" as const,
          functionId: "",
          name: fact.name,
          at: placeIn(lines, column),
          table: access.table.name,
          column: status.column,
          value: status.value,
          text: text.slice(column.start, column.end).replace(/\s+/gu, " "),
          repair: { kind: "count" as const, at: column.end, column: "" },
        },
      ];
    });
  });
}

export function sqlClaims(file: FileSummary): RequeueLimitRecord["claims"] {
  return functionsOf(file).flatMap(fact =>
    fact.accesses.flatMap(access =>
      assignment(access, RUNNING)
        ? [{ table: tableKey(access.table.name), counts: access.written.some(column => isAttemptName(column)) }]
        : [],
    ),
  );
}

/** Tables that a function reads together with a waiting status. */
export function sqlTakes(file: FileSummary): string[] {
  return functionsOf(file).flatMap(fact => {
    const waits = [...(fact.body ?? "").matchAll(/'(\w+)'/gu)].some(([, word]) => WAITING.test(word!));
    const tables = fact.accesses.filter(access => access.kind === "read" || access.kind === "update");
    return waits ? [...new Set(tables.map(access => tableKey(access.table.name)))] : [];
  });
}

function functionsOf(file: FileSummary): FunctionFact[] {
  return file.schema?.operations.flatMap(one => (one.op === "create-function" ? [one.fact] : [])) ?? [];
}

function assignment(access: FunctionAccess, values: RegExp): { column: string; value: string } | undefined {
  if (access.kind !== "update") return undefined;
  const index = access.written.findIndex(
    (column, i) => STATUS_COLUMN.test(column) && isConstant(access.assigned?.[i], values),
  );
  const to = access.assigned?.[index];
  return to?.kind === "constant" ? { column: access.written[index]!, value: to.text } : undefined;
}

function isConstant(value: NonNullable<FunctionAccess["assigned"]>[number] | undefined, values: RegExp): boolean {
  return value?.kind === "constant" && values.test(value.text);
}

/** The same function gives up on rows of the table in another statement. */
function gives(fact: FunctionFact, access: FunctionAccess): boolean {
  return fact.accesses.some(
    other => other.table.name === access.table.name && assignment(other, GIVEN_UP) !== undefined,
  );
}

function mentionsAttempts(body: string): boolean {
  const code = body.replace(/--[^\n]*/gu, " ").replace(/\/\*[\s\S]*?(?:\*\/|$)/gu, " ");
  return [...code.matchAll(/\w+/gu)].some(([word]) => isAttemptName(word));
}

interface Spot {
  start: number;
  end: number;
}

/** Where the body's text updates the table, and the assignment of the status in it. */
function updateOf(body: string, table: string): (Spot & { column: Spot }) | undefined {
  const head = new RegExp(
    String.raw`\bupdate\s+(?:only\s+)?(?:"?\w+"?\.)?"?${escapePattern(table)}"?\b[^;]{0,200}?\bset\b`,
    "giu",
  );
  for (const match of body.matchAll(head)) {
    const from = match.index + match[0].length;
    const rest = body.slice(from);
    const set = /^([\s\S]*?)\bwhere\b/iu.exec(rest)?.[1] ?? rest;
    const column = /"?\w{0,60}(?:status|state)"?\s*=\s*'(\w+)'(?:::[\w.]+)?/iu.exec(set);
    if (!column || !WAITING.test(column[1]!)) continue;
    const start = from + column.index;
    return { start: match.index, end: start + column[0].length, column: { start, end: start + column[0].length } };
  }
  return undefined;
}
