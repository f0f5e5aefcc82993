/** To whom the rows of a table belong: a tenant, a person, or nobody in particular. */
import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import { findColumn, findTable, type ForeignKey, type Table } from "../../project/schema/schema.ts";
import { classifyTable } from "../../project/schema/tenancy.ts";
import { isPeople } from "../../project/schema/tenant-owner.ts";

export type RowOwner =
  | { kind: "tenant"; column: string; place: FilePlace }
  /** Through the row that `column` points to. */
  | { kind: "indirect"; column: string; parent: string; place: FilePlace }
  | { kind: "person"; column: string; place: FilePlace }
  | { kind: "nobody" }
  | { kind: "unknown" };

const PERSON_COLUMN = /^(?:user|owner|author|profile|student|member|sender|recipient)_?id$/iu;
/** Who did something to a row does not own it: `created_by`, `approvedBy`, `assignee_id`. */
const DOER_COLUMN =
  /by(?:_?id)?$|^(?:assign|reviewer|approver|editor|inviter|uploader|buyer|sales|account_?manager|employee|contact)/iu;

export function ownerOf(table: Table, project: Project): RowOwner {
  const scope = classifyTable(project.schema, project.tenant, table);
  if (scope.kind === "direct")
    return { kind: "tenant", column: scope.columns[0]!.name, place: scope.columns[0]!.place };
  const person = personKeyOf(table);
  if (person) return { kind: "person", column: person.columns[0]!, place: person.place };
  const named = [...table.columns.values()].find(column => PERSON_COLUMN.test(column.name));
  if (named) return { kind: "person", column: named.name, place: named.place };
  if (scope.kind === "indirect") {
    const [key] = scope.path;
    return { kind: "indirect", column: key!.columns[0]!, parent: key!.table, place: key!.place };
  }
  if (scope.kind === "unknown" || table.partial) return { kind: "unknown" };
  const parent = table.foreignKeys.find(key => {
    const above = key.columns.length === 1 ? findTable(project.schema, key.table) : undefined;
    return (
      above !== undefined && above !== table && !DOER_COLUMN.test(key.columns[0]!) && personKeyOf(above) !== undefined
    );
  });
  if (parent) return { kind: "indirect", column: parent.columns[0]!, parent: parent.table, place: parent.place };
  return { kind: "nobody" };
}

/** A row may be without owner, as one is that a stranger sends. */
export function mayBeUnowned(table: Table, project: Project): boolean {
  const owner = ownerOf(table, project);
  return "column" in owner && findColumn(table, owner.column)?.nullable === true;
}

function personKeyOf(table: Table): ForeignKey | undefined {
  return table.foreignKeys.find(
    key =>
      key.columns.length === 1 &&
      (isPeople(key.table) || key.tableSchema === "auth") &&
      !DOER_COLUMN.test(key.columns[0]!),
  );
}
