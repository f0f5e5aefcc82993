/** What guards the rows of a table when all migrations have run, shown where the table is created. */
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Project } from "../../project/project.ts";
import { findTable, type Table } from "../../project/schema/schema.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { queriesByUsers } from "../query/user-queries.ts";
import { exposureOf } from "./exposure.ts";
import { ownerOf, type RowOwner } from "./owner.ts";
import { wouldOpen } from "./policy.ts";

export interface TableRecord extends Span {
  place: Place;
  table: { name: string; schema?: string };
}

export interface TableSecurity extends ConceptNode {
  type: "TableSecurity";
  table: string;
  /** As the statement spells it, with its schema. */
  spelling: string;
  place: Place;
  statement: Place;
  exposed: boolean;
  owner: RowOwner;
  rowSecurity: "on" | "off" | "unknown";
  /** The statement that switched it off, when one did. */
  switchedOff?: FilePlace;
  policies: number;
  /** Of these, permissive ones that speak of roles other than the server's: without any, nobody else has access. */
  admitting: number;
  /** Some of them would be open if row-level security were on. */
  hasOpenPolicies: boolean;
  /** Tables of the same kind of owner, and how many of them have row-level security. */
  siblings: { secured: number; total: number; example?: FilePlace };
  /** A query that a user's own client sends to it. */
  readByUsers?: FilePlace;
}

export const tableSecurity: ConceptKind<TableRecord, TableSecurity> = {
  name: "TableSecurity",
  // What stands between CREATE and TABLE may be any white space, UNLOGGED or FOREIGN.
  triggers: () => ["table", "TABLE", "Table"],
  recognise: () => [],
  recogniseFacts: file =>
    (file.schema?.operations ?? []).flatMap(operation =>
      operation.op === "create-table" && !operation.temporary
        ? [{ start: operation.place.start, end: operation.place.end, place: operation.place, table: operation.table }]
        : [],
    ),
  complete(record, file, project) {
    const table = findTable(project.schema, record.table);
    const own = table && table.place.path === file.path && table.place.start === record.place.start ? table : undefined;
    const owner: RowOwner = own ? ownerOf(own, project) : { kind: "unknown" };
    const readByUsers = own && queriesByUsers(project).get(own.name);
    return {
      type: "TableSecurity",
      start: record.start,
      end: record.end,
      table: record.table.name,
      spelling: record.table.schema === undefined ? record.table.name : `${record.table.schema}.${record.table.name}`,
      place: record.place,
      statement: own?.statement ?? record.place,
      exposed: own !== undefined && exposureOf(project).exposes(own),
      owner,
      rowSecurity: own?.rls === undefined ? "unknown" : own.rls.enabled ? "on" : "off",
      ...(own?.rls?.enabled === false && own.rls.place ? { switchedOff: own.rls.place } : {}),
      policies: own?.policies.length ?? 0,
      admitting:
        own?.policies.filter(one => one.permissive && !one.roles.every(role => BYPASSING.has(role))).length ?? 0,
      hasOpenPolicies: own !== undefined && wouldOpen(own, project),
      siblings: own ? siblingsOf(own, owner, project) : { secured: 0, total: 0 },
      ...(readByUsers ? { readByUsers } : {}),
    };
  },
};

/** Roles that row-level security does not concern. */
const BYPASSING = new Set(["service_role", "postgres", "supabase_admin"]);

function siblingsOf(table: Table, owner: RowOwner, project: Project): TableSecurity["siblings"] {
  const same = securedTables(project).filter(one => one.table !== table && one.owner === owner.kind);
  const secured = same.filter(one => one.table.rls?.enabled);
  const example = secured[0]?.table.place;
  return { secured: secured.length, total: same.length, ...(example ? { example } : {}) };
}

function securedTables(project: Project): { table: Table; owner: RowOwner["kind"] }[] {
  return project.memo("row security of tables", () =>
    [...project.schema.tables.values()]
      .filter(table => table.rls !== undefined)
      .map(table => ({ table, owner: ownerOf(table, project).kind })),
  );
}
