/** Answers with the project what bounds a requeue: a claim that counts, a broker's policy, a counter in the table. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import { findModel, findTable, type Table } from "../../project/schema/schema.ts";
import type { FileSummary } from "../../project/summary.ts";
import { isAttemptName } from "../retry/attempt-names.ts";
import { tableKey } from "./evidence.ts";
import type { Requeue, RequeueLimitRecord, RequeueRecord, RequeueRepair } from "./requeue.ts";

export function completeRequeue(record: RequeueRecord, file: FileSummary, project: Project): Requeue {
  const table = record.table === undefined ? undefined : tableOf(record.table, project);
  const claims = record.table === undefined ? undefined : limitsOf(project).claims.get(tableKey(record.table));
  const taken = record.table !== undefined && limitsOf(project).takes.has(tableKey(record.table));
  const counter = table && counterOf(table);
  const repair = repairOf(record, counter);
  return {
    type: "Requeue",
    start: record.start,
    end: record.end,
    way: record.way,
    name: record.name === "" ? l10n.t("the code") : record.name,
    at: record.at,
    text: record.text,
    bounded:
      claims?.counts === true ||
      (record.way === "nacked" && limitsOf(project).policies.has(record.policy ?? "")) ||
      (file.language === "sql" && !isLive(record, file, project)),
    proved:
      isComplete(record) ||
      (record.assumed !== true &&
        (taken || record.way !== "putBack") &&
        ((table !== undefined && table.partial !== true && counter === undefined) || claims?.counts === false)),
    what: record.table === undefined ? l10n.t("a row") : l10n.t("a `{0}` row", record.table),
    column: record.column ?? "",
    value: record.value ?? "",
    broker: worded(record.broker ?? ""),
    story: storyOf(record, file, counter),
    ...(repair ? { repair } : {}),
    ...(counter ? { counter } : {}),
  };
}

/** The place alone shows the whole circle. */
function isComplete({ way }: RequeueRecord): boolean {
  return way === "deadLetterAndNack" || way === "enqueuesItself" || way === "pushedBack";
}

function tableOf(name: string, project: Project): Table | undefined {
  return findTable(project.schema, name) ?? findModel(project.schema, name);
}

function counterOf(table: Table): { name: string; place: FilePlace } | undefined {
  for (const column of table.columns.values())
    if (isAttemptName(column.name)) return { name: column.name, place: column.place };
  return undefined;
}

function repairOf(record: RequeueRecord, counter: { name: string } | undefined): RequeueRepair | undefined {
  if (record.repair?.kind !== "count") return record.repair;
  return counter && { ...record.repair, column: counter.name };
}

/** The last definition of the function; what a later migration replaced does not run. */
function isLive(record: RequeueRecord, file: FileSummary, project: Project): boolean {
  const facts = project.schema.functions.get(record.name.toLowerCase()) ?? [];
  return facts.some(
    fact =>
      fact.statement.path === file.path && fact.statement.start <= record.start && fact.statement.end >= record.end,
  );
}

function storyOf(
  record: RequeueRecord,
  file: FileSummary,
  counter: { name: string; place: FilePlace } | undefined,
): Requeue["story"] {
  const story: Requeue["story"] = [];
  if (record.before) story.push({ ...record.before.place, path: file.path, message: record.before.message });
  if (counter)
    story.push({
      ...counter.place,
      message: l10n.t("`{0}` is there to count, and is not counted here.", counter.name),
    });
  return story;
}

interface Limits {
  claims: Map<string, { counts: boolean }>;
  takes: Set<string>;
  policies: Set<string>;
}

function limitsOf(project: Project): Limits {
  return project.memo("requeue-limits", () => {
    const limits: Limits = { claims: new Map(), takes: new Set(), policies: new Set() };
    for (const file of project.filesWith("RequeueLimit"))
      for (const record of file.concepts["RequeueLimit"] as RequeueLimitRecord[]) {
        for (const claim of record.claims)
          limits.claims.set(claim.table, { counts: claim.counts || limits.claims.get(claim.table)?.counts === true });
        for (const table of record.takes) limits.takes.add(table);
        for (const policy of record.policies) limits.policies.add(policy);
      }
    return limits;
  });
}
