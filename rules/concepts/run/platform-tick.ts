/** What a platform's own configuration says of the schedule of a route or a worker. */
import * as l10n from "@vscode/l10n";
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
  const configurations = configurationsOf(project);
  if (record.by === "worker") return workerTick(configurations, file);
  const facts = configurations.flatMap(one => one.facts);
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

/** A worker whose own configuration starts it by no clock has a handler for schedules that nothing calls. */
function workerTick(configurations: readonly Configuration[], file: FileSummary): PlatformTick | undefined {
  const own = configurations.filter(
    one => file.path.startsWith(folderOf(one.path)) && one.facts.every(fact => fact.path === undefined),
  );
  const facts = own.flatMap(one => one.facts);
  if (facts.length === 0) return own.length > 0 ? undefined : {};
  const periods = facts.flatMap(fact => cronPeriod(fact.schedule) ?? []);
  return { ...(periods.length > 0 ? { periodMs: Math.min(...periods) } : {}), at: told(facts[0]!) };
}

type Fact = ScheduleFact & { file: string };

/** A file that may say what a platform starts by the clock. */
interface Configuration {
  path: string;
  facts: Fact[];
}

function configurationsOf(project: Project): readonly Configuration[] {
  // Another manifest makes another project.
  return project.memo("run/schedules", () =>
    [...project.files()].flatMap(({ path, manifest }): Configuration[] =>
      manifest?.schedules ? [{ path, facts: manifest.schedules.map(fact => ({ ...fact, file: path })) }] : [],
    ),
  );
}

function isDelivered(record: ClockRecord, file: FileSummary, project: Project): boolean {
  const bodies = Bodies.of(project);
  return record.works.some(work => {
    const body = work.id === undefined ? bodies.at(work.path, file) : bodies.of(file, work.id);
    return body ? runsOf(body, bodies).some(one => !one.delivery.scheduled && one.delivery.redelivers) : false;
  });
}

function told(fact: Fact): Related {
  return { ...fact.place, path: fact.file, message: l10n.t("The platform starts it by `{0}`.", fact.schedule) };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
