import * as l10n from "@vscode/l10n";
import type { FilePlace, Place } from "../../finding.ts";
import { CELERY_TASK, DELIVERIES, WORKER_CLASSES } from "../../libraries/delivery.ts";
import { effectRow } from "../../libraries/effects.ts";
import { AWAITED_EFFECTS, TASK_DECORATOR } from "../../libraries/failed-work.ts";
import type { Project } from "../../project/project.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { CallOrReference, FileSummary, FunctionRecord } from "../../project/summary.ts";
import { drainOf } from "./drains.ts";
import type { FailedWork, FailedWorkRecord, FailureHandlingRecord } from "./failed-work.ts";

export function completeFailedWork(record: FailedWorkRecord, file: FileSummary, project: Project): FailedWork {
  return {
    type: "FailedWork",
    start: record.start,
    end: record.end,
    way: record.way,
    at: record.at,
    kept: false,
    proved: false,
    name: "name" in record ? record.name : "",
    text: "text" in record ? record.text : "",
    words: "",
    story: [],
    ...answers(record, file, project),
  };
}

function answers(record: FailedWorkRecord, file: FileSummary, project: Project): Partial<FailedWork> {
  const at = (place: Place): FilePlace => ({ ...place, path: file.path });
  switch (record.way) {
    case "swallowed": {
      const effect = effectRow(project.libraryNameOf(record.path, file), record.text);
      const task = taskWords(record.functionId, file, project);
      const awaited = effect !== undefined && AWAITED_EFFECTS.has(effect.row.kind);
      return {
        kept: !awaited || task === undefined,
        words: task ?? "",
        story: [{ ...at(record.effect), message: l10n.t("`{0}` may fail.", record.text) }],
      };
    }
    case "givenUp":
      return {
        words: record.attempts === undefined ? l10n.t("the last attempt") : l10n.t("{0} attempts", record.attempts),
        story: [{ ...at(record.loop), message: l10n.t("The attempts end here.") }],
      };
    case "consumer":
      return {
        text: record.queue,
        words: record.environment === undefined ? "" : ` ${l10n.t("in the environment `{0}`", record.environment)}`,
        name: String(record.attempts),
        story: record.elsewhere
          ? [
              {
                ...at(record.elsewhere),
                message: l10n.t("This consumer has one; queues are not inherited by environments."),
              },
            ]
          : [],
        ...(record.insertion ? { repair: { kind: "deadLetterQueue", ...record.insertion, queue: record.queue } } : {}),
      };
    case "forgotten":
      return {
        kept: handled(project).has("failedJobs"),
        name: record.platform,
        repair: { kind: "keep", at: record.value, text: record.keep },
      };
    case "undrained":
      return undrained(record, file, project);
    case "idleModule":
      return { kept: isImported(file, project) };
    case "exhausted":
      return { kept: handled(project).has("celery"), proved: record.logged === true };
    case "undeleted":
      return {
        kept: handled(project).has("polled"),
        text: record.platform,
        story: [
          { ...at(record.receive), message: l10n.t("The messages are received here and stay until they are deleted.") },
        ],
      };
  }
}

function undrained(
  record: FailedWorkRecord & { way: "undrained" },
  file: FileSummary,
  project: Project,
): Partial<FailedWork> {
  if (record.works || (isIdle(file) && !isImported(file, project))) return { kept: true };
  const drain = drainOf(record.functionId, record.name, file, project);
  return {
    kept: drain.kind === "worked",
    text: record.table === undefined ? l10n.t("the store") : `\`${record.table}\``,
    words: drain.kind === "shown" ? l10n.t("`{0}` only shows it", drain.by) : l10n.t("nothing calls it"),
    name: record.name,
  };
}

/** The whole module is reported. */
function isIdle(file: FileSummary): boolean {
  return ((file.concepts["FailedWork"] ?? []) as FailedWorkRecord[]).some(one => one.way === "idleModule");
}

/** Some file of the program, not a test, imports the module. */
function isImported(file: FileSummary, project: Project): boolean {
  const importers = project.memo("imported files", () => {
    const found = new Set<string>();
    for (const other of project.files())
      for (const one of isTestPath(other.path) ? [] : other.imports) {
        const target = project.moduleOf(one.module, other);
        if (target && target !== other) found.add(target.path);
        for (const { imported } of one.names) {
          const inner = project.moduleOf(`${one.module.replace(/\.$/u, "")}.${imported}`, other);
          if (other.language === "python" && inner && inner !== other) found.add(inner.path);
        }
      }
    return found;
  });
  if (importers.has(file.path)) return true;
  const stem = file.path.replace(/^.*\//u, "").replace(/\.\w+$/u, "");
  return project.memo(`names ${stem} of ${file.path}`, () => mentionsElsewhere(stem, file, project));
}

/** A dynamic import, a list of modules in a setting: the name stands in another file's references. */
function mentionsElsewhere(stem: string, file: FileSummary, project: Project): boolean {
  for (const other of project.files())
    if (other !== file && !isTestPath(other.path))
      for (const one of other.imports)
        if (one.module.replace(/\.[jt]sx?$/u, "").endsWith(`/${stem}`) || one.module.endsWith(`.${stem}`)) return true;
  return false;
}

function handled(project: Project): ReadonlySet<string> {
  return project.memo("failure handling", () => {
    const found = new Set<string>();
    for (const file of project.filesWith("FailureHandling"))
      for (const record of file.concepts["FailureHandling"] as FailureHandlingRecord[])
        for (const one of record.handles) found.add(one);
    return found;
  });
}

/** "the Celery task `send_mail`", when a queue runs the function; undefined for other functions. */
function taskWords(functionId: string, file: FileSummary, project: Project): string | undefined {
  for (const fn of around(functionId, file)) {
    const name = fn.name ?? functionId.replace(/@\d+$/u, "");
    for (const one of [...fn.decorators, ...fn.passedTo]) {
      const platform = platformOf(one, file, project);
      if (platform !== undefined) return platformWords(platform, name);
    }
    const owner = file.classes.find(one => one.name === fn.className);
    const worker = WORKER_CLASSES.find(
      row =>
        row.method === fn.name &&
        owner?.decorators.some(one => row.decorator.test(project.libraryNameOf(one.path, file) ?? "")),
    );
    if (worker) return platformWords(worker.platform, owner!.name);
  }
  return undefined;
}

/** What a decorator of a queue that no table knows is called. */
const OF_A_QUEUE = "queue's";

function platformWords(platform: string, name: string): string {
  if (platform === OF_A_QUEUE) return l10n.t("the queue's task `{0}`", name);
  return /activity/iu.test(platform)
    ? l10n.t("the {0} `{1}`", platform, name)
    : l10n.t("the {0} task `{1}`", platform, name);
}

/** The function and those around it. */
function around(functionId: string, file: FileSummary): FunctionRecord[] {
  return file.functions.filter(fn => fn.id === functionId || functionId.startsWith(`${fn.id}.`));
}

function platformOf(one: CallOrReference, file: FileSummary, project: Project): string | undefined {
  const library = project.libraryNameOf(one.path, file);
  if (library !== undefined && CELERY_TASK.test(library)) return "Celery";
  const row = library === undefined ? undefined : DELIVERIES.find(candidate => candidate.library.test(library));
  if (row) return row.inPlace || row.by === "verifies" ? undefined : row.platform;
  const last = one.path?.steps.findLast(step => step.startsWith("."))?.slice(1);
  const home = project.resolve(one.path, file);
  return file.language === "python" && home.kind !== "library" && last !== undefined && TASK_DECORATOR.test(last)
    ? OF_A_QUEUE
    : undefined;
}
