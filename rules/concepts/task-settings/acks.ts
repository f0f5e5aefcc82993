/** Settings of acknowledgement that contradict each other. DOMAIN.md §0 W1–W5, §2.1. */
import type { FilePlace, Related } from "../../finding.ts";
import { BROKERS } from "../../libraries/brokers.ts";
import type { Project } from "../../project/project.ts";
import type { Apps, InForce, Setting } from "./apps.ts";
import { tasksOf } from "./apps.ts";
import { type Broker, brokerOf } from "./broker.ts";
import { EffectiveTask } from "./effective.ts";

export interface AckConflict {
  kind: "rejectWithoutLate" | "failureWithoutLate" | "dropsFailed" | "endlessLoop";
  /** As written: the option or setting that has no effect or the wrong one. */
  name: string;
  /** Late acknowledgement, in this place's spelling. */
  late: string;
  proved: boolean;
  /** The broker's title, when it is known. */
  broker?: string;
  task?: string;
  memory?: string;
  story: Related[];
}

const FAILURE = ["acks_on_failure_or_timeout", "acks_on_failure"] as const;

/** At the decorator: what the task itself sets. */
export function conflictsOfTask(task: EffectiveTask, proved: boolean): AckConflict[] {
  const { record, apps } = task;
  const own = (name: string) => record.options.some(option => option.name === name) && task.option(name);
  const late = task.option("acks_late");
  const found: AckConflict[] = [];
  const base = { late: "acks_late", proved, task: record.name };
  if (isTrue(own("reject_on_worker_lost")) && isOff(late))
    found.push({
      kind: "rejectWithoutLate",
      name: "reject_on_worker_lost",
      ...base,
      story: storyOf(late, "acks_late"),
    });
  for (const name of FAILURE) {
    if (!isFalse(own(name))) continue;
    if (isOff(late)) found.push({ kind: "failureWithoutLate", name, ...base, story: storyOf(late, "acks_late") });
    else if (isTrue(late)) found.push(...dropped(name, { ...base, story: storyOf(late, "acks_late") }, task.app, apps));
  }
  const ownReject = isTrue(own("reject_on_worker_lost"));
  if (ownReject && isTrue(late)) found.push(...endless([task], "reject_on_worker_lost", base, apps));
  return found;
}

/** At the app: what holds for every task that does not say otherwise. */
export function conflictsOfSetting(one: InForce, apps: Apps): AckConflict[] {
  const { name, written } = one.record;
  const value = apps.constantOf(one.record.value, one.file);
  const late = apps.valueFor(one.app, "task_acks_late");
  const upper = written !== written.toLowerCase();
  const base = { name: written, late: upper ? "CELERY_TASK_ACKS_LATE" : "task_acks_late", proved: one.proved };
  const story = storyOf(late, base.late);
  if (name === "task_reject_on_worker_lost" && value === true) {
    if (isOff(late) && !someTaskIsLate(one.app, apps)) return [{ kind: "rejectWithoutLate", ...base, story }];
    if (isTrue(late)) return endless(tasksOfApp(one.app, apps), written, base, apps);
    return [];
  }
  if ((name === "task_acks_on_failure_or_timeout" || name === "task_acks_on_failure") && value === false) {
    if (isTrue(late)) return dropped(written, { ...base, story }, one.app, apps);
    if (isOff(late) && !someTaskIsLate(one.app, apps)) return [{ kind: "failureWithoutLate", ...base, story }];
  }
  return [];
}

/** A broker that can keep what is rejected needs an exchange for it; without one the message is gone. */
function dropped(
  name: string,
  base: Omit<AckConflict, "kind" | "name">,
  app: string | undefined,
  apps: Apps,
): AckConflict[] {
  if (apps.deadLetter) return [];
  const broker = brokerOf(app, apps);
  const story = broker ? [...base.story, { ...broker.at, message: `The broker is ${broker.title}.` }] : base.story;
  const cannotKeep = broker !== undefined && keepsNothing(broker);
  return [
    {
      kind: "dropsFailed",
      ...base,
      name,
      story,
      proved: base.proved && cannotKeep && !broker.assumed,
      ...(broker ? { broker: broker.title } : {}),
    },
  ];
}

const keepsNothing = (broker: Broker): boolean =>
  BROKERS.some(row => row.title === broker.title && row.visibilityMs !== undefined);

function endless(
  tasks: EffectiveTask[],
  name: string,
  base: { late: string; proved: boolean },
  apps: Apps,
): AckConflict[] {
  if (apps.deliveryLimit) return [];
  const hungry = tasks.filter(task => task.record.memory !== undefined && !task.record.checksRedelivery);
  const first = hungry[0];
  if (!first) return [];
  const story = hungry.slice(0, 4).map(task => ({
    ...task.at(task.record.place),
    message: `\`${task.record.name}\` works with \`${task.record.memory}\`.`,
  }));
  return [{ kind: "endlessLoop", ...base, name, task: first.record.name, memory: first.record.memory!, story }];
}

function tasksOfApp(app: string | undefined, apps: Apps): EffectiveTask[] {
  return allTasks(apps.project, apps).filter(
    task => task.app === app && isTrue(task.option("acks_late")) && isTrue(task.option("reject_on_worker_lost")),
  );
}

/** Some task of the app acknowledges late, or may: the setting acts on it. */
function someTaskIsLate(app: string | undefined, apps: Apps): boolean {
  return allTasks(apps.project, apps).some(
    task => (task.app === app || task.app === undefined) && !isOff(task.option("acks_late")),
  );
}

function allTasks(project: Project, apps: Apps): EffectiveTask[] {
  return project.derived("effective-tasks", () =>
    [...project.files()].flatMap(file =>
      tasksOf(file)
        .map(record => new EffectiveTask(record, file, apps))
        .filter(task => task.isTask !== "no"),
    ),
  );
}

function storyOf(late: Setting, name: string): Related[] {
  return late.is === "known"
    ? [{ ...(late.at satisfies FilePlace), message: `\`${name}\` is ${late.value === true ? "on" : "off"} here.` }]
    : [];
}

const isTrue = (value: Setting | false): boolean => value !== false && value.is === "known" && value.value === true;
const isFalse = (value: Setting | false): boolean => value !== false && value.is === "known" && value.value === false;
const isOff = (value: Setting): boolean =>
  value.is === "absent" || (value.is === "known" && (value.value === false || value.value === null));
