/** Answers with the project whether anything takes a claim back when its worker dies. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace } from "../../finding.ts";
import { AGE_COLUMN, LEASE_COLUMN } from "../../libraries/claims.ts";
import type { Project } from "../../project/project.ts";
import { orderSqlFiles, sqlRole } from "../../project/schema/migration-order.ts";
import { findModel, findTable, type SqlFunction, type Table } from "../../project/schema/schema.ts";
import type { FileSummary } from "../../project/summary.ts";
import { tableKey } from "../requeue/evidence.ts";
import type { Claim, ClaimRecord, ClaimReturn, ClaimReturnRecord } from "./claim.ts";

/** A comparison with the time of birth finds old rows, not old claims. */
const BIRTH = /^created/iu;

export function completeClaim(record: ClaimRecord, file: FileSummary, project: Project): Claim {
  const table = record.table === undefined ? undefined : tableOf(record.table, project);
  const lease = table && leaseOf(table);
  const live = file.language === "sql" ? liveDefinition(record, project) : undefined;
  return {
    type: "Claim",
    start: record.start,
    end: record.end,
    way: record.way,
    name: record.name === "" ? l10n.t("the code") : record.name,
    at: record.at,
    text: record.text,
    what: record.table === undefined ? l10n.t("a row") : l10n.t("a `{0}` row", record.table),
    table: record.table ?? "",
    value: record.value ?? "",
    broker: worded(record.broker ?? ""),
    work: record.work?.text ?? "",
    returned:
      !record.program ||
      (file.language === "sql" && (live === undefined || (table === undefined && wasDropped(record, project)))) ||
      (record.way === "marked" && isMarkReturned(record, file, project)) ||
      (record.way === "stamped" && isStampReturned(record, file, project)),
    proved:
      table !== undefined && table.partial !== true && (record.taken === undefined || record.release !== undefined),
    story: storyOf(record, file, live),
    ...(lease ? { lease } : {}),
  };
}

function tableOf(name: string, project: Project): Table | undefined {
  return findModel(project.schema, name) ?? findTable(project.schema, name);
}

/** Some file creates the table, and a later one takes it away again. */
function wasDropped(record: ClaimRecord, project: Project): boolean {
  for (const file of project.files())
    if (file.schema?.operations.some(one => one.op === "create-table" && one.table.name === record.table)) return true;
  return false;
}

function leaseOf(table: Table): { name: string; place: FilePlace } | undefined {
  for (const column of table.columns.values())
    if (LEASE_COLUMN.test(column.name) || /^(?:claimed|locked|processing_started|picked)_?at$/iu.test(column.name))
      return { name: column.name, place: column.place };
  return undefined;
}

function isMarkReturned(record: ClaimRecord, file: FileSummary, project: Project): boolean {
  const value = (record.value ?? "").toLowerCase();
  return returnsFor(record, file, project).some(one =>
    one.values.length > 0
      ? one.values.includes(value) && (one.any || one.aged.length > 0)
      : one.aged.some(column => AGE_COLUMN.test(column) && !BIRTH.test(column)),
  );
}

function isStampReturned(record: ClaimRecord, file: FileSummary, project: Project): boolean {
  return returnsFor(record, file, project).some(one =>
    one.aged.some(column => tableKey(column) === tableKey(record.column ?? "")),
  );
}

/** Without a table, whatever the same file says, or any statement that asks for that status by its age. */
function returnsFor(record: ClaimRecord, file: FileSummary, project: Project): readonly ClaimReturn[] {
  const all = returnsOf(project);
  if (record.table !== undefined) return all.get(keyOf(record.table, project)) ?? [];
  const own = ((file.concepts["ClaimReturn"] ?? []) as ClaimReturnRecord[]).flatMap(one => one.returns);
  return [...own, ...[...all.values()].flat().filter(one => one.values.length > 0 && one.aged.length > 0)];
}

function returnsOf(project: Project): ReadonlyMap<string, ClaimReturn[]> {
  return project.memo("claim returns", () => {
    const found = new Map<string, ClaimReturn[]>();
    for (const file of project.filesWith("ClaimReturn"))
      for (const record of file.concepts["ClaimReturn"] as ClaimReturnRecord[])
        for (const one of record.returns) {
          const key = keyOf(one.table, project);
          found.set(key, [...(found.get(key) ?? []), one]);
        }
    return found;
  });
}

/** One key for a table and its model. */
function keyOf(name: string, project: Project): string {
  const key = tableKey(name);
  return project.memo("tables by key", () => tableNames(project)).get(key) ?? key;
}

function tableNames(project: Project): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const table of project.schema.tables.values()) found.set(tableKey(table.name), tableKey(table.name));
  for (const [model, table] of project.schema.models) found.set(tableKey(model), tableKey(table.name));
  return found;
}

/**
 * The definition that is in force, when the function still claims and this is the first migration that does: one fault is told
 * once, where it came in, and stays the same finding when a later migration writes the function anew.
 */
function liveDefinition(record: ClaimRecord, project: Project): SqlFunction | undefined {
  const same = claimingFunctions(project).get(record.name.toLowerCase()) ?? [];
  const first = same.find(one => sqlRole(one.file.path) === "migration") ?? same[0];
  if (first?.record !== record) return undefined;
  const facts = project.schema.functions.get(record.name.toLowerCase()) ?? [];
  return facts.findLast(fact => same.some(one => isAt(fact, one.record, one.file)));
}

interface ClaimingFunction {
  file: FileSummary;
  record: ClaimRecord;
}

/** Every definition that claims, by the function's name, in the order in which the files are run. */
function claimingFunctions(project: Project): ReadonlyMap<string, ClaimingFunction[]> {
  return project.memo("claiming functions", () => {
    const files = project.filesWith("Claim").filter(file => file.language === "sql");
    const found = new Map<string, ClaimingFunction[]>();
    for (const { path } of orderSqlFiles(files.map(file => file.path)))
      for (const record of project.file(path)!.concepts["Claim"] as ClaimRecord[]) {
        const key = record.name.toLowerCase();
        found.set(key, [...(found.get(key) ?? []), { file: project.file(path)!, record }]);
      }
    return found;
  });
}

function isAt(fact: SqlFunction, record: ClaimRecord, file: FileSummary): boolean {
  return fact.statement.path === file.path && fact.statement.start <= record.start && fact.statement.end >= record.end;
}

function storyOf(record: ClaimRecord, file: FileSummary, live: SqlFunction | undefined): Claim["story"] {
  const at = (place: ClaimRecord["at"]): FilePlace => ({ ...place, path: file.path });
  const story: Claim["story"] = [];
  if (record.taken)
    story.push({ ...at(record.taken), message: l10n.t("Only rows that nobody has taken are asked for here.") });
  const isGone = record.way === "popped" || record.way === "settled";
  if (record.work)
    story.push({
      ...at(record.work.place),
      message: isGone
        ? l10n.t("A worker that dies in `{0}` takes the item with it.", record.work.text)
        : l10n.t("A worker that dies in `{0}` keeps its claim.", record.work.text),
    });
  if (record.release)
    story.push({
      ...at(record.release),
      message: l10n.t("An error gives the row back here; a killed process does not get here."),
    });
  if (record.instead !== undefined)
    story.push({
      ...at(record.at),
      message: l10n.t("{0} keeps a copy of the item until its work is done.", worded(record.instead)),
    });
  if (live && !isAt(live, record, file))
    story.push({ ...live.place, message: l10n.t("`{0}` as it runs today.", live.name) });
  return story;
}
