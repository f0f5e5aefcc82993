/** A recorded run with what the project knows: what it does, how long that may take, who else starts it. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { BEAT, SCHEDULED_ROUTE, type SchedulerRow, schedulerRow, TIMER } from "../../libraries/schedulers.ts";
import { CELERY_TASK } from "../../libraries/delivery.ts";
import { deploymentOf, runsQueue } from "../deployment/deployment.ts";
import { nextPath } from "../route/paths.ts";
import { Bodies, type Body } from "../task/bodies.ts";
import { beatOf } from "./beat.ts";
import { platformTick } from "./platform-tick.ts";
import { isExclusive } from "./exclusive.ts";
import type { ClockRecord, Run, RunFault, RunRecord } from "./run.ts";
import { startedTwice } from "./started-twice.ts";
import { repeatedEffect, type RepeatedEffect } from "./work.ts";

export function completeRun(record: RunRecord, file: FileSummary, project: Project): Run {
  const fault =
    record.form === "clock"
      ? byClock(record, file, project)
      : record.form === "start"
        ? startedTwice(record, file, project)
        : undefined;
  return { type: "Run", start: record.start, end: record.end, ...(fault ? { fault } : {}) };
}

/** Who ticks, how often, and where that is said. */
interface Tick {
  row: SchedulerRow;
  periodMs?: number;
  at?: RunFault["story"][number];
}

function byClock(record: ClockRecord, file: FileSummary, project: Project): RunFault | undefined {
  const tick = tickOf(record, file, project);
  if (!tick) return undefined;
  const bodies = Bodies.of(project);
  for (const work of worksOf(record, file, bodies)) {
    const effect = repeatedEffect(work, bodies);
    if (!effect || isExclusive(work, project)) continue;
    const fault =
      inEveryProcess(record, tick, effect, file, project) ??
      (tick.row.next === "starts" && !limitsItself(record, tick.row) && !effect.flagged
        ? overlapping(record, tick, effect)
        : undefined);
    if (fault) return record.by === "route" ? { ...fault, work: nextPath(file.path) ?? fault.work } : fault;
  }
  return undefined;
}

function tickOf(record: ClockRecord, file: FileSummary, project: Project): Tick | undefined {
  const written = record.periodMs === undefined ? {} : { periodMs: record.periodMs };
  if (record.by === "timer") return { row: TIMER, ...written };
  if (record.by === "route" || record.by === "worker") {
    const tick = platformTick(record, file, project);
    return tick && { row: SCHEDULED_ROUTE, ...tick };
  }
  const library = project.libraryNameOf(record.path, file);
  const row = schedulerRow(library, record.by);
  if (row) return !row.when || row.when.some(name => name in record.options) ? { row, ...written } : undefined;
  if (record.by !== "decorator" || library === undefined || !CELERY_TASK.test(library)) return undefined;
  const beat = beatOf(record, file, project);
  return beat && { row: BEAT, ...beat };
}

function worksOf(record: ClockRecord, file: FileSummary, bodies: Bodies): Body[] {
  return record.works.flatMap(
    work => (work.id === undefined ? bodies.at(work.path, file) : bodies.of(file, work.id)) ?? [],
  );
}

function limitsItself(record: ClockRecord, row: SchedulerRow): boolean {
  return row.exclusive.some(name => {
    const value = record.options[name];
    return value === true || value === 1;
  });
}

/** Every process that loads the file has a clock of its own, and several are started. */
function inEveryProcess(
  record: ClockRecord,
  { row, periodMs }: Tick,
  effect: RepeatedEffect,
  file: FileSummary,
  project: Project,
): RunFault | undefined {
  // Timers are what a process uses for its own upkeep.
  if (
    record.by === "timer" ||
    row.clock !== "process" ||
    (row.elected !== undefined && record.options[row.elected] === true)
  )
    return undefined;
  const fact = deploymentOf(file, project).several.find(one => one.kind !== "serverless" && !one.likely);
  if (!fact || runsQueue(fact) || isOwnProgram(file)) return undefined;
  const { place, why, count } = fact;
  return {
    kind: "inEveryProcess",
    at: record,
    platform: worded(row.platform),
    ...effect.told,
    ...(periodMs === undefined ? {} : { periodMs }),
    processes: { why, ...(count === undefined ? {} : { count }), ...(place ? { place } : {}) },
    story: [
      ...(place ? [{ ...place, message: l10n.t("`{0}` starts several processes, each with the schedule.", why) }] : []),
      ...effect.story,
    ],
  };
}

/** A file that is a program by itself, started once beside the server: `scheduler.py`, `worker.ts`. */
function isOwnProgram(file: FileSummary): boolean {
  return /(?:^|\/)(?:\w*(?:scheduler|cron|worker|clock|beat)\w*\.(?:py|[mc]?[jt]s)|(?:scheduler|cron|workers?)\/[^/]+)$/iu.test(
    file.path,
  );
}

function overlapping(record: ClockRecord, { row, periodMs, at }: Tick, effect: RepeatedEffect): RunFault {
  return {
    kind: "overlapping",
    at: record,
    platform: worded(row.platform),
    ...effect.told,
    ...(periodMs === undefined ? {} : { periodMs }),
    story: [...(at ? [at] : []), ...effect.story],
  };
}
