/** A recorded guard with what the project knows of the function that it calls. */
import * as l10n from "@vscode/l10n";
import { guardRow } from "../../libraries/locks.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { TaskRecord } from "../task/task.ts";
import { calledFunction } from "./called-function.ts";
import type { Guard, GuardRecord, Promised } from "./guard.ts";
import { keepsWhatWasDone } from "./names.ts";

export function completeGuard(record: GuardRecord, file: FileSummary, project: Project): Guard {
  const promised = byLibrary(record, file, project) ?? byFunction(record, file, project) ?? bySibling(record, file);
  return {
    type: "Guard",
    start: record.start,
    end: record.end,
    text: record.text,
    use: record.use,
    ...(promised ? { promised } : {}),
    ...(record.awaitable ? { repair: { call: record, inside: record.inside } } : {}),
  };
}

function byLibrary(record: GuardRecord, file: FileSummary, project: Project): Promised | undefined {
  const library = project.libraryNameOf(record.path, file);
  if (record.advisory) return advisory(library, file);
  const row = guardRow(library, record.method);
  if (!row || (row.ifAbsent && !record.ifAbsent)) return undefined;
  if (row.what === "record" && (record.table === undefined || !keepsWhatWasDone(record.table))) return undefined;
  return { what: row.what, starts: row.starts === "lazy" ? unsent(file) : "at once", proved: true, story: [] };
}

/** Clients whose statements wait to be awaited; others send at once. A client that may not be asynchronous says nothing. */
function advisory(library: string | undefined, file: FileSummary): Promised | undefined {
  if (library === undefined) return undefined;
  const lazy = /^(@prisma\/client|knex|postgres)\b/u.test(library) || file.language === "python";
  const promised =
    file.language === "python"
      ? /^(asyncpg|aiopg|sqlalchemy\.ext\.asyncio)\b/u.test(library)
      : /^(pg|@prisma\/client|knex|postgres|slonik)\b/u.test(library);
  return promised ? { what: "lock", starts: lazy ? unsent(file) : "at once", proved: true, story: [] } : undefined;
}

/** A function of the project that is named as a guard; that its body claims, or asks a known guard, proves it. */
function byFunction(record: GuardRecord, file: FileSummary, project: Project): Promised | undefined {
  if (!record.named) return undefined;
  const target = calledFunction(record.path, file, project);
  if (!target?.value.async) return undefined;
  if (file.language === "python" && target.value.decorators.length > 0) return undefined;
  const tasks = (target.file.concepts["Task"] ?? []) as TaskRecord[];
  const body = tasks.find(one => one.functionId === target.value.id);
  const claims =
    body?.steps.some(
      step =>
        (step.claim !== undefined && step.claim !== "get or create") ||
        guardRow(project.libraryNameOf(step.path, target.file), step.text.slice(step.text.lastIndexOf(".") + 1)),
    ) ?? false;
  const at = { ...target.value.namePlace, path: target.file.path };
  return {
    what: record.named,
    starts: file.language === "python" ? "as coroutine" : "at once",
    proved: claims || file.language === "python",
    story: [{ ...at, message: l10n.t("The function is asynchronous: its call gives a promise, not the answer.") }],
  };
}

/** Nothing is known of the callee, but it is awaited elsewhere. */
function bySibling(record: GuardRecord, file: FileSummary): Promised | undefined {
  if (!record.named || !record.sibling || file.language === "python") return undefined;
  return {
    what: record.named,
    starts: "at once",
    proved: false,
    story: [{ ...record.sibling, path: file.path, message: l10n.t("Here the same call is awaited.") }],
  };
}

function unsent(file: FileSummary): Promised["starts"] {
  return file.language === "python" ? "as coroutine" : "when sent";
}
