/** What the other queries on the same table do: the convention that one of them breaks. */
import type { FileSummary } from "../../project/summary.ts";
import type { QueryRecord, Siblings } from "./query.ts";
import type { ScopeProver } from "./scope.ts";
import { type MappedQuery, tenantTable } from "./tenant-map.ts";

/** More are the same story again. */
const SHOWN = 3;

/** The project's queries on the table, or those of this file when only there a convention can be seen. */
export function siblingsOf(record: QueryRecord, file: FileSummary, prover: ScopeProver): Siblings {
  const table = prover.tenancy.tableOf(record);
  const all = table ? tenantTable(prover.project, table).queries : [];
  const own = all.filter(query => query.at.path === file.path);
  const within = !agree(all) && agree(own) ? "file" : "project";
  const counted = within === "file" ? own : all;
  return {
    scoped: counted.filter(query => query.scope.kind === "scoped").length,
    total: counted.length,
    within,
    agreed: agree(counted),
    examples: examplesOf(record, file, counted),
    unusual: all.length >= 10 && carrying(all).length * 5 < all.length,
  };
}

/** Most of them name the tenant, and it is no single case. */
function agree(queries: readonly MappedQuery[]): boolean {
  const carry = carrying(queries).length;
  return carry >= 2 && carry * 2 >= queries.length;
}

function carrying(queries: readonly MappedQuery[]): MappedQuery[] {
  return queries.filter(query => query.carries);
}

/** Those that do the same stand first, then those of the same file. */
function examplesOf(record: QueryRecord, file: FileSummary, queries: readonly MappedQuery[]): Siblings["examples"] {
  const rank = (query: MappedQuery) =>
    (query.operation === record.operation ? 0 : 2) + (query.at.path === file.path ? 0 : 1);
  const shown = carrying(queries).sort((a, b) => rank(a) - rank(b));
  return shown.slice(0, SHOWN).map(query => query.at);
}
