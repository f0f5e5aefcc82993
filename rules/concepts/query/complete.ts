import type { FilePlace } from "../../finding.ts";
import { PERSON } from "../../libraries/request-shapes.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Query, QueryRecord, Siblings, TenantValue } from "./query.ts";
import { ScopeProver } from "./scope.ts";

export function completeQuery(record: QueryRecord, file: FileSummary, project: Project): Query {
  const prover = ScopeProver.of(project);
  const table = prover.tenancy.tableOf(record);
  const ownership = prover.tenancy.ownershipOf(table);
  const client = prover.clients.of(record, file);
  const entry = prover.entryAround(record, file);
  const tenantValue = tenantValueOf(record, file, prover, ownership.kind === "direct" ? ownership.column : "");
  return {
    type: "Query",
    start: record.start,
    end: record.end,
    library: record.library,
    at: record.at,
    operation: record.operation,
    client,
    ...(table ? { table: record.table ?? record.model ?? table.name } : {}),
    ownership,
    scope: prover.scopeOf(record, file),
    entry: entry !== undefined,
    authenticated: isAuthenticated(record, file, prover),
    offline: prover.isOffline(record, file),
    gated: prover.isGated(record, file),
    siblings: siblingsOf(record, file, prover),
    ...(tenantValue ? { tenantValue } : {}),
    payloadComplete: record.payload?.complete ?? false,
    tenantOptional: table !== undefined && ownership.kind === "direct" && prover.tenancy.isOptional(table, ownership.column),
    ...(record.insertion ? { insertion: record.insertion } : {}),
    ...(record.payload?.insertAt === undefined ? {} : { payloadAt: record.payload.insertAt }),
    predicates: record.predicates,
  };
}

/** Queries of the same table that carry the tenant: in this file, or in the project when the file has fewer than two. */
function siblingsOf(record: QueryRecord, file: FileSummary, prover: ScopeProver): Siblings {
  const own = count([file], record, prover, "file");
  return own.scoped >= 2 || own.total > 2 ? own : count(sameTableFiles(record, prover), record, prover, "project");
}

function count(files: Iterable<FileSummary>, record: QueryRecord, prover: ScopeProver, within: Siblings["within"]): Siblings {
  let scoped = 0;
  let total = 0;
  let example: FilePlace | undefined;
  for (const file of files)
    for (const other of prover.queriesOf(file)) {
      if ((other.table ?? other.model) !== (record.table ?? record.model) || other.library !== record.library) continue;
      total++;
      const carries = prover.hasTenantPredicate(other) !== undefined || (isWrite(other) && prover.tenancy.carriesTenant(other.payload?.columns ?? []));
      if (!carries) continue;
      scoped++;
      if (other.operation === record.operation || !example) example = { ...other.at, path: file.path };
    }
  return { scoped, total, within, ...(example ? { example } : {}) };
}

function isWrite(record: QueryRecord): boolean {
  return record.operation === "insert" || record.operation === "upsert";
}

/** Files by the tables that their queries name; one index for the project. */
function sameTableFiles(record: QueryRecord, prover: ScopeProver): FileSummary[] {
  const index = prover.project.remember("files by queried table", () => {
    const files = new Map<string, Set<FileSummary>>();
    for (const file of prover.project.files())
      for (const query of prover.queriesOf(file)) {
        const name = query.table ?? query.model ?? "";
        files.set(name, (files.get(name) ?? new Set()).add(file));
      }
    return files;
  });
  return [...(index.get(record.table ?? record.model ?? "") ?? [])];
}

/** The tenant in scope: what a query of the same function filters by, else a parameter or value named like the column. */
function tenantValueOf(record: QueryRecord, file: FileSummary, prover: ScopeProver, column: string): TenantValue | undefined {
  let found: TenantValue | undefined;
  for (const other of prover.queriesOf(file)) {
    if (other.unit !== record.unit || other === record) continue;
    const predicate = prover.hasTenantPredicate(other);
    const written = isWrite(other) ? other.payload?.columns.find(one => prover.tenancy.isTenantColumn(one.name)) : undefined;
    const key = predicate?.key ?? written?.key;
    if (key === undefined || !isPlain(key)) continue;
    const sameTable = predicate !== undefined && (other.table ?? other.model) === (record.table ?? record.model);
    if (sameTable || !found) found = { text: key, column: predicate?.column ?? written!.name, sameTable };
    if (sameTable) return found;
  }
  if (found) return found;
  for (const flow of prover.flowsOf(file)) {
    if (flow.function !== record.function && !record.function.startsWith(`${flow.function}.`)) continue;
    const text = flow.values.find(value => prover.tenancy.isTenantText(value) && isPlain(value));
    if (text !== undefined) return { text, column, sameTable: false };
  }
  return undefined;
}

/** The function, or what wraps it, knows the calling person. */
function isAuthenticated(record: QueryRecord, file: FileSummary, prover: ScopeProver): boolean {
  return prover.functionsOfUnit(file, record.unit).some(
    fn =>
      fn.parameters.some(parameter => PERSON.test(parameter.name) || PERSON.test(parameter.default?.arguments[0]?.value.key ?? "")) ||
      fn.calls.some(call => PERSON.test(call.text)) ||
      fn.passedTo.some(one => one.path?.steps.some(step => /^\.with|auth|session|user|protected|action/iu.test(step))) ||
      fn.decorators.some(one => one.path?.steps.some(step => /auth|login|permission|user/iu.test(step))) ||
      (fn.className !== undefined && fn.parameters[1]?.name === "request"),
  );
}

function isPlain(text: string): boolean {
  return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/u.test(text);
}
