/** The options a task really runs with: annotations, its decorator, its base class, the app's settings, in this order. */
import type { FilePlace } from "../../finding.ts";
import { CELERY_TASK } from "../../libraries/delivery.ts";
import { OTHER_TASK_DECORATORS, SETTING_OF_OPTION } from "../../libraries/celery-settings.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { constantOf } from "../../semantics/symbolic.ts";
import type { Apps, Setting } from "./apps.ts";
import { foreignOption, isOption } from "./names.ts";
import type { TaskOptionsRecord } from "./record.ts";

const UNKNOWN: Setting = { is: "unknown" };
const MAX_BASES = 8;
/** Options of no other queue. */
const OWN_OPTIONS = new Set([
  "autoretry_for",
  "acks_late",
  "reject_on_worker_lost",
  "default_retry_delay",
  "retry_backoff",
]);

export class EffectiveTask {
  readonly record: TaskOptionsRecord;
  readonly file: FileSummary;
  readonly apps: Apps;
  readonly app: string | undefined;

  constructor(record: TaskOptionsRecord, file: FileSummary, apps: Apps) {
    this.record = record;
    this.file = file;
    this.apps = apps;
    this.app = apps.appOf(record.app, file);
  }

  /** "no": another queue's decorator. "assumed": the library is not seen, the options are its own. */
  get isTask(): "proved" | "assumed" | "no" {
    const { record, file, apps } = this;
    const library = record.decorator && apps.project.libraryNameOf(record.decorator, file);
    if (library !== undefined && CELERY_TASK.test(library)) return "proved";
    if (library !== undefined && OTHER_TASK_DECORATORS.test(library)) return "no";
    const resolved = record.decorator && apps.project.resolve(record.decorator, file).kind;
    if (resolved === "library" && !/celery/iu.test(library ?? ""))
      return record.options.some(option => OWN_OPTIONS.has(option.name)) ? "assumed" : "no";
    if (resolved === "function" || resolved === "class") return "no";
    return record.options.some(option => isOption(option.name) && option.name !== "time_limit") ? "assumed" : "no";
  }

  option(name: string): Setting {
    const annotated = this.#annotated(name);
    if (annotated) return annotated;
    const own = this.record.options.find(option => option.name === name);
    if (own) {
      const value = this.apps.constantOf(own.value, this.file);
      const at = this.at(own.namePlace);
      return value === undefined ? { is: "unknown", at } : { is: "known", value, at };
    }
    if (this.record.open) return UNKNOWN;
    const inherited = this.#inherited(name);
    if (inherited) return inherited;
    const setting = SETTING_OF_OPTION[name];
    return setting === undefined ? { is: "absent" } : this.apps.valueFor(this.app, setting);
  }

  at(place: { start: number }): FilePlace {
    return { ...(place as FilePlace), path: this.file.path };
  }

  /** It asks for retries, has automatic ones, or gives itself to what may ask. */
  get mayRetry(): boolean {
    const { retry } = this.record;
    return retry.asks || retry.givenAway || retry.given.length > 0 || this.option("autoretry_for").is !== "absent";
  }

  /** A method of a base class asks for the retry. */
  get baseRetries(): boolean {
    return this.#bases()?.some(base => this.apps.retriesInClass(base)) ?? false;
  }

  /** Everything that the task inherits from is in sight. */
  get basesKnown(): boolean {
    return this.#bases() !== undefined;
  }

  /** The body or a base class reads the option from the task. */
  readsOption(name: string): boolean {
    if (this.record.reads.includes(name) || this.#bases()?.some(base => this.apps.isReadInClass(name, base)))
      return true;
    // Names that other objects use too (`self.retries` of a client) count where the task is in sight only.
    return foreignOption(name) === undefined && this.apps.isReadFromTask(name);
  }

  #annotated(name: string): Setting | undefined {
    const own = this.record.taskName ?? this.record.name;
    for (const one of this.apps.settingsFor(this.app, "task_annotations")) {
      const value = this.apps.project.reduce(one.record.value, one.file);
      const at = { ...one.record.keyPlace, path: one.file.path };
      if (value.kind !== "object") return { is: "unknown", at };
      for (const [key, options] of Object.entries(value.properties)) {
        if (key !== "*" && key !== own && !key.endsWith(`.${this.record.name}`)) continue;
        if (options.kind !== "object") return { is: "unknown", at };
        const given = options.properties[name];
        if (!given) continue;
        const constant = constantOf(given);
        return constant === undefined ? { is: "unknown", at } : { is: "known", value: constant, at };
      }
    }
    return undefined;
  }

  #inherited(name: string): Setting | undefined {
    const bases = this.#bases();
    if (!bases) return UNKNOWN;
    for (const { file, value } of bases) {
      const member = value.members.find(one => one.name === name);
      if (!member) continue;
      const at = { ...member.place, path: file.path };
      const constant = member.constant && this.apps.constantOf(member.constant, file);
      return constant === undefined ? { is: "unknown", at } : { is: "known", value: constant, at };
    }
    return undefined;
  }

  /** The project's classes that the task is made of, nearest first; undefined when one of another package is among them. */
  #bases() {
    const { project } = this.apps;
    const taskClass = this.apps.taskClassOf(this.app);
    if (this.record.baseUnknown) return undefined;
    const start: { path: AccessPath; file: FileSummary } | undefined = this.record.base
      ? { path: this.record.base, file: this.file }
      : taskClass;
    const found: NonNullable<ReturnType<typeof project.classOf>>[] = [];
    const open = start ? [start] : [];
    for (let next = open.shift(); next && found.length < MAX_BASES; next = open.shift()) {
      if (this.apps.isOwnTaskClass(next.path, next.file)) {
        const own = project.classOf(next.path, next.file);
        if (!own) continue;
      }
      const type = project.classOf(next.path, next.file);
      if (!type) {
        if (this.apps.isOwnTaskClass(next.path, next.file) || isPlain(next.path)) continue;
        return undefined;
      }
      found.push(type);
      open.push(...type.value.bases.map(path => ({ path, file: type.file })));
    }
    return found;
  }
}

/** `abc.ABC`, `typing.Generic`: nothing of a task in them. */
function isPlain(path: AccessPath): boolean {
  return path.root === "import" && /^(abc|typing|typing_extensions)$/u.test(path.module ?? "");
}
