/** One setting of an app, and what it does: it acts, or it has no effect and why. */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Place, Related } from "../../finding.ts";
import { TASK_DEFAULTS } from "../../libraries/celery-settings.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { ConceptNode } from "../concept.ts";
import { type AckConflict, conflictsOfSetting } from "./acks.ts";
import { Apps, type InForce, tasksOf } from "./apps.ts";
import { EffectiveTask } from "./effective.ts";
import { type LateSoft, lateSoftSetting } from "./late-soft.ts";
import { deadSetting, nearSetting, settingOfOption } from "./names.ts";
import { countOf, secondsOf, timesText } from "./phrase.ts";
import type { SettingRecord } from "./record.ts";
import { newerThanInstalled } from "./versions.ts";

export interface QueueSetting extends ConceptNode {
  type: "QueueSetting";
  /** As written: "CELERY_TASK_MAX_RETRIES". */
  name: string;
  /** Of the whole queue, as people call it. */
  library: string;
  place: Place;
  keyPlace: Place;
  /** An argument of a call. */
  argument: boolean;
  /** Undefined when it acts, or when that is not known. */
  idle?: IdleSetting;
  conflicts: AckConflict[];
  lateSoft?: LateSoft;
}

export type IdleSetting =
  /** No such name: tasks run with the library's own values. */
  | {
      kind: "none";
      proved: boolean;
      meant: string;
      runs: string;
      same: boolean;
      lost: boolean;
      story: Related[];
      move?: Move;
    }
  /** A slip of the pen, or an option of a task. */
  | { kind: "other"; proved: boolean; real: string; written: string }
  | { kind: "tooNew"; since: string; installed: string };

/** Settings of one group that `task_annotations` can hold instead. */
export interface Move {
  option: string;
  /** In order: the first is replaced, the others are removed. */
  entries: { option: string; text: string; place: Place }[];
  form: SettingRecord["form"];
}

export function completeSetting(record: SettingRecord, apps: Apps): QueueSetting {
  const inForce = apps.settings.find(one => one.record === record);
  const idle = inForce && idleSetting(inForce, apps);
  const lateSoft = inForce && lateSoftSetting(inForce, apps);
  return {
    type: "QueueSetting",
    start: record.start,
    end: record.end,
    name: record.written,
    library: "Celery",
    place: record.place,
    keyPlace: record.keyPlace,
    argument: record.argument === true,
    ...(idle ? { idle } : {}),
    conflicts: inForce ? conflictsOfSetting(inForce, apps) : [],
    ...(lateSoft ? { lateSoft } : {}),
  };
}

function idleSetting(one: InForce, apps: Apps): IdleSetting | undefined {
  const { record, file, proved } = one;
  const { name } = record;
  if (name === "visibility_timeout") return undefined;
  const newer = newerThanInstalled(name, file, apps.project);
  if (newer) return { kind: "tooNew", ...newer };
  const row = deadSetting(name);
  const real = row ? undefined : (nearSetting(name) ?? settingOfOption(name));
  if ((!row && real === undefined) || apps.isRead(name, file)) return undefined;
  if (!row) {
    const upper = record.written !== record.written.toLowerCase();
    return { kind: "other", proved, real: real!, written: upper ? spelled(record.written, real!) : real! };
  }
  const tasks = tasksWithDefault(one, row.option, apps);
  return {
    kind: "none",
    proved,
    ...words(one, row.option, apps),
    lost: row.option === "autoretry_for" && proved && tasks.length > 0,
    story: tasks.slice(0, 3),
    ...moveOf(one, apps),
  };
}

function spelled(written: string, real: string): string {
  return /^celery_/iu.test(written) ? `CELERY_${real.toUpperCase()}` : real.toUpperCase();
}

/** "3 times every 180 s" against "2 times every 60 s". */
function words(one: InForce, option: string, apps: Apps): { meant: string; runs: string; same: boolean } {
  const { max_retries: retries, default_retry_delay: delay } = TASK_DEFAULTS;
  if (option !== "max_retries" && option !== "default_retry_delay") {
    const runs =
      option === "autoretry_for"
        ? l10n.t("a task is retried only where it says so itself")
        : l10n.t("`self.retry()` waits {0} s every time", delay);
    return { meant: l10n.t("`{0}` for every task", option), runs, same: false };
  }
  const together = groupOf(one, apps);
  const given = (name: string) => {
    const found = together.find(other => deadSetting(other.record.name)?.option === name);
    return found && apps.constantOf(found.record.value, found.file);
  };
  const meantRetries = countOf(given("max_retries"));
  const meantDelay = secondsOf(given("default_retry_delay"));
  const meant = timesText(meantRetries, meantDelay) ?? l10n.t("what `{0}` says", one.record.written);
  // What is told of is what was meant: a number, a wait, or both.
  const ofRetries = meantRetries !== undefined || (option === "max_retries" && meantDelay === undefined);
  const ofDelay = meantDelay !== undefined || (option === "default_retry_delay" && meantRetries === undefined);
  const times = timesText(ofRetries ? retries : undefined, ofDelay ? delay : undefined)!;
  return {
    meant,
    runs: l10n.t("a task is retried {0}", times),
    same:
      (meantRetries ?? retries) === retries &&
      (meantDelay ?? delay) === delay &&
      (meantRetries ?? meantDelay) !== undefined,
  };
}

function groupOf(one: InForce, apps: Apps): InForce[] {
  return apps.settings.filter(
    other =>
      other.file === one.file && other.record.group === one.record.group && other.record.form === one.record.form,
  );
}

/** Tasks that leave the option open: they run with the library's value. */
function tasksWithDefault(one: InForce, option: string, apps: Apps): Related[] {
  const found: Related[] = [];
  for (const file of apps.project.files())
    for (const record of tasksOf(file)) {
      const task = new EffectiveTask(record, file, apps);
      if (task.isTask === "no" || (one.app !== undefined && task.app !== one.app)) continue;
      if (task.option(option).is !== "absent" || !task.mayRetry) continue;
      found.push({
        ...at(record.place, file),
        message: l10n.t("`{0}` does not set `{1}` itself.", record.name, option),
      });
    }
  return found;
}

const at = (place: Place, file: FileSummary): FilePlace => ({ ...place, path: file.path });

function moveOf(one: InForce, apps: Apps): { move?: Move } {
  const { record } = one;
  const taken = apps.settingsFor(one.app, "task_annotations").length > 0;
  if (taken || (record.form !== "update" && record.form !== "constructor") || !record.argument) return {};
  const entries = groupOf(one, apps).flatMap(other => {
    const row = deadSetting(other.record.name);
    const usable = row?.annotates && other.record.argument && !apps.isRead(other.record.name, other.file);
    return usable ? [{ option: row.option, text: other.record.text, place: other.record.place }] : [];
  });
  const options = new Set(entries.map(entry => entry.option));
  const own = entries.some(entry => entry.place.start === record.place.start);
  if (!own || options.size < entries.length || entries.some(entry => entry.text === "")) return {};
  return { move: { option: deadSetting(record.name)!.option, entries, form: record.form } };
}
