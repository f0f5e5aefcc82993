/** Messages that wait, and runs that last, longer than their broker hides them from other workers. DOMAIN.md §2.1, W9. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace, Related } from "../../finding.ts";
import { QUEUE_LIMITS, QUEUE_RETRIES } from "../../libraries/brokers.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { constantOf, intervalOf } from "../../semantics/symbolic.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { completeRetry } from "../retry/complete.ts";
import { durationText } from "../retry/duration.ts";
import type { RetryRecord } from "../retry/record.ts";
import { Apps, type Setting, settingsOf, tasksOf } from "../task-settings/apps.ts";
import { type Broker, brokerOf } from "../task-settings/broker.ts";
import { EffectiveTask } from "../task-settings/effective.ts";
import { delayedIn } from "./recognise.ts";
import type { DelayedMessageRecord } from "./record.ts";

export interface DelayedMessage extends ConceptNode {
  type: "DelayedMessage";
  /** Undefined when it is short enough, or when that is not known. */
  excess?: Excess;
}

export interface Excess {
  /** redelivered: it waits too long. overlaps: it runs too long. refused: the queue takes no such value. */
  kind: "redelivered" | "overlaps" | "refused";
  proved: boolean;
  /** "countdown=7200", "`retry_backoff_max`". */
  what: string;
  task?: string;
  broker: string;
  /** How long it is, and how long it may be. */
  delay: string;
  limit: string;
  /** How many copies run in the end. */
  copies: number;
  story: Related[];
  raise?: Raise;
  /** Where the number that is too small stands, when it is in this file. */
  tooSmall?: FilePlace;
}

/** Where the broker's own limit can be raised: a number replaced, or a setting added. */
export interface Raise {
  at: FilePlace;
  /** Replaces the place, or follows it. */
  text: string;
  replaces: boolean;
  title: string;
}

export const delayedMessage: ConceptKind<DelayedMessageRecord, DelayedMessage> = {
  name: "DelayedMessage",
  triggers: () => [
    "countdown",
    "eta=",
    "task",
    "Task",
    "time_limit",
    "TIME_LIMIT",
    "delaySeconds",
    "DelaySeconds",
    "isibilityTimeout",
    "Q_CLUSTER",
  ],
  recognise: delayedIn,
  complete: (record, file, project) => {
    const excess = excessOf(record, file, project);
    return { type: "DelayedMessage", start: record.start, end: record.end, ...(excess ? { excess } : {}) };
  },
};

function excessOf(record: DelayedMessageRecord, file: FileSummary, project: Project): Excess | undefined {
  switch (record.kind) {
    case "send":
      return ofSend(record, file, project);
    case "retry":
      return ofRetry(record, file, project);
    case "run":
      return ofRun(record, file, project);
    case "limit":
      return ofLimit(record, file, project);
    case "queue":
      return ofQueue(record, file, project);
  }
}

function ofSend(
  record: DelayedMessageRecord & { kind: "send" },
  file: FileSummary,
  project: Project,
): Excess | undefined {
  const interval = intervalOf(project.reduce(record.seconds, file));
  if (!interval) return undefined;
  const target = project.functionOf(record.task, file);
  const apps = Apps.of(project);
  const task = target && taskAt(target.value.id, target.file, apps);
  const app = task?.app ?? apps.appOf(undefined, file);
  const broker = brokerOf(app, apps);
  return waits(
    interval.high * 1000,
    broker,
    { what: `\`${record.text}\``, ...(task ? { task: task.record.name } : {}), proved: task?.isTask === "proved" },
    app,
    apps,
  );
}

function taskAt(functionId: string, file: FileSummary, apps: Apps): EffectiveTask | undefined {
  const record = tasksOf(file).find(one => one.functionId === functionId);
  const task = record && new EffectiveTask(record, file, apps);
  return task?.isTask === "no" ? undefined : task;
}

/** The longest wait that the retries of a task can come to. */
function ofRetry(record: DelayedMessageRecord, file: FileSummary, project: Project): Excess | undefined {
  const found = ((file.concepts["Retry"] ?? []) as RetryRecord[]).find(
    one => one.kind === "task" && one.start === record.start && one.end === record.end,
  );
  if (!found) return undefined;
  const apps = Apps.of(project);
  const retry = completeRetry(found, file, project);
  const task = tasksOf(file).find(one => one.start === record.start || one.functionId === retry.functionId);
  const own = task && new EffectiveTask(task, file, apps);
  if (!own || own.isTask === "no") return undefined;
  const broker = brokerOf(own.app, apps);
  for (const delay of retry.delays) {
    const longest = delay.longestMs ?? (delay.limit.is === "known" ? delay.limit.ms : undefined);
    if (longest === undefined) continue;
    const what = delay.text === "default_retry_delay" ? "`default_retry_delay`" : `\`${delay.text}\``;
    const excess = waits(
      longest,
      broker,
      { what, task: own.record.name, proved: own.isTask === "proved" },
      own.app,
      apps,
    );
    if (excess) return { ...excess, story: [...delay.story, ...excess.story] };
  }
  return undefined;
}

/** Late acknowledgement keeps the message open for as long as the run lasts. */
function ofRun(record: DelayedMessageRecord, file: FileSummary, project: Project): Excess | undefined {
  const found = tasksOf(file).find(one => one.start === record.start);
  const apps = Apps.of(project);
  const task = found && new EffectiveTask(found, file, apps);
  if (!task || task.isTask === "no") return undefined;
  const own = ["acks_late", "time_limit", "soft_time_limit"].some(name => found.options.some(one => one.name === name));
  const name = lastingOption(option => task.option(option));
  if (!own || name === undefined || !isOn(task.option("acks_late"))) return undefined;
  const limit = task.option(name);
  return lasts(
    limit,
    brokerOf(task.app, apps),
    { what: `\`${name}\``, task: found.name, proved: task.isTask === "proved" },
    task.app,
    apps,
  );
}

function ofLimit(record: DelayedMessageRecord, file: FileSummary, project: Project): Excess | undefined {
  const apps = Apps.of(project);
  const setting = settingsOf(file).find(one => one.start === record.start && one.name.endsWith("time_limit"));
  const inForce = setting && apps.settings.find(one => one.record === setting);
  if (!inForce || !isOn(apps.valueFor(inForce.app, "task_acks_late"))) return undefined;
  const lasting = lastingOption(option => apps.valueFor(inForce.app, `task_${option}`));
  if (setting.name !== `task_${lasting}`) return undefined;
  const limit = apps.valueFor(inForce.app, setting.name);
  const broker = brokerOf(inForce.app, apps);
  const named = { what: `\`${setting.written}\``, proved: inForce.proved };
  const excess = lasts(limit, broker, named, inForce.app, apps);
  if (!excess || broker?.set?.path !== file.path) return excess;
  // Both are settings of one file: the one that was set too small is the one to change.
  const story = [{ ...setting.place, path: file.path, message: l10n.t("A run may last this long.") }, ...excess.story];
  return { ...excess, story, tooSmall: broker.set };
}

/** The hard limit ends a run; without one the soft limit does. */
function lastingOption(option: (name: string) => Setting): string | undefined {
  return ["time_limit", "soft_time_limit"].find(name => option(name).is === "known");
}

const isOn = (value: Setting): boolean => value.is === "known" && value.value === true;

function ofQueue(
  record: DelayedMessageRecord & { kind: "queue" },
  file: FileSummary,
  project: Project,
): Excess | undefined {
  const row = QUEUE_LIMITS.find(one => one.title === record.row && one.option === record.option)!;
  const most = row.maxSeconds;
  const longest =
    intervalOf(project.reduce(record.seconds, file))?.high ?? (most && growing(record, most, file, project));
  if (longest === undefined) return undefined;
  const base = { broker: row.title, copies: 2, story: [], proved: true };
  const against = record.against && constantOf(project.reduce(record.against, file));
  if (most !== undefined && longest > most)
    return { ...base, kind: "refused", what: `\`${record.text}\``, ...compared(longest, most) };
  return typeof against === "number" && against > longest
    ? { ...base, kind: "overlaps", what: `\`${record.againstText}\``, ...compared(against, longest) }
    : undefined;
}

const compared = (seconds: number, limitSeconds: number) => ({
  delay: durationText(seconds * 1000),
  limit: durationText(limitSeconds * 1000),
});

/** A delay over the attempts, as far as the queue's own number of retries goes. */
function growing(record: DelayedMessageRecord, most: number, file: FileSummary, project: Project): number | undefined {
  const found = ((file.concepts["Retry"] ?? []) as RetryRecord[]).find(one =>
    one.delays.some(delay => delay.place.start >= record.start && delay.place.end <= record.end),
  );
  const retry = found && completeRetry(found, file, project);
  const passed = retry?.delays[0]?.passes(most * 1000);
  return passed && (retry!.attempts.is === "known" || passed.retry <= QUEUE_RETRIES) ? passed.ms / 1000 : undefined;
}

interface Named {
  what: string;
  task?: string;
  proved: boolean;
}

function waits(
  ms: number,
  broker: Broker | undefined,
  named: Named,
  app: string | undefined,
  apps: Apps,
): Excess | undefined {
  if (broker?.visibilityMs === undefined || ms <= broker.visibilityMs) return undefined;
  return {
    kind: "redelivered",
    ...told(ms, broker, broker.visibilityMs, named, app, apps),
    copies: Math.ceil(ms / broker.visibilityMs),
  };
}

function lasts(
  limit: Setting,
  broker: Broker | undefined,
  named: Named,
  app: string | undefined,
  apps: Apps,
): Excess | undefined {
  const ms = limit.is === "known" && typeof limit.value === "number" ? limit.value * 1000 : 0;
  if (broker?.visibilityMs === undefined || ms <= broker.visibilityMs) return undefined;
  return { kind: "overlaps", ...told(ms, broker, broker.visibilityMs, named, app, apps), copies: 2 };
}

function told(ms: number, broker: Broker, visibilityMs: number, named: Named, app: string | undefined, apps: Apps) {
  const visibility = durationText(visibilityMs);
  const story: Related[] = [
    { ...broker.at, message: l10n.t("The broker is {0}.", worded(broker.title)) },
    ...(broker.set ? [{ ...broker.set, message: l10n.t("Its visibility timeout is {0} here.", visibility) }] : []),
  ];
  const raise = raiseOf(ms, app, apps);
  return {
    ...named,
    proved: named.proved && !broker.assumed,
    broker: worded(broker.title),
    delay: durationText(ms),
    limit: visibility,
    story,
    ...(raise ? { raise } : {}),
  };
}

const HOUR = 3600;

/** An hour more than what is waited: at the number, or beside the broker's address. */
function raiseOf(ms: number, app: string | undefined, apps: Apps): Raise | undefined {
  const seconds = (Math.ceil(ms / 1000 / HOUR) + 1) * HOUR;
  const title = l10n.t("Raise the visibility timeout to {0}", durationText(seconds * 1000));
  const given = apps.settingsFor(app, "visibility_timeout");
  if (given.length > 0) {
    const place = given.length === 1 ? given[0]!.record.number : undefined;
    return place && { at: { ...place, path: given[0]!.file.path }, text: String(seconds), replaces: true, title };
  }
  const [address, other] = apps.settingsFor(app, "broker_url");
  if (!address || other) return undefined;
  const { record, file } = address;
  const at = { ...record.place, path: file.path };
  const value = `{"visibility_timeout": ${seconds}}`;
  if (record.argument) return { at, text: `, broker_transport_options=${value}`, replaces: false, title };
  const name = record.written.replace(/(broker_)url$/iu, (_whole, head: string) =>
    head === "BROKER_" ? "BROKER_TRANSPORT_OPTIONS" : "broker_transport_options",
  );
  if (record.form !== "module") return undefined;
  return { at, text: `\n${name} = ${value}`, replaces: false, title };
}
