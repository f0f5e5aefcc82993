/**
 * A query that is tied to a tenant which the caller of the service names himself: the filter is there, and proves nothing
 * until somebody has asked whether the caller belongs to that tenant.
 */
import { CLIENT_PARTS, GUARD_NAME, isPersonKey, SYSTEM_GATE } from "../../libraries/request-shapes.ts";
import type { CallOrReference, FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { FlowCall } from "./flow.ts";
import type { Origin } from "./origins.ts";
import type { QueryRecord } from "./query.ts";
import type { ScopeProver } from "./scope.ts";

export interface ChosenTenant {
  /** The value as written: `body.siteId`. */
  value: string;
  column: string;
  /** Where the value comes in: "body", "params"; undefined when it is a parameter by itself. */
  part?: string;
}

const CHECKS =
  /access|verif|check|member|permission|\bcan|\bhas|ensure|assert|require|authori|belongs|owns|guard|allowed|role|resolve|auth/iu;

/** Undefined when the tenant is not the caller's choice, or when anything may have checked it. */
export function chosenTenant(record: QueryRecord, file: FileSummary, prover: ScopeProver): ChosenTenant | undefined {
  const client = prover.clientOf(record, file).kind;
  // A stored procedure that asks who is calling answers for the tenant that it is given.
  if (record.enforced || (client !== "service-role" && client !== "plain" && client !== "backend")) return undefined;
  const named = tenantOf(record, prover);
  const entry = prover.entryAround(record, file);
  if (!named || !entry || named.key === "" || prover.isOffline(record, file) || prover.isGated(record, file))
    return undefined;
  if (prover.values.all(named.origins, { file, unit: record.unit, depth: 0 }) !== "client") return undefined;
  if (isWrapped(entry.fn, file, prover) || isChecked(named.key, record, file, prover)) return undefined;
  const part = named.key.split(/[.[(]/u).find(one => CLIENT_PARTS.has(one));
  return { value: named.key, column: named.column, ...(part === undefined ? {} : { part }) };
}

/** The tenant that an update writes into a row, when the caller names it: the row moves to whom he likes (DOMAIN 4.1). */
export function movedTenant(record: QueryRecord, file: FileSummary, prover: ScopeProver): ChosenTenant | undefined {
  if (record.operation !== "update" || record.procedure !== undefined) return undefined;
  const client = prover.clientOf(record, file).kind;
  const column = record.payload?.columns.find(one => prover.tenancy.isTenantColumn(one.name));
  const entry = prover.entryAround(record, file);
  if (!column || !entry || column.key === "" || (client !== "service-role" && client !== "plain")) return undefined;
  if (prover.isOffline(record, file) || prover.isGated(record, file)) return undefined;
  if (record.predicates.some(one => one.key === column.key)) return undefined;
  if (prover.values.all(column.origins, { file, unit: record.unit, depth: 0 }) !== "client") return undefined;
  if (isWrapped(entry.fn, file, prover) || isChecked(column.key, record, file, prover)) return undefined;
  return { value: column.key, column: column.name };
}

function tenantOf(
  record: QueryRecord,
  prover: ScopeProver,
): { key: string; column: string; origins: readonly Origin[] } | undefined {
  const predicate = prover.hasTenantPredicate(record);
  if (predicate) return predicate.conditional || predicate.column.includes(".") ? undefined : predicate;
  if (record.operation !== "insert" && record.operation !== "upsert") return undefined;
  const column = record.payload?.columns.find(one => prover.tenancy.isTenantColumn(one.name));
  return column && { ...column, column: column.name };
}

/** Whatever stands around the function may have asked for the membership: only a plain route is known not to. */
function isWrapped(fn: FunctionRecord, file: FileSummary, prover: ScopeProver): boolean {
  const isRoute = (one: CallOrReference) => one.arguments[0]?.value.constant !== undefined;
  if (fn.passedTo.some(one => !isRoute(one) || one.arguments.length > 1)) return true;
  if (fn.decorators.length > 1 || fn.className !== undefined) return true;
  const provided = fn.parameters.flatMap(parameter => parameter.default?.arguments ?? []);
  return provided.some(one => {
    const found = prover.project.functionOf(one.value.path, file);
    return !found || touchesTenant(found.file, found.value, prover);
  });
}

function touchesTenant(file: FileSummary, fn: FunctionRecord, prover: ScopeProver): boolean {
  return (
    fn.parameters.some(one => prover.tenancy.isTenantText(one.name)) ||
    fn.calls.some(call => call.arguments.some(one => prover.tenancy.isTenantText(one.value.key))) ||
    prover.queriesOf(file).some(query => query.function === fn.id && prover.hasTenantPredicate(query) !== undefined)
  );
}

/** The value is compared, looked up together with the calling person, or given to a function that may check it. */
function isChecked(key: string, record: QueryRecord, file: FileSummary, prover: ScopeProver): boolean {
  const last = lastName(key);
  const means = (other: string) => other === key || (last !== "" && lastName(other) === last);
  const flows = prover.flowsOf(file, record.unit);
  if (flows.some(flow => flow.checks.some(check => check.names.length > 1 && check.keys.some(means)))) return true;
  const looksUp = prover.queriesOf(file, record.unit).some(
    query =>
      query !== record &&
      query.predicates.some(one => means(one.key)) &&
      (query.predicates.some(one => isPersonKey(one.key)) ||
        isMembership(query) ||
        // Row-level security answers for the user who asks.
        ["user", "tenant"].includes(prover.clientOf(query, file).kind)),
  );
  if (looksUp || record.predicates.some(one => isPersonKey(one.key))) return true;
  return flows.some(flow =>
    flow.calls.some(call => call.args.some(one => means(one.key)) && mayCheck(call, file, prover)),
  );
}

function isMembership(query: QueryRecord): boolean {
  return /member|user|role|access|permission|team|collaborator/iu.test(query.table ?? query.model ?? "");
}

function mayCheck(call: FlowCall, file: FileSummary, prover: ScopeProver): boolean {
  const name = call.text.slice(call.text.lastIndexOf(".") + 1);
  if (CHECKS.test(name) || GUARD_NAME.test(name) || SYSTEM_GATE.test(name)) return true;
  if (call.args.some(one => isPersonKey(one.key))) return true;
  const found = prover.project.functionOf(call.path, file);
  if (!found) return false;
  return prover
    .queriesOf(found.file)
    .some(
      query =>
        query.function === found.value.id &&
        (isMembership(query) || query.predicates.some(one => isPersonKey(one.key))),
    );
}

function lastName(key: string): string {
  return /\b(\w+)\W*$/u.exec(key)?.[1] ?? "";
}
