/** How many retries can happen: what limits them, wherever the limit stands. */
import * as l10n from "@vscode/l10n";
import { CELERY_MAX_RETRIES } from "../../libraries/retry-waits.ts";
import type { FilePlace, Place } from "../../finding.ts";
import { isWithinVersions } from "../../semantics/versions.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { operation } from "../../semantics/expressions.ts";
import { constant, constantOf, unknown } from "../../semantics/symbolic.ts";
import { ATTEMPT } from "./counters.ts";
import type { AttemptCheckRecord, LimitRecord, RetryRecord } from "./record.ts";
import type { Attempts, Bound } from "./retry.ts";
import { extent } from "./schedule.ts";

const CELERY_TASK_NAMES = new Set([".task", ".shared_task"]);
const CALLER_DEPTH = 2;

export const inFile = (place: Place, file: FileSummary): FilePlace => ({ ...place, path: file.path });

export function attemptsOf(record: RetryRecord, file: FileSummary, project: Project): Attempts {
  const limits = [...withBase(record, file, project), ...fromTasks(record, file, project)].map(limit =>
    ofVersion(limit, file, project),
  );
  const read = boundsOf(limits, file, project);
  if (read) return read;
  if (record.endless !== undefined)
    return {
      is: "absent",
      why: record.endless,
      by: endlessBy(record),
      ...(record.endlessAt ? { place: inFile(record.endlessAt, file) } : {}),
    };
  if (record.kind === "loop" || record.kind === "schedule" || (record.kind === "task" && limits.length === 0))
    return fromChecks(record, file, project) ?? { is: "unknown" };
  return { is: "unknown" };
}

function endlessBy(record: RetryRecord): "default" | "choice" | "shape" {
  if (record.kind === "loop" || record.kind === "poll") return "shape";
  return record.endlessByDefault ? "default" : "choice";
}

/** The tightest of the limits; one of unknown size when none can be computed. */
function boundsOf(limits: LimitRecord[], file: FileSummary, project: Project): Attempts | undefined {
  let known: { to: number; bound: Bound } | undefined;
  let first = 0;
  let open: Bound | undefined;
  for (const limit of limits) {
    const bound = boundOf(limit, file);
    if (limit.deadline) {
      open ??= bound;
      continue;
    }
    const { from, to } = extent(project.reduce(limit.holds, file));
    first = Math.max(first, from);
    if (to === "open") open ??= bound;
    else if (to !== undefined && (!known || to < known.to)) known = { to, bound };
  }
  if (known) return { is: "known", retries: Math.max(0, known.to - first), first, bound: known.bound };
  return open ? { is: "unknown", bound: open } : undefined;
}

/** The shortest deadline, one of unknown length when none can be read. */
export function deadlineOf(record: RetryRecord, file: FileSummary): { deadline?: Bound } {
  const deadlines = record.limits.filter(limit => limit.deadline);
  const shortest = deadlines.reduce<LimitRecord | undefined>(
    (least, one) => (!least || (one.deadlineMs ?? Infinity) < (least.deadlineMs ?? Infinity) ? one : least),
    undefined,
  );
  return shortest ? { deadline: boundOf(shortest, file) } : {};
}

function boundOf(limit: LimitRecord, file: FileSummary): Bound {
  return {
    text: limit.text,
    worded: limit.worded === true,
    place: { ...limit.place, path: limit.path ?? file.path },
    deadline: limit.deadline === true,
    ...(limit.deadlineMs === undefined ? {} : { deadlineMs: limit.deadlineMs }),
    assumed: false,
    ...(limit.source === undefined ? {} : { source: limit.source }),
  };
}

/** The default of the installed version; unknown when the requirement leaves it open. */
function ofVersion(limit: LimitRecord, file: FileSummary, project: Project): LimitRecord {
  if (!limit.versions) return limit;
  const version = project.versionOf(limit.versions.package, file)?.version;
  for (const other of limit.versions.others) {
    const is = isWithinVersions(version, other.when);
    if (is === true) return { ...limit, holds: other.holds, text: other.text };
    if (is === undefined) return { ...limit, holds: operation("<", ATTEMPT, unknown("the version")) };
  }
  return limit;
}

/** Celery: the base class of the task, and the project's settings for all tasks, come before the library's default. */
function withBase(record: RetryRecord, file: FileSummary, project: Project): LimitRecord[] {
  if (!record.base) return record.limits;
  const base = project.classOf(record.base, file);
  const member = base?.value.members.find(one => one.name === "max_retries");
  const value = member?.constant && constantOf(project.reduce(member.constant, base!.file));
  return record.limits.map(limit =>
    limit.source === undefined
      ? limit
      : typeof value === "number"
        ? {
            holds: operation("<", ATTEMPT, constant(value)),
            place: member!.place,
            path: base!.file.path,
            text: l10n.t("`max_retries = {0}` of the base class", value),
            worded: true,
          }
        : base
          ? limit
          : {
              ...limit,
              holds: operation("<", ATTEMPT, unknown("max_retries")),
              text: l10n.t("the base class of the task"),
              worded: true,
            },
  );
}

/** A helper that takes the task (`def handle(self: Task, …)`) retries as often as the tasks that call it may. */
function fromTasks(record: RetryRecord, file: FileSummary, project: Project): LimitRecord[] {
  if (
    record.kind !== "task" ||
    record.endless !== undefined ||
    record.limits.some(limit => limit.text.includes("max_retries") || limit.source !== undefined)
  )
    return [];
  const limits = project.callersOf(file, record.functionId).flatMap(site =>
    site.caller.decorators.flatMap(decorator => {
      if (!CELERY_TASK_NAMES.has(decorator.path?.steps.at(-1) ?? "")) return [];
      const given = decorator.arguments.find(argument => argument.name === "max_retries");
      const value = given ? given.value.constant : CELERY_MAX_RETRIES.value;
      return typeof value === "number" && site.file === file ? [{ value, place: decorator.place }] : [];
    }),
  );
  const most = limits.sort((a, b) => b.value - a.value)[0];
  return most
    ? [{ holds: operation("<", ATTEMPT, constant(most.value)), place: most.place, text: `max_retries=${most.value}` }]
    : [];
}

/** A stored counter is compared with its limit by whoever reads it: in the same function, its callers, the file, the project. */
export function fromChecks(record: RetryRecord, file: FileSummary, project: Project): Attempts | undefined {
  const own = checksOf(file);
  const near = own.filter(check => check.functionId === record.functionId);
  const read = limitFrom(near, file, project);
  if (read) return read;
  for (const { file: at, id } of callersOf(file, record.functionId, project)) {
    const found = limitFrom(
      checksOf(at).filter(check => check.functionId === id),
      at,
      project,
    );
    if (found) return found;
  }
  const same = limitFrom(
    own.filter(check => sameCounter(check.counter, record.counter)),
    file,
    project,
  );
  if (same) return same;
  return record.counter === undefined || !record.stored ? undefined : checkedAnywhere(record.counter, project);
}

function checkedAnywhere(counter: string, project: Project): Attempts | undefined {
  const all = project.memo("attempt checks", () => {
    const byCounter = new Map<string, { check: AttemptCheckRecord; file: FileSummary }>();
    for (const file of project.filesWith("AttemptCheck"))
      for (const check of checksOf(file))
        if (check.stored && !byCounter.has(stem(check.counter))) byCounter.set(stem(check.counter), { check, file });
    return byCounter;
  });
  const found = all.get(stem(counter));
  return found && { is: "unknown", bound: { ...boundOf(found.check.limit, found.file), assumed: true } };
}

function limitFrom(checks: AttemptCheckRecord[], file: FileSummary, project: Project): Attempts | undefined {
  const known: (Attempts & { is: "known" })[] = [];
  let open: Bound | undefined;
  for (const check of checks) {
    const value = project.reduce(check.limit.holds, file);
    // Which side leaves is not known here: the comparison turns at the same number either way.
    const ends = [extent(value).to, extent(operation("not", value)).to];
    const retries = ends.find(to => typeof to === "number" && to > 1);
    const bound = boundOf(check.limit, file);
    if (typeof retries === "number") known.push({ is: "known", retries, first: 0, bound });
    else if (ends.includes("open")) open ??= bound;
  }
  return known.sort((a, b) => a.retries - b.retries)[0] ?? (open ? { is: "unknown", bound: open } : undefined);
}

const checksOf = (file: FileSummary): AttemptCheckRecord[] =>
  (file.concepts["AttemptCheck"] as AttemptCheckRecord[] | undefined) ?? [];

/** "nextretrycount", "retrycount" and "retries" count the same thing in one file. */
function stem(counter: string): string {
  return counter
    .replace(/^(next|new|current|num|prev|job|total)/u, "")
    .replace(/(count|number|num|s|es)$/u, "")
    .replace(/ie$/u, "y");
}

function sameCounter(left: string, right: string | undefined): boolean {
  return right !== undefined && stem(left) === stem(right);
}

function callersOf(file: FileSummary, id: string, project: Project): { file: FileSummary; id: string }[] {
  const found: { file: FileSummary; id: string }[] = [];
  let level = [{ file, id }];
  for (let depth = 0; depth < CALLER_DEPTH; depth++) {
    level = level
      .flatMap(one => project.callersOf(one.file, one.id).map(site => ({ file: site.file, id: site.caller.id })))
      .slice(0, 20);
    found.push(...level);
  }
  return found;
}
