/** Writes that no key of their table covers: inserts that run again, `get_or_create`, `upsert` that can meet no row. */
import * as l10n from "@vscode/l10n";
import { VALUE_TABLE } from "../../libraries/effects.ts";
import { BY_HAND, GET_OR_CREATE, JOURNAL } from "../../libraries/lookups.ts";
import { OPERATOR_FILE } from "../../libraries/request-shapes.ts";
import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { Table } from "../../project/schema/schema.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { QueryRecord } from "../query/query.ts";
import { ScopeProver } from "../query/scope.ts";
import { isConstant, isShared } from "./complete.ts";
import { columnsIn, filledColumns, keyOver, named } from "./keys.ts";
import type { UpsertFault, WriteRecord } from "./lookup-insert.ts";
import { isChecked, meetingOf, storyOf } from "./meeting.ts";

/** Values that are new in every run. */
const FRESH = /uuid|random|nanoid|cuid|ulid|token|secret|Date\b|now\(|datetime|time\(/iu;

export function unkeyedWrites(record: WriteRecord, file: FileSummary, project: Project): UpsertFault[] {
  if (record.held || OPERATOR_FILE.test(file.path) || BY_HAND.test(file.path)) return [];
  const query = queryAt(record, file);
  const table = query && ScopeProver.of(project).tenancy.tableOf(query);
  if (!query || !table || table.partial) return [];
  if (GET_OR_CREATE.has(record.method)) return gotOrCreated(record, query, table, file, project);
  if (query.operation === "upsert" && query.library === "postgrest") return upserted(record, query, table, file);
  return query.operation === "insert" ? insertedAgain(record, query, table, file, project) : [];
}

function queryAt(record: WriteRecord, file: FileSummary): QueryRecord | undefined {
  const queries = (file.concepts["Query"] ?? []) as QueryRecord[];
  return queries.find(
    one =>
      (one.operation === "insert" || one.operation === "upsert") && one.start >= record.start && one.end <= record.end,
  );
}

function gotOrCreated(
  record: WriteRecord,
  query: QueryRecord,
  table: Table,
  file: FileSummary,
  project: Project,
): UpsertFault[] {
  const asked = query.predicates.filter(one => one.operator === "=");
  if (query.open || asked.length === 0 || asked.length < query.predicates.length) return [];
  if (asked.some(one => one.column.includes("."))) return [];
  const columns = columnsIn(
    asked.map(one => ({ name: one.column, key: one.key })),
    table,
  );
  const same = columns.map(one => one.name);
  const varying = columns.filter(one => !isConstant(one.key)).map(one => one.name);
  if (keyOver(table, same, same) || JOURNAL.test(table.name)) return [];
  const at = { ...record.at, path: file.path };
  const meeting = meetingOf(file, record.functionId, at, project);
  return [
    fault("unkeyedGetOrCreate", record, table, same, at, {
      meets: meeting ? "proved" : isShared(varying, table) ? "likely" : "unlikely",
      platform: meeting?.delivery.platform ?? "",
      story: [noKey(table, same), ...(meeting ? storyOf(meeting) : [])],
    }),
  ];
}

/** `upsert(row)` goes by the primary key; one that the database makes, and the row does not hold, meets nothing. */
function upserted(record: WriteRecord, query: QueryRecord, table: Table, file: FileSummary): UpsertFault[] {
  if (record.givesWay || record.options === undefined || query.payload?.complete !== true) return [];
  const given = query.payload.columns.map(column => column.name);
  const generated = table.primaryKey.filter(
    column => !given.includes(column) && table.columns.get(column)?.hasDefault === true,
  );
  if (given.length === 0 || generated.length === 0) return [];
  const key = table.uniqueKeys.find(
    one => one.where === undefined && one.expressions !== true && one.columns.every(column => given.includes(column)),
  );
  const at = { ...record.at, path: file.path };
  return [
    fault(key ? "unmergedUpsert" : "unkeyedUpsert", record, table, table.primaryKey, at, {
      meets: "proved",
      platform: "",
      story: [
        {
          ...(table.columns.get(generated[0]!)?.place ?? table.place),
          message: l10n.t("The database makes `{0}` anew for every row.", generated[0]!),
        },
        ...(key
          ? [
              {
                ...key.place,
                message: l10n.t(
                  "A second row with the same {0} is refused by this key, not merged.",
                  named(key.columns),
                ),
              },
            ]
          : []),
      ],
      ...(key ? { repair: { kind: "postgrest-upsert" as const, at: placeAt(record), columns: key.columns } } : {}),
    }),
  ];
}

function insertedAgain(
  record: WriteRecord,
  query: QueryRecord,
  table: Table,
  file: FileSummary,
  project: Project,
): UpsertFault[] {
  if (record.givesWay || query.payload?.complete !== true || JOURNAL.test(table.name) || VALUE_TABLE.test(table.name))
    return [];
  const written = columnsIn(query.payload.columns, table);
  const names = written.map(column => column.name);
  const ids = written.filter(column => /(?:_id|Id)$/u.test(column.name) && !FRESH.test(column.key));
  const stable = [...new Set(ids.map(column => column.name))];
  if (stable.length < 2 || keyOver(table, names, filledColumns(table, names))) return [];
  const at = { ...record.at, path: file.path };
  const meeting = meetingOf(file, record.functionId, at, project);
  if (!meeting?.delivery.redelivers || isChecked(meeting, file, record.functionId, table, project)) return [];
  return [
    fault("insertedAgain", record, table, stable, at, {
      meets: "proved",
      platform: meeting.delivery.platform,
      story: [noKey(table, stable), ...storyOf(meeting)],
    }),
  ];
}

function fault(
  way: UpsertFault["way"],
  record: WriteRecord,
  table: Table,
  columns: readonly string[],
  at: FilePlace,
  rest: Pick<UpsertFault, "meets" | "platform" | "story" | "repair">,
): UpsertFault {
  return { way, at, name: record.name, what: table.modelName ?? table.name, key: named(columns), ...rest };
}

function noKey(table: Table, columns: readonly string[]): FilePlace & { message: string } {
  return { ...table.place, message: l10n.t("No key of `{0}` keeps {1} unique.", table.name, named(columns)) };
}

/** Just behind the only argument. */
function placeAt(record: WriteRecord): UpsertFault["at"] {
  return { ...record.at, start: record.options!, end: record.options! };
}
