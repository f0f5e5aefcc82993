/** The options of one task, and which of them do nothing. DOMAIN.md §0 W4–W8, §1.1. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { Place, Related } from "../../finding.ts";
import { AUTORETRY_OPTIONS, TASK_DEFAULTS } from "../../libraries/celery-settings.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";
import { type AckConflict, conflictsOfTask } from "./acks.ts";
import type { Apps, Setting } from "./apps.ts";
import { EffectiveTask } from "./effective.ts";
import { foreignOption, nearOption } from "./names.ts";
import { countOf, seconds, secondsOf, timesText } from "./phrase.ts";
import type { OptionRecord, TaskOptionsRecord } from "./record.ts";

export interface TaskOptions extends ConceptNode {
  type: "TaskOptions";
  /** Name of the task's function. */
  task: string;
  library: string;
  idle: IdleOption[];
  conflicts: AckConflict[];
  /** Where `, name=value` can be added. */
  addAt: number;
}

export interface IdleOption {
  kind:
    /** An option of something else: `interval_start` of publishing. */
    | "foreign"
    /** A slip of the pen. */
    | "misspelt"
    /** Acts on automatic retries alone, and the task has none. */
    | "needsAutoretry"
    /** The task never retries. */
    | "neverRetries"
    /** `retry_kwargs` or `retry_backoff` takes its place. */
    | "overridden"
    /** `self.retry(max_retries=None)`. */
    | "noneMeansDefault";
  /** As written, in order: several that say one thing are one finding. */
  names: string[];
  place: Place;
  /** Of each name alone, and of each `name=value`. */
  namePlaces: Place[];
  places: Place[];
  proved: boolean;
  /** The option that was meant. */
  real?: string;
  /** Whose option it is. */
  of?: string;
  /** "`sync` is retried 3 times every 180 s". */
  runs: string;
  /** The task is never retried, though it says so. */
  lost: boolean;
  /** Source of the first value, for the option that does what was meant. */
  text: string;
  /** The option that does what was meant, when the task leaves it open. */
  replacement?: string;
  story: Related[];
}

export function completeTask(record: TaskOptionsRecord, file: FileSummary, apps: Apps): TaskOptions {
  const task = new EffectiveTask(record, file, apps);
  const known = task.isTask;
  const node = { type: "TaskOptions", start: record.start, end: record.end } as const;
  const head = { ...node, task: record.name, library: "Celery", addAt: record.addAt };
  if (known === "no") return { ...head, idle: [], conflicts: [] };
  const proved = known === "proved";
  return {
    ...head,
    idle: [
      ...wrongNames(task, proved),
      ...withoutAutoretry(task, proved),
      ...neverRetried(task, proved),
      ...overridden(task, proved),
      ...noneForDefault(task, proved),
    ],
    conflicts: conflictsOfTask(task, proved),
  };
}

/** Options that nothing reads: of something else, or misspelt. */
function wrongNames(task: EffectiveTask, proved: boolean): IdleOption[] {
  // A base class of another package may read options of its own.
  if (!task.basesKnown) return [];
  const { options } = task.record;
  const found: IdleOption[] = [];
  const groups = new Map<string, OptionRecord[]>();
  for (const option of options) {
    const row = foreignOption(option.name);
    if (task.readsOption(option.name)) continue;
    if (row) groups.set(row.of, [...(groups.get(row.of) ?? []), option]);
    const near = row ? undefined : nearOption(option.name);
    if (near !== undefined)
      found.push({
        ...idle("misspelt", [option], task, proved),
        real: near,
        ...(isOfRetry(near) ? {} : { runs: l10n.t("`{0}` keeps its default", near) }),
      });
  }
  for (const [of, group] of groups) {
    const replacement = replacementOf(group, task);
    found.push({
      ...idle("foreign", group, task, proved),
      of: worded(of),
      ...(replacement === undefined ? {} : { replacement }),
    });
  }
  return found;
}

/** A first wait is the factor of the backoff where retries are automatic, else the wait of `self.retry()`. */
function replacementOf(group: OptionRecord[], task: EffectiveTask): string | undefined {
  const [first] = group;
  const { instead } = foreignOption(first!.name)!;
  const name = instead === "retry_backoff" && retriesItself(task) !== true ? "default_retry_delay" : instead;
  const taken = name !== undefined && task.record.options.some(option => option.name === name);
  return taken || first!.text === "" || /_(step|max)$/u.test(first!.name) ? undefined : name;
}

const isOfRetry = (option: string): boolean => /retr(y|ies)/u.test(option);

function withoutAutoretry(task: EffectiveTask, proved: boolean): IdleOption[] {
  const group = task.record.options.filter(option => AUTORETRY_OPTIONS.includes(option.name));
  if (group.length === 0 || retriesItself(task) !== false || misspells(task, "autoretry_for")) return [];
  // `retry_backoff=False` and `retry_jitter=False` ask for nothing.
  const asking = group.filter(option => task.apps.constantOf(option.value, task.file) !== false);
  if (asking.length === 0 || asking.some(option => task.readsOption(option.name))) return [];
  const asks = requests(task);
  if (asks === undefined) return [];
  const found = idle("needsAutoretry", asking, task, proved);
  return [{ ...found, lost: proved && asks === "no" }];
}

function neverRetried(task: EffectiveTask, proved: boolean): IdleOption[] {
  const group = task.record.options.filter(
    option => option.name === "max_retries" || option.name === "default_retry_delay",
  );
  if (group.length === 0 || retriesItself(task) !== false || requests(task) !== "no") return [];
  if (misspells(task, "autoretry_for") || group.some(option => task.record.reads.includes(option.name))) return [];
  // Told already: the options of the automatic retry say the same.
  if (task.record.options.some(option => AUTORETRY_OPTIONS.includes(option.name))) return [];
  const retries = group.find(option => option.name === "max_retries");
  const value = retries && task.apps.constantOf(retries.value, task.file);
  // `max_retries=0` says that it is not retried.
  if (value === 0 || value === null) return [];
  return [idle("neverRetries", group, task, proved)];
}

/** `retry_kwargs` beats the decorator's `max_retries`, and `retry_backoff` the countdown in it. */
function overridden(task: EffectiveTask, proved: boolean): IdleOption[] {
  const { options, retry } = task.record;
  const given = (name: string) => options.find(option => option.name === name);
  const kwargs = given("retry_kwargs");
  if (!kwargs || kwargs.value.kind !== "object" || retriesItself(task) !== true) return [];
  const { properties } = kwargs.value;
  const found: IdleOption[] = [];
  const own = given("max_retries");
  const inner = properties["max_retries"];
  // `self.retry()` in the body still takes the decorator's.
  if (own && inner && requests(task) === "no" && !maySame(own.value, inner, task))
    found.push({ ...idle("overridden", [own], task, proved), of: `\`${kwargs.text || "retry_kwargs"}\`` });
  const backoff = given("retry_backoff");
  if (properties["countdown"] && backoff && task.apps.constantOf(backoff.value, task.file) !== false && !retry.asks)
    found.push({
      ...idle("overridden", [kwargs], task, proved),
      names: ["countdown"],
      of: `\`${backoff.text === "" ? "retry_backoff" : `retry_backoff=${backoff.text}`}\``,
    });
  return found;
}

/** The two may be the same. */
function maySame(left: OptionRecord["value"], right: OptionRecord["value"], task: EffectiveTask): boolean {
  const [a, b] = [left, right].map(value => task.apps.constantOf(value, task.file));
  return a === undefined || b === undefined || a === b;
}

function noneForDefault(task: EffectiveTask, proved: boolean): IdleOption[] {
  const place = task.record.retry.none;
  if (!place || task.option("max_retries").is === "unknown") return [];
  const max = task.option("max_retries");
  // The task itself retries for ever.
  if (max.is === "known" && max.value === null) return [];
  const option = {
    name: "max_retries",
    place,
    namePlace: place,
    value: { kind: "constant", value: null } as const,
    text: "None",
  };
  return [
    {
      ...idle("noneMeansDefault", [option], task, proved),
      runs: retriedText(task, timesText(numberOf(max, TASK_DEFAULTS.max_retries, countOf), undefined)),
    },
  ];
}

function retriedText(task: EffectiveTask, times: string | undefined): string {
  return l10n.t("{0} is retried {1}", `\`${task.record.name}\``, times ?? l10n.t("as often as it says"));
}

function idle(kind: IdleOption["kind"], group: OptionRecord[], task: EffectiveTask, proved: boolean): IdleOption {
  const [first] = group;
  return {
    kind,
    names: group.map(option => option.name),
    place: first!.place,
    namePlaces: group.map(option => option.namePlace),
    places: group.map(option => option.place),
    proved,
    runs: runsOf(task),
    lost: false,
    text: first!.text,
    story: storyOf(task),
  };
}

/** `autoretry_for` is set on the task, its classes or for all tasks; undefined when that is not known. */
function retriesItself(task: EffectiveTask): boolean | undefined {
  const option = task.option("autoretry_for");
  if (option.is === "absent") return false;
  const own = task.record.options.some(one => one.name === "autoretry_for");
  return own || option.is === "known" ? true : undefined;
}

const misspells = (task: EffectiveTask, option: string): boolean =>
  task.record.options.some(one => nearOption(one.name) === option || foreignOption(one.name)?.instead === option);

/** Whether the body asks for its retry itself; undefined when that is not known. */
function requests(task: EffectiveTask): "yes" | "no" | undefined {
  const { retry, wrappedBy } = task.record;
  if (retry.asks || task.baseRetries) return "yes";
  if (retry.givenAway || task.apps.mayRetryAny(task.file, task.record.functionId)) return undefined;
  const given = retry.given.map(path => task.apps.retries(path, task.file));
  const around = wrappedBy.map(
    path => task.apps.retries(path, task.file) ?? (isHarmless(path, task) ? false : undefined),
  );
  const answers = [...given, ...around];
  return answers.includes(true) ? "yes" : answers.includes(undefined) ? undefined : "no";
}

/** A decorator of a package that is not about tasks or retries. */
function isHarmless(path: AccessPath, task: EffectiveTask): boolean {
  const found = task.apps.project.resolve(path, task.file);
  return found.kind === "library" && !/retr(y|ies)|celery|task/iu.test(found.name);
}

/** What really happens after a failure. */
function runsOf(task: EffectiveTask): string {
  const name = `\`${task.record.name}\``;
  const automatic = retriesItself(task);
  const asks = requests(task);
  if (automatic === undefined || (automatic === false && asks === undefined))
    return l10n.t("{0} runs without it", name);
  if (!automatic && asks === "no") return l10n.t("{0} is never retried", name);
  if (!automatic && !task.record.retry.asks) return l10n.t("{0} waits as its helper says", name);
  const retries = numberOf(task.option("max_retries"), TASK_DEFAULTS.max_retries, countOf);
  const delay = numberOf(task.option("default_retry_delay"), TASK_DEFAULTS.default_retry_delay, secondsOf);
  const backoff = task.option("retry_backoff");
  if (automatic && backoff.is !== "absent" && !(backoff.is === "known" && backoff.value === false))
    return l10n.t("{0} is retried as its `retry_backoff` says", name);
  const { retry } = task.record;
  if (!automatic && retry.delayed && !retry.undelayed) return l10n.t("{0} waits as its `self.retry()` says", name);
  if (!automatic && delay !== undefined && retry.undelayed)
    return l10n.t("`self.retry()` in {0} waits {1} every time", name, seconds(delay));
  const words = timesText(retries, delay);
  return words === undefined ? l10n.t("{0} runs without it", name) : l10n.t("{0} is retried {1}", name, words);
}

function numberOf(
  setting: Setting,
  fallback: number,
  read: (value: unknown) => number | undefined,
): number | undefined {
  return setting.is === "absent" ? fallback : setting.is === "known" ? read(setting.value) : undefined;
}

function storyOf(task: EffectiveTask): Related[] {
  const retries = task.option("max_retries");
  return retries.is === "known" && retries.at.path !== task.file.path
    ? [{ ...retries.at, message: l10n.t("The number of retries is set here.") }]
    : [];
}
