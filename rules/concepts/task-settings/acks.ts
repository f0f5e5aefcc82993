/** Settings of acknowledgement that contradict each other. DOMAIN.md §0 W1–W5, §2.1. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace, Place, Related } from "../../finding.ts";
import { BROKERS } from "../../libraries/brokers.ts";
import { SETTING_OF_OPTION } from "../../libraries/celery-settings.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Apps, InForce, Setting } from "./apps.ts";
import { tasksOf } from "./apps.ts";
import { type Broker, brokerOf } from "./broker.ts";
import { EffectiveTask } from "./effective.ts";
import { newerThanInstalled } from "./versions.ts";

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
  story: Related[];
  /** The name, and the whole `name=value`. */
  place: Place;
  whole: Place;
  /** Late acknowledgement is written nowhere yet, and turning it on contradicts nothing else. */
  canSetLate: boolean;
}

const FAILURE: ReadonlySet<string> = new Set(["acks_on_failure_or_timeout", "acks_on_failure"]);

type Base = Omit<AckConflict, "kind">;

/** At the decorator: what the task itself sets. */
export function conflictsOfTask(task: EffectiveTask, proved: boolean): AckConflict[] {
  const { record, apps } = task;
  const late = task.option("acks_late");
  return record.options.flatMap((option): AckConflict[] => {
    const base: Base = {
      name: option.name,
      late: "acks_late",
      proved,
      task: record.name,
      story: storyOf(late, "acks_late"),
      place: option.namePlace,
      whole: option.place,
      canSetLate:
        !record.options.some(other => other.name === "acks_late") &&
        ![...FAILURE].some(name => isFalse(task.option(name))),
    };
    const value = task.option(option.name);
    if (option.name === "reject_on_worker_lost" && isTrue(value)) {
      if (isOff(late)) return [{ kind: "rejectWithoutLate", ...base }];
      return isTrue(late) ? endless([task], base, apps) : [];
    }
    if (!FAILURE.has(option.name) || !isFalse(value) || isOvertaken(option.name, name => task.option(name))) return [];
    if (isUnknownYet(option.name, task.file, apps)) return [];
    if (isOff(late)) return [{ kind: "failureWithoutLate", ...base }];
    return isTrue(late) ? dropped(base, task.app, apps) : [];
  });
}

/** At the app: what holds for every task that does not say otherwise. */
export function conflictsOfSetting(one: InForce, apps: Apps): AckConflict[] {
  const { name, written, keyPlace, place } = one.record;
  const value = apps.constantOf(one.record.value, one.file);
  const late = apps.valueFor(one.app, "task_acks_late");
  const spelling = written === written.toLowerCase() ? "task_acks_late" : "CELERY_TASK_ACKS_LATE";
  const base: Base = {
    name: written,
    late: spelling,
    proved: one.proved,
    story: storyOf(late, spelling),
    place: keyPlace,
    whole: place,
    canSetLate: late.is === "absent" && ![...FAILURE].some(other => isFalse(apps.valueFor(one.app, `task_${other}`))),
  };
  const idle = () => isOff(late) && !someTaskIsLate(one.app, apps);
  if (name === "task_reject_on_worker_lost" && value === true) {
    if (idle()) return [{ kind: "rejectWithoutLate", ...base }];
    return isTrue(late) ? endless(tasksOfApp(one.app, apps), base, apps) : [];
  }
  const failure = name.replace(/^task_/u, "");
  if (FAILURE.has(failure) && value === false && !isUnknownYet(failure, one.file, apps)) {
    if (isOvertaken(failure, option => apps.valueFor(one.app, `task_${option}`))) return [];
    if (isTrue(late)) return dropped(base, one.app, apps);
    return idle() ? [{ kind: "failureWithoutLate", ...base }] : [];
  }
  return [];
}

/** The newer option for failures alone comes before the older one for failures and time-outs. */
function isOvertaken(name: string, option: (name: string) => Setting): boolean {
  return name === "acks_on_failure_or_timeout" && isTrue(option("acks_on_failure"));
}

/** The installed version does not know the option: it does nothing. */
function isUnknownYet(name: string, file: FileSummary, apps: Apps): boolean {
  return newerThanInstalled(SETTING_OF_OPTION[name] ?? "", file, apps.project) !== undefined;
}

/** A broker that can keep what is rejected needs an exchange for it; without one the message is gone. */
function dropped(base: Base, app: string | undefined, apps: Apps): AckConflict[] {
  if (apps.deadLetter) return [];
  const broker = brokerOf(app, apps);
  const story = broker
    ? [...base.story, { ...broker.at, message: l10n.t("The broker is {0}.", worded(broker.title)) }]
    : base.story;
  const proved = base.proved && broker !== undefined && keepsNothing(broker) && !broker.assumed;
  return [{ kind: "dropsFailed", ...base, story, proved, ...(broker ? { broker: worded(broker.title) } : {}) }];
}

const keepsNothing = (broker: Broker): boolean => BROKERS.some(row => row.title === broker.title && row.dropsRejected);

function endless(tasks: EffectiveTask[], base: Base, apps: Apps): AckConflict[] {
  if (apps.deliveryLimit) return [];
  const hungry = tasks.filter(task => task.record.memory !== undefined && !task.record.checksRedelivery);
  const first = hungry[0];
  if (!first) return [];
  const story = hungry.slice(0, 4).map(task => ({
    ...task.at(task.record.place),
    message: l10n.t("`{0}` works with `{1}`.", task.record.name, task.record.memory!),
  }));
  return [{ kind: "endlessLoop", ...base, task: first.record.name, story }];
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
  return project.memo("effective-tasks", () =>
    project.filesWith("TaskOptions").flatMap(file =>
      tasksOf(file)
        .map(record => new EffectiveTask(record, file, apps))
        .filter(task => task.isTask !== "no"),
    ),
  );
}

function storyOf(late: Setting, name: string): Related[] {
  return late.is === "known"
    ? [
        {
          ...(late.at satisfies FilePlace),
          message: late.value === true ? l10n.t("`{0}` is on here.", name) : l10n.t("`{0}` is off here.", name),
        },
      ]
    : [];
}

const isTrue = (value: Setting): boolean => value.is === "known" && value.value === true;
const isFalse = (value: Setting): boolean => value.is === "known" && value.value === false;
const isOff = (value: Setting): boolean =>
  value.is === "absent" || (value.is === "known" && (value.value === false || value.value === null));
