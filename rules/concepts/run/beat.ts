/** The entry of Celery's beat schedule that starts a task. */
import * as l10n from "@vscode/l10n";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Related } from "../../finding.ts";
import type { BeatRecord, ClockRecord, RunRecord } from "./run.ts";

interface BeatEntry {
  periodMs?: number;
  at: Related;
}

export function beatOf(record: ClockRecord, file: FileSummary, project: Project): BeatEntry | undefined {
  const id = record.works[0]?.id ?? "";
  const fn = file.functions.find(one => one.id === id);
  const named = fn?.decorators.flatMap(decorator =>
    decorator.arguments.filter(argument => argument.name === "name").map(argument => argument.value.constant),
  )[0];
  const entries = entriesOf(project);
  if (typeof named === "string") return entries.get(named);
  // Without a name of its own a task is known by its module, from a folder that may lie above what is scanned.
  const module = file.path
    .replace(/(?:\/__init__)?\.py$/u, "")
    .split("/")
    .at(-1)!;
  return [...entries].find(([task]) => `.${task}`.endsWith(`.${module}.${id}`))?.[1];
}

function entriesOf(project: Project): ReadonlyMap<string, BeatEntry> {
  const entries = (file: FileSummary) =>
    (file.concepts["Run"] as RunRecord[]).flatMap(record =>
      record.form === "beat" ? [[record.task, entryOf(record, file)] as const] : [],
    );
  return project.memo("run/beat, by task", () => new Map(project.gather("run/beat", "Run", entries)));
}

function entryOf(record: BeatRecord, file: FileSummary): BeatEntry {
  return {
    ...(record.periodMs === undefined ? {} : { periodMs: record.periodMs }),
    at: { ...record.place, path: file.path, message: l10n.t("The beat puts the task on the queue at each tick.") },
  };
}
