/** What a platform's own configuration says of the schedule of a route or a worker. */
import type { Related } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, ScheduleFact } from "../../project/summary.ts";
import { nextPath } from "../route/paths.ts";
import { Bodies } from "../task/bodies.ts";
import { runsOf } from "../task/delivery/runs.ts";
import { cronPeriod } from "./periods.ts";
import type { ClockRecord } from "./run.ts";

interface PlatformTick {
  periodMs?: number;
  at?: Related;
}

/** A route that messages are delivered to is none of the clock's, unless a schedule names it. */
export function platformTick(record: ClockRecord, file: FileSummary, project: Project): PlatformTick | undefined {
  const facts = schedulesOf(project);
  if (record.by === "worker") {
    const own = facts.filter(fact => fact.path === undefined && file.path.startsWith(folderOf(fact.file)));
    const periods = own.flatMap(fact => cronPeriod(fact.schedule) ?? []);
    return own.length > 0 ? { periodMs: Math.min(...periods), at: told(own[0]!) } : {};
  }
  const path = nextPath(file.path);
  const named = path === undefined ? undefined : facts.find(fact => fact.path?.split("?")[0] === path);
  if (named) {
    const periodMs = cronPeriod(named.schedule);
    return { ...(periodMs === undefined ? {} : { periodMs }), at: told(named) };
  }
  if (path === undefined || path.includes("[") || isDelivered(record, file, project)) return undefined;
  // Where schedules are written down, a route that none of them names and that is posted to is called by something else.
  return record.posted && facts.some(fact => fact.path !== undefined) ? undefined : {};
}

type Fact = ScheduleFact & { file: string };

function schedulesOf(project: Project): readonly Fact[] {
  return project.derived("run/schedules", () =>
    [...project.files()].flatMap(file => (file.manifest?.schedules ?? []).map(fact => ({ ...fact, file: file.path }))),
  );
}

function isDelivered(record: ClockRecord, file: FileSummary, project: Project): boolean {
  const bodies = Bodies.of(project);
  const runs = runsOf(bodies);
  return record.works.some(work => {
    const body = work.id === undefined ? bodies.at(work.path, file) : bodies.of(file, work.id);
    return body ? (runs.get(body) ?? []).some(one => !one.delivery.scheduled && one.delivery.redelivers) : false;
  });
}

function told(fact: Fact): Related {
  return { ...fact.place, path: fact.file, message: `The platform starts it by \`${fact.schedule}\`.` };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
