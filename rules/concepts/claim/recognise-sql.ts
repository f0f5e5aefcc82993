/** SQL functions that claim rows (`SET status = 'processing'` … `SKIP LOCKED`), and those that give them back. */
import { escapePattern } from "../../ir/escape-pattern.ts";
import { LineIndex } from "../../ir/lines.ts";
import { LEASE_COLUMN } from "../../libraries/claims.ts";
import { RECOVERY, STATUS_COLUMN } from "../../libraries/requeues.ts";
import type { FunctionAccess, FunctionFact } from "../../project/schema/schema-facts.ts";
import type { FileSummary } from "../../project/summary.ts";
import { placeIn } from "../../semantics/place.ts";
import { tableKey } from "../requeue/evidence.ts";
import type { ClaimRecord, ClaimReturn } from "./claim.ts";
import { agedColumns, asksForOthers, asksForWaiting, conditionOf, isClaimed, wordsIn } from "./statements.ts";

export function claimsOfSql(file: FileSummary, text: string): ClaimRecord[] {
  const lines = new LineIndex(text);
  return functionsOf(file).flatMap(fact => {
    if (fact.body === undefined || !fact.bodySpan) return [];
    const base = fact.bodySpan.start;
    const condition = conditionOf(codeOf(fact.body));
    return fact.accesses.flatMap(access => {
      const status = claimedBy(access);
      const locked = fact.accesses.some(other => other.lock === "update skip locked");
      if (!status || access.written.some(column => LEASE_COLUMN.test(column))) return [];
      if (!locked && !asksForWaiting(condition)) return [];
      if (takesAgain(fact, access, status.value, condition)) return [];
      const spot = assignmentIn(fact.body!, access.table.name, status.value);
      if (!spot) return [];
      const at = { start: base + spot.start, end: base + spot.end };
      return [
        {
          ...at,
          way: "marked" as const,
          functionId: "",
          name: fact.name,
          at: placeIn(lines, at),
          text: text.slice(at.start, at.end).replace(/\s+/gu, " "),
          table: access.table.name,
          column: status.column,
          value: status.value,
          program: true,
        },
      ];
    });
  });
}

export function returnsOfSql(file: FileSummary, text: string): ClaimReturn[] {
  const found: ClaimReturn[] = [];
  for (const fact of functionsOf(file)) {
    const condition = conditionOf(codeOf(fact.body ?? ""));
    const aged = agedColumns(condition);
    for (const access of fact.accesses) {
      const values = comparedStatuses(access);
      const named = values.length > 0 ? values : namedIn(condition, access);
      if (named.length === 0 && (aged.length === 0 || asksForOthers(condition))) continue;
      const any = RECOVERY.test(fact.name) || (values.length > 0 && access.kind !== "insert" && !isPinned(access));
      found.push({ table: tableKey(access.table.name), values: named, aged, any });
    }
  }
  for (const statement of scheduledStatements(text)) {
    const condition = conditionOf(statement);
    const table = /\b(?:update|from)\s+(?:"?\w+"?\.)?"?(\w+)/iu.exec(statement)?.[1];
    const values = wordsIn(condition)
      .filter(isClaimed)
      .map(word => word.toLowerCase());
    if (table !== undefined && values.length > 0)
      found.push({ table: tableKey(table), values, aged: agedColumns(condition), any: true });
  }
  return found;
}

function functionsOf(file: FileSummary): FunctionFact[] {
  return file.schema?.operations.flatMap(one => (one.op === "create-function" ? [one.fact] : [])) ?? [];
}

function claimedBy(access: FunctionAccess): { column: string; value: string } | undefined {
  if (access.kind !== "update") return undefined;
  const index = access.written.findIndex((column, i) => {
    const to = access.assigned?.[i];
    return STATUS_COLUMN.test(column) && to?.kind === "constant" && isClaimed(to.text);
  });
  const to = access.assigned?.[index];
  return to?.kind === "constant" ? { column: access.written[index]!, value: to.text } : undefined;
}

/** The function takes claimed rows of a certain age too, or any. */
function takesAgain(fact: FunctionFact, access: FunctionAccess, value: string, condition: string): boolean {
  if (agedColumns(condition).some(column => LEASE_COLUMN.test(column))) return true;
  const names = wordsIn(condition).some(word => word.toLowerCase() === value.toLowerCase());
  if (names && agedColumns(condition).length > 0) return true;
  return fact.accesses.some(
    other =>
      tableKey(other.table.name) === tableKey(access.table.name) &&
      comparedStatuses(other).includes(value.toLowerCase()),
  );
}

function comparedStatuses(access: FunctionAccess): string[] {
  return access.compared.flatMap(one =>
    STATUS_COLUMN.test(one.column) && one.with.kind === "constant" && isClaimed(one.with.text)
      ? [one.with.text.toLowerCase()]
      : [],
  );
}

/** Statuses that the text of a function compares where the parser could not say which table. */
function namedIn(condition: string, access: FunctionAccess): string[] {
  if (access.kind === "insert") return [];
  return [
    ...new Set(
      wordsIn(condition)
        .filter(isClaimed)
        .map(word => word.toLowerCase()),
    ),
  ];
}

/** One row, by the key that the caller gives. */
function isPinned(access: FunctionAccess): boolean {
  return access.compared.some(one => /(?:^|_)id$|^uuid$|_key$/u.test(one.column) && one.with.kind === "argument");
}

/** `cron.schedule('name', '*\/5 * * * *', $$ UPDATE … $$)`. */
function scheduledStatements(text: string): string[] {
  if (!text.includes("cron.schedule")) return [];
  return [...text.matchAll(/cron\.schedule\s*\((?:(?!cron\.schedule\s*\()[\s\S])*?\)\s*;/gu)].map(match =>
    codeOf(match[0]),
  );
}

function codeOf(body: string): string {
  return body.replace(/--[^\n]*/gu, " ").replace(/\/\*[\s\S]*?(?:\*\/|$)/gu, " ");
}

/** Where the body's text sets the status. */
function assignmentIn(body: string, table: string, value: string): { start: number; end: number } | undefined {
  const head = new RegExp(
    String.raw`\bupdate\s+(?:only\s+)?(?:"?\w+"?\.)?"?${escapePattern(table)}"?\b[^;]{0,200}?\bset\b`,
    "giu",
  );
  for (const match of body.matchAll(head)) {
    const from = match.index + match[0].length;
    const rest = body.slice(from);
    const column = new RegExp(
      String.raw`"?\w{0,60}(?:status|state)"?\s*=\s*'${escapePattern(value)}'(?:::[\w."]+)?`,
      "iu",
    ).exec(rest);
    const semicolon = rest.indexOf(";");
    if (!column || (semicolon >= 0 && column.index > semicolon)) continue;
    return { start: from + column.index, end: from + column.index + column[0].length };
  }
  return undefined;
}
