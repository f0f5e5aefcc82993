/** Answers what one file leaves open: constants and helpers of other files, base classes, who uses a formula. */
import type { FilePlace, Place } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { CELERY_MAX_RETRIES } from "../../libraries/retry-waits.ts";
import { operation } from "../../semantics/expressions.ts";
import { constant, constantOf, mentions, partsOf, rewrite, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { ATTEMPT } from "./counters.ts";
import { growthOf, hasJitter, isSize, sizeIn } from "./growth.ts";
import { type AttemptCheckRecord, type DelayRecord, type LimitRecord, type RetryRecord, type Unit, UNIT_MS } from "./record.ts";
import { type Attempts, type Bound, type Retry, type RetryDelay, SCHEDULE_LENGTH } from "./retry.ts";
import { delayAt, extent, steadyFactor } from "./schedule.ts";

const CELERY_TASK_NAMES = new Set([".task", ".shared_task"]);
const CALLER_DEPTH = 2;
const LARGE = 200;

export function completeRetry(record: RetryRecord, file: FileSummary, project: Project): Retry {
  const users = record.kind === "formula" ? usersOf(record, file, project) : [];
  const attempts = record.kind === "formula" ? attemptsOfUsers(record, users, file, project) : attemptsOf(record, file, project);
  return {
    type: "Retry",
    start: record.start,
    end: record.end,
    kind: record.kind,
    name: record.name,
    attempts,
    delays: record.delays.map(delay => completeDelay(delay, attempts, file, project)),
    users: users.map(user => inFile(user.record.delays[0]!.place, user.file)),
    ...(record.library ? { library: record.library } : {}),
  };
}

const inFile = (place: Place, file: FileSummary): FilePlace => ({ ...place, path: file.path });

function completeDelay(record: DelayRecord, attempts: Attempts, file: FileSummary, project: Project): RetryDelay {
  const value = project.reduce(record.value, file);
  const unit = unitOf(record, file, project);
  const factor = UNIT_MS[unit];
  const { growth, capped } = growthOf(value);
  const end = attempts.is === "known" ? attempts.retries : undefined;
  const steady = steadyFactor(value);
  const size = sizeIn(value);
  const at = (attempt: number) => delayAt(value, factor, attempt);
  const longest = end === undefined || end === 0 ? undefined : at(end - 1);
  return {
    place: inFile(record.place, file),
    text: record.text,
    unit: record.capUnit ?? unit,
    growth,
    ...(steady === undefined ? {} : { factor: steady }),
    limit: limitOf(capped, growth, at(LARGE)),
    jitter: hasJitter(value),
    ...(size !== undefined && unbounded(value) ? { size } : {}),
    implicit: record.implicit === true,
    elsewhere: growth !== "none" && formulaElsewhere(record.value, file, project),
    schedule: schedule(at, Math.min(end ?? SCHEDULE_LENGTH, SCHEDULE_LENGTH)),
    ...(longest === undefined ? {} : { longestMs: longest }),
    passes: ms => firstPassing(at, ms, end ?? LARGE),
    ...(record.update ? { update: record.update } : {}),
    ...(record.option ? { option: record.option } : {}),
    cappable: record.cappable,
  };
}

/** A home-made wait that hands its parameter to a timer as it is takes milliseconds; one that multiplies it takes seconds. */
function unitOf(record: DelayRecord, file: FileSummary, project: Project): Unit {
  const waiter = record.waiter && project.functionOf(record.waiter, file);
  const timers = waiter?.file.functions.filter(fn => fn === waiter.value || fn.id.startsWith(`${waiter.value.id}.`)).flatMap(fn => fn.calls) ?? [];
  for (const call of timers) {
    const seconds = /^(time|asyncio)\.sleep$/u.test(call.text);
    const given = call.text.endsWith("setTimeout") ? call.arguments.find(argument => argument.position === 1) : seconds ? call.arguments[0] : undefined;
    if (!given) continue;
    if (seconds) return /\/ ?1_?000/u.test(given.value.key) ? "ms" : "s";
    return /\* ?(1_?000|1e3)/u.test(given.value.key) ? "s" : "ms";
  }
  return record.unit;
}

function limitOf(capped: boolean, growth: RetryDelay["growth"], large: number | undefined): RetryDelay["limit"] {
  if (growth !== "none") return { is: "absent" };
  if (!capped) return large === undefined ? { is: "unknown" } : { is: "known", ms: large };
  return large === undefined ? { is: "unknown" } : { is: "known", ms: large };
}

function unbounded(value: Symbolic): boolean {
  const growth = growthOf(value, isSize).growth;
  return growth !== "none" && growth !== "unknown";
}

function schedule(at: (attempt: number) => number | undefined, count: number): number[] {
  const delays: number[] = [];
  for (let attempt = 0; attempt < count; attempt++) {
    const delay = at(attempt);
    if (delay === undefined) return [];
    delays.push(delay);
  }
  return delays;
}

function firstPassing(at: (attempt: number) => number | undefined, ms: number, count: number): { retry: number; ms: number } | undefined {
  for (let attempt = 0; attempt < count; attempt++) {
    const delay = at(attempt);
    if (delay === undefined) return undefined;
    if (delay > ms) return { retry: attempt + 1, ms: delay };
  }
  return undefined;
}

/** The growth comes from a function whose formula has a Retry of its own. */
function formulaElsewhere(value: Symbolic, file: FileSummary, project: Project): boolean {
  if (growthOf(rewrite(value, part => (part.kind === "apply" ? unknown() : part))).growth !== "none") return false;
  return appliedFunctions(value, file, project).some(target =>
    (target.file.concepts["Retry"] as RetryRecord[] | undefined)?.some(record => record.kind === "formula" && record.functionId === target.id));
}

function appliedFunctions(value: Symbolic, file: FileSummary, project: Project): { file: FileSummary; id: string }[] {
  const own = value.kind === "apply" ? project.functionOf(value.path, file) : undefined;
  return [...(own ? [{ file: own.file, id: own.value.id }] : []), ...partsOf(value).flatMap(part => appliedFunctions(part, file, project))];
}

// ───────────────────────────────────────────────────────────── attempts

function attemptsOf(record: RetryRecord, file: FileSummary, project: Project): Attempts {
  const limits = [...withBase(record, file, project), ...fromTasks(record, file, project)];
  const read = boundsOf(limits, file, project);
  if (read) return read;
  if (record.endless !== undefined) return { is: "absent", why: record.endless };
  if (record.kind === "loop" || record.kind === "schedule" || (record.kind === "task" && limits.length === 0))
    return fromChecks(record, file, project) ?? { is: "unknown" };
  return { is: "unknown" };
}

/** The tightest of the limits; one of unknown size when none can be computed. */
function boundsOf(limits: LimitRecord[], file: FileSummary, project: Project): Attempts | undefined {
  let known: { is: "known"; retries: number; bound: Bound } | undefined;
  let open: Bound | undefined;
  for (const limit of limits) {
    const bound = boundOf(limit, file);
    const holds = limit.deadline ? undefined : project.reduce(limit.holds, file);
    const range = holds && extent(holds);
    if (!range) {
      if (!holds || mentions(holds, "attempt")) open ??= bound;
      continue;
    }
    // A condition that never ends within the horizon is no limit; one that holds at once only shifts the schedule.
    if (!known || range.to < known.retries) known = { is: "known", retries: range.to, bound };
  }
  return known ?? (open ? { is: "unknown", bound: open } : undefined);
}

function boundOf(limit: LimitRecord, file: FileSummary): Bound {
  return {
    text: limit.text,
    place: inFile(limit.place, file),
    deadline: limit.deadline === true,
    assumed: false,
    ...(limit.source === undefined ? {} : { source: limit.source }),
  };
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
        ? { holds: operation("<", ATTEMPT, constant(value)), place: member!.place, text: `max_retries = ${value} of the base class` }
        : base ? limit : { ...limit, holds: operation("<", ATTEMPT, unknown("max_retries")), text: "the base class of the task" });
}

/** A helper that takes the task (`def handle(self: Task, …)`) retries as often as the tasks that call it may. */
function fromTasks(record: RetryRecord, file: FileSummary, project: Project): LimitRecord[] {
  if (record.kind !== "task" || record.endless !== undefined || record.limits.some(limit => limit.text.includes("max_retries") || limit.source !== undefined)) return [];
  const limits = project.callersOf(file, record.functionId).flatMap(site =>
    site.caller.decorators.flatMap(decorator => {
      if (!CELERY_TASK_NAMES.has(decorator.path?.steps.at(-1) ?? "")) return [];
      const given = decorator.arguments.find(argument => argument.name === "max_retries");
      const value = given ? given.value.constant : CELERY_MAX_RETRIES.value;
      return typeof value === "number" && site.file === file ? [{ value, place: decorator.place }] : [];
    }));
  const most = limits.sort((a, b) => b.value - a.value)[0];
  return most ? [{ holds: operation("<", ATTEMPT, constant(most.value)), place: most.place, text: `max_retries=${most.value}` }] : [];
}

/** A stored counter is compared with its limit by whoever reads it: in the same function, its callers, the file, the project. */
function fromChecks(record: RetryRecord, file: FileSummary, project: Project): Attempts | undefined {
  const own = checksOf(file);
  const near = own.filter(check => check.functionId === record.functionId);
  const read = limitFrom(near, file, project);
  if (read) return read;
  for (const { file: at, id } of callersOf(file, record.functionId, project)) {
    const found = limitFrom(checksOf(at).filter(check => check.functionId === id), at, project);
    if (found) return found;
  }
  const same = limitFrom(own.filter(check => sameCounter(check.counter, record.counter)), file, project);
  if (same) return same;
  return record.counter === undefined || !record.stored ? undefined : checkedAnywhere(record.counter, project);
}

function checkedAnywhere(counter: string, project: Project): Attempts | undefined {
  const all = project.derived("attempt checks", () => {
    const byCounter = new Map<string, { check: AttemptCheckRecord; file: FileSummary }>();
    for (const file of project.files()) for (const check of checksOf(file)) if (check.stored && !byCounter.has(stem(check.counter))) byCounter.set(stem(check.counter), { check, file });
    return byCounter;
  });
  const found = all.get(stem(counter));
  return found && { is: "unknown", bound: { ...boundOf(found.check.limit, found.file), assumed: true } };
}

function limitFrom(checks: AttemptCheckRecord[], file: FileSummary, project: Project): Attempts | undefined {
  const known: { is: "known"; retries: number; bound: Bound }[] = [];
  let open: Bound | undefined;
  for (const check of checks) {
    const value = project.reduce(check.limit.holds, file);
    // Which side leaves is not known here: the comparison turns at the same number either way.
    const ranges = [extent(value), extent(operation("not", value))];
    const range = ranges.find(one => one !== undefined && one.to > 1);
    const bound = boundOf(check.limit, file);
    if (range) known.push({ is: "known", retries: range.to, bound });
    else if (ranges.every(one => one === undefined)) open ??= bound;
  }
  return known.sort((a, b) => a.retries - b.retries)[0] ?? (open ? { is: "unknown", bound: open } : undefined);
}

const checksOf = (file: FileSummary): AttemptCheckRecord[] => (file.concepts["AttemptCheck"] as AttemptCheckRecord[] | undefined) ?? [];

/** "nextretrycount", "retrycount" and "retries" count the same thing in one file. */
function stem(counter: string): string {
  return counter.replace(/^(next|new|current|num|prev|job|total)/u, "").replace(/(count|number|num|s|es)$/u, "").replace(/ie$/u, "y");
}

function sameCounter(left: string, right: string | undefined): boolean {
  return right !== undefined && stem(left) === stem(right);
}

function callersOf(file: FileSummary, id: string, project: Project): { file: FileSummary; id: string }[] {
  const found: { file: FileSummary; id: string }[] = [];
  let level = [{ file, id }];
  for (let depth = 0; depth < CALLER_DEPTH; depth++) {
    level = level.flatMap(one => project.callersOf(one.file, one.id).map(site => ({ file: site.file, id: site.caller.id }))).slice(0, 20);
    found.push(...level);
  }
  return found;
}

// ───────────────────────────────────────────────────────────── formulas

interface User {
  file: FileSummary;
  record: RetryRecord;
}

function usersOf(record: RetryRecord, file: FileSummary, project: Project): User[] {
  const all = project.derived("retry formula users", () => {
    const users = new Map<string, User[]>();
    for (const other of project.files())
      for (const user of (other.concepts["Retry"] as RetryRecord[] | undefined) ?? []) {
        if (user.kind === "formula") continue;
        for (const delay of user.delays)
          for (const target of appliedFunctions(delay.value, other, project)) {
            const key = `${target.file.path}\0${target.id}`;
            users.set(key, [...(users.get(key) ?? []), { file: other, record: user }]);
          }
      }
    return users;
  });
  return all.get(`${file.path}\0${record.functionId}`) ?? [];
}

/** The loosest of the users' limits: the formula must be right for all of them. */
function attemptsOfUsers(record: RetryRecord, users: User[], file: FileSummary, project: Project): Attempts {
  const all = users.map(user => attemptsOf(user.record, user.file, project));
  const absent = all.find(one => one.is === "absent");
  if (absent) return absent;
  const unlimited = all.find(one => one.is === "unknown" && !one.bound);
  if (all.length === 0 || unlimited) return fromChecks(record, file, project) ?? { is: "unknown" };
  const open = all.find(one => one.is === "unknown");
  if (open) return open;
  return all.reduce((most, one) => (one.is === "known" && most.is === "known" && one.retries > most.retries ? one : most));
}
