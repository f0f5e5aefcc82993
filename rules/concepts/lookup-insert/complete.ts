/** Answers with the project whether look-up and insert are of one thing, and what keeps a second row out. */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Place } from "../../finding.ts";
import { BY_HAND, JOURNAL, OWN_ROW, SHARED_KEY, SOFT_DELETE } from "../../libraries/lookups.ts";
import { OPERATOR_FILE } from "../../libraries/request-shapes.ts";
import type { Project } from "../../project/project.ts";
import { findModel, type Table } from "../../project/schema/schema.ts";
import type { FileSummary } from "../../project/summary.ts";
import { ScopeProver } from "../query/scope.ts";
import { type Asked, queriesIn } from "./asked.ts";
import { columnsIn, filledColumns, keyOver, named, plain, type WrittenColumn } from "./keys.ts";
import type { LookupRecord, UpsertFault, UpsertRepair, WriteRecord } from "./lookup-insert.ts";
import { meetingOf, storyOf } from "./meeting.ts";

/** An insert that may follow a look-up. */
interface Insert {
  table: Table;
  written: WrittenColumn[];
  complete: boolean;
  at: FilePlace;
  asked?: Asked;
}

/** The first look-up of a table in a function tells it for those that follow. */
export function lookedThenInserted(record: LookupRecord, file: FileSummary, project: Project): UpsertFault[] {
  const found = faultsOf(record, file, project);
  if (found.length === 0) return [];
  const earlier = ((file.concepts["LookupInsert"] ?? []) as (LookupRecord | WriteRecord)[]).filter(
    (one): one is LookupRecord =>
      one.kind === "lookup" && one.functionId === record.functionId && one.start < record.start,
  );
  const told = earlier.flatMap(one => faultsOf(one, file, project));
  return found.filter(one => !told.some(other => other.what === one.what));
}

function faultsOf(record: LookupRecord, file: FileSummary, project: Project): UpsertFault[] {
  if (record.held || record.givesWay || OPERATOR_FILE.test(file.path) || BY_HAND.test(file.path)) return [];
  const lookups = queriesIn([record.lookup], "select", file, record.functionId, project);
  if (lookups.length !== 1) return [];
  const lookup = lookups[0]!;
  const table = tableOf(lookup, project);
  if (!table || table.partial || lookup.query.open) return [];
  const insert = insertsOf(record, file, project).find(one => one.table === table);
  const same = insert && sharedColumns(lookup, insert, table);
  if (!insert || !same || JOURNAL.test(table.name)) return [];
  const key = keyOver(
    table,
    same,
    filledColumns(
      table,
      insert.written.map(column => column.name),
    ),
  );
  if (key && (record.caught || !insert.complete)) return [];
  const meeting = meetingOf(file, record.functionId, insert.at, project);
  const keep = key ? "violationUncaught" : "lookedThenInserted";
  const repair = key && repairOf(insert, key.columns, key.where !== undefined);
  return [
    {
      way: keep,
      at: insert.at,
      name: record.name,
      what: table.modelName ?? table.name,
      key: named(same),
      meets: meeting ? "proved" : isShared(varying(lookup, same, table), table) ? "likely" : "unlikely",
      platform: meeting?.delivery.platform ?? "",
      story: [
        {
          ...(lookup.through?.place ?? lookup.query.at),
          path: file.path,
          message: l10n.t("Both runs look here before either of them has inserted."),
        },
        ...(key
          ? [{ ...key.place, message: l10n.t("This key turns the second insert into an error.") }]
          : [{ ...table.place, message: l10n.t("No key of `{0}` keeps {1} unique.", table.name, named(same)) }]),
        ...(meeting ? storyOf(meeting) : []),
      ],
      ...(repair ? { repair } : {}),
    },
  ];
}

/** The first insert of the branches, there or in a function that they call. */
function insertsOf(record: LookupRecord, file: FileSummary, project: Project): Insert[] {
  const asked = queriesIn(record.absent, "insert", file, record.functionId, project).flatMap(one => {
    const table = tableOf(one, project);
    const at: Place = one.through?.place ?? one.query.at;
    return table
      ? [
          {
            table,
            written: columnsIn(one.written, table),
            complete: one.query.payload?.complete ?? false,
            at: { ...at, path: file.path },
            asked: one,
          },
        ]
      : [];
  });
  const built = record.built.flatMap(row => {
    const table = findModel(project.schema, row.model);
    return table
      ? [
          {
            table,
            written: columnsIn(row.columns, table),
            complete: row.complete,
            at: { ...row.place, path: file.path },
          },
        ]
      : [];
  });
  return [...asked, ...built];
}

/** Columns that the look-up asks for and the insert writes with the same value; undefined when they are not one thing. */
function sharedColumns(lookup: Asked, insert: Insert, table: Table): string[] | undefined {
  const shared: string[] = [];
  for (const predicate of lookup.predicates) {
    if (predicate.conditional) return undefined;
    const [column] = columnsIn([{ name: lastPart(predicate.column, lookup), key: predicate.key }], table);
    if (predicate.operator !== "=") {
      if (SOFT_DELETE.test(predicate.column)) continue;
      return undefined;
    }
    const written = insert.written.find(one => one.name === column!.name);
    if (written && plain(written.key) === column!.key) shared.push(column!.name);
    else if (!isConstant(predicate.key)) return undefined;
  }
  return shared.length > 0 && !shared.every(column => table.primaryKey.includes(column)) ? shared : undefined;
}

/** Two strangers may bring the same values: no id of another row, and no row of one person. */
export function isShared(columns: readonly string[], table: Table): boolean {
  if (columns.some(column => OWN_ROW.test(column))) return false;
  const own = new Set(table.foreignKeys.flatMap(key => key.columns));
  return columns.some(column => SHARED_KEY.test(column) && (!own.has(column) || !/_?id$/iu.test(column)));
}

/** Those of the columns whose value is not written in the code. */
function varying(lookup: Asked, columns: readonly string[], table: Table): string[] {
  const fixed = lookup.predicates
    .filter(one => isConstant(one.key))
    .flatMap(one => columnsIn([{ name: lastPart(one.column, lookup), key: one.key }], table));
  return columns.filter(column => !fixed.some(one => one.name === column));
}

function lastPart(column: string, lookup: Asked): string {
  return lookup.query.single === true ? column.slice(column.lastIndexOf(".") + 1) : column;
}

export function isConstant(key: string): boolean {
  return /^(?:"|'|\d|true|false|null|None|True|False|[A-Z]\w*\.[A-Z])/u.test(key);
}

function tableOf(asked: Asked, project: Project): Table | undefined {
  return ScopeProver.of(project).tenancy.tableOf(asked.query);
}

/** Only where the statement stands in the same file and the key has no condition. */
function repairOf(insert: Insert, columns: string[], partial: boolean): UpsertRepair | undefined {
  const { asked } = insert;
  if (!asked || asked.through || partial || asked.query.library !== "postgrest" || columns.length === 0)
    return undefined;
  return { kind: "postgrest-insert", at: asked.query.at, columns };
}
