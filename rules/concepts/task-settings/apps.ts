/** The apps of a project with what is set on each. Invariant: a setting that two places give differently is unknown. */
import type { FilePlace } from "../../finding.ts";
import { CELERY_APP, CELERY_TASK_CLASS } from "../../libraries/celery-settings.ts";
import type { Project } from "../../project/project.ts";
import { sameData } from "../../project/same-data.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { constantOf, type Symbolic } from "../../semantics/symbolic.ts";
import { canonical } from "./names.ts";
import type { FactRecord, SettingRecord, TaskOptionsRecord } from "./record.ts";

export interface InForce {
  record: SettingRecord;
  file: FileSummary;
  /** The library takes it beyond doubt. */
  proved: boolean;
  /** File that makes the app; undefined when several might be meant. */
  app: string | undefined;
}

export type Setting =
  | { is: "absent" }
  | { is: "unknown"; at?: FilePlace }
  | { is: "known"; value: string | number | boolean | null; at: FilePlace };

type Fact<What extends FactRecord["what"]> = FactRecord & { what: What };

export class Apps {
  readonly project: Project;
  readonly settings: InForce[] = [];
  readonly #apps: string[] = [];
  readonly #taskClasses = new Map<string, { path: AccessPath; file: FileSummary }>();
  readonly #sources: { fact: Fact<"source">; file: FileSummary }[] = [];
  readonly #configClasses = new Map<string, Fact<"source">>();
  readonly #reads = new Set<string>();
  readonly #taskReads = new Set<string>();
  readonly #classReads = new Set<string>();
  readonly #retrying = new Set<string>();
  #open = false;
  readonly #ambient: { file: string; functionId: string }[] = [];
  readonly deadLetter: boolean;
  readonly deliveryLimit: boolean;

  static of(project: Project): Apps {
    const equal = (before: Apps, after: Apps) => sameData(before.#said(), after.#said());
    return project.memo("task-apps", () => new Apps(project), { equal });
  }

  private constructor(project: Project) {
    this.project = project;
    let deadLetter = false;
    let deliveryLimit = false;
    for (const file of project.filesWith("QueueFact"))
      for (const fact of factsOf(file)) {
        if (fact.what === "app") {
          if (!this.#apps.includes(file.path)) this.#apps.push(file.path);
          if (fact.taskClass) this.#taskClasses.set(file.path, { path: fact.taskClass, file });
        } else if (fact.what === "source") this.#sources.push({ fact, file });
        else if (fact.what === "read") {
          // A variable of a file is read there; a member, a text or an import means the setting wherever it stands.
          this.#reads.add(fact.local ? `${file.path}\0${canonical(fact.name)}` : canonical(fact.name));
          if (fact.ofTask) this.#taskReads.add(fact.name);
          if (fact.owner !== undefined) this.#classReads.add(`${file.path}\0${fact.owner}\0${fact.name}`);
        } else if (fact.what === "retries") {
          this.#retrying.add(`${file.path}\0${fact.functionId}`);
          if (fact.ambient) this.#ambient.push({ file: file.path, functionId: fact.functionId });
        } else if (fact.what === "dead-letter") deadLetter = true;
        else if (fact.what === "delivery-limit") deliveryLimit = true;
        else this.#open = true;
      }
    for (const source of this.#sources) this.#readClasses(source.fact, source.file);
    this.deadLetter = deadLetter;
    this.deliveryLimit = deliveryLimit;
    for (const file of project.filesWith("QueueSetting"))
      for (const record of settingsOf(file)) {
        const found = this.#inForce(record, file);
        if (found) this.settings.push(found);
      }
  }

  /** Something of the program reads a name that the library does not know. */
  isRead(setting: string, file: FileSummary): boolean {
    return this.#reads.has(setting) || this.#reads.has(`${file.path}\0${setting}`);
  }

  isReadFromTask(option: string): boolean {
    return this.#taskReads.has(option);
  }

  isReadInClass(option: string, owner: { file: FileSummary; value: { name: string } }): boolean {
    return this.#classReads.has(`${owner.file.path}\0${owner.value.name}\0${option}`);
  }

  /** The function asks for the retry of a task that it is given; undefined when it is not in sight. */
  retries(path: AccessPath, file: FileSummary): boolean | undefined {
    const found = this.project.functionOf(path, file);
    if (!found) return undefined;
    return [...this.#retrying].some(
      key =>
        key === `${found.file.path}\0${found.value.id}` || key.startsWith(`${found.file.path}\0${found.value.id}.`),
    );
  }

  /** A helper asks for the retry of whatever task runs: it may be any. */
  mayRetryAny(file: FileSummary, functionId: string): boolean {
    return this.#ambient.some(one => one.file !== file.path || one.functionId !== functionId);
  }

  retriesInClass(owner: { file: FileSummary; value: { name: string } }): boolean {
    return [...this.#retrying].some(key => key.startsWith(`${owner.file.path}\0${owner.value.name}.`));
  }

  /** The app that a path means, or the one whose folder is nearest. */
  appOf(path: AccessPath | undefined, file: FileSummary): string | undefined {
    if (this.#apps.length === 1) return this.#apps[0];
    const found = path && this.project.resolve(path, file);
    if (found && "file" in found && this.#apps.includes(found.file.path)) return found.file.path;
    const near = this.#apps
      .map(app => ({ app, shared: sharedFolders(app, file.path) }))
      .sort((a, b) => b.shared - a.shared);
    return near[0] && near[0].shared > (near[1]?.shared ?? -1) ? near[0].app : undefined;
  }

  /** Settings that speak for a task of this file. */
  settingsFor(app: string | undefined, name: string): InForce[] {
    const all = this.settings.filter(one => one.record.name === name);
    return this.#apps.length < 2 ? all : all.filter(one => one.app === undefined || one.app === app);
  }

  valueFor(app: string | undefined, name: string): Setting {
    // Of several apps none is nearest, or the app is not in sight at all.
    if (app === undefined) return { is: "unknown" };
    const found = this.settingsFor(app, name);
    const first = found[0];
    if (!first)
      return this.#open || this.#sources.some(one => this.#isHidden(one)) ? { is: "unknown" } : { is: "absent" };
    const at = { ...first.record.keyPlace, path: first.file.path };
    const values = found.map(one => this.constantOf(one.record.value, one.file));
    const value = values[0];
    if (value === undefined || values.some(one => one !== value)) return { is: "unknown", at };
    return { is: "known", value, at };
  }

  constantOf(value: Symbolic, file: FileSummary): string | number | boolean | null | undefined {
    return constantOf(this.project.reduce(value, file));
  }

  taskClassOf(app: string | undefined): { path: AccessPath; file: FileSummary } | undefined {
    return app === undefined ? undefined : this.#taskClasses.get(app);
  }

  isOwnTaskClass(path: AccessPath, file: FileSummary): boolean {
    const library = this.project.libraryNameOf(path, file);
    return library !== undefined && CELERY_TASK_CLASS.test(library);
  }

  #inForce(record: SettingRecord, file: FileSummary): InForce | undefined {
    if (record.form === "constructor") return { record, file, proved: true, app: file.path };
    if (record.form === "module" || record.form === "class") return this.#configured(record, file);
    const library = record.app && this.project.libraryNameOf(record.app, file);
    if (library !== undefined && CELERY_APP.test(library))
      return { record, file, proved: true, app: this.appOf(record.app, file) };
    if (record.form === "table") {
      const app = this.appOf(undefined, file);
      return this.#apps.length > 0 ? { record, file, proved: false, app } : undefined;
    }
    const other = this.#apps.length === 0 || (record.app && this.project.resolve(record.app, file).kind === "library");
    // The app is a parameter, or made where it cannot be followed: what stands beside it tells.
    if (other && !record.amongSettings) return undefined;
    return { record, file, proved: false, app: this.appOf(record.app, file) };
  }

  /** A module or class is configuration when an app is told to read it. */
  #configured(record: SettingRecord, file: FileSummary): InForce | undefined {
    const source = this.#sources.find(one => this.#means(one, record, file));
    if (source) return { record, file, proved: true, app: this.appOf(source.fact.app, source.file) };
    if (record.form === "class") return undefined;
    const namespaced = /^(CELERYD?|BROKER)_/u.test(record.written);
    const settings = this.#sources.find(
      one => one.fact.module?.includes("settings") || /settings/u.test(pathWords(one.fact.path)),
    );
    if (namespaced && settings && /settings|config/iu.test(file.path))
      return { record, file, proved: true, app: this.appOf(settings.fact.app, settings.file) };
    return !namespaced && /celery[\w-]*\.py$/u.test(file.path) && record.amongSettings
      ? { record, file, proved: false, app: this.appOf(undefined, file) }
      : undefined;
  }

  /** All that was gathered; where a retry or a read stands is no part of it. */
  #said(): unknown[] {
    const maps = [this.#taskClasses, this.#configClasses].map(one => [...one]);
    const sets = [this.#reads, this.#taskReads, this.#classReads, this.#retrying].map(one => [...one]);
    const flags = [this.#open, this.deadLetter, this.deliveryLimit];
    return [this.settings, this.#apps, this.#sources, this.#ambient, maps, sets, flags];
  }

  get #hasDjangoSettings(): boolean {
    return this.project.memo("django-settings", () =>
      [...this.project.files()].some(file => file.language === "python" && /settings|config/iu.test(file.path)),
    );
  }

  /** Configuration that is read from where no file of the program is. Django's settings are found by their names. */
  #isHidden({ fact, file }: { fact: Fact<"source">; file: FileSummary }): boolean {
    if (fact.module !== undefined) {
      const name = fact.module.split(":")[0]!;
      const outer = name.slice(0, Math.max(0, name.lastIndexOf(".")));
      if (name === "django.conf") return !this.#hasDjangoSettings;
      return !this.project.moduleOf(name, file) && !this.project.moduleOf(outer, file);
    }
    const found = fact.path && this.project.resolve(fact.path, file);
    return !found || !("file" in found || (found.kind === "library" && found.name.startsWith("django.conf")));
  }

  /** The class that an app is configured from, or those a function chooses from, with their bases. */
  #readClasses(source: Fact<"source">, file: FileSummary): void {
    const found = source.path && this.project.resolve(source.path, file);
    const open =
      found?.kind === "function"
        ? found.value.returns.map(path => ({ path, file: found.file }))
        : source.path
          ? [{ path: source.path, file }]
          : [];
    for (let next = open.shift(), steps = 0; next && steps < 20; next = open.shift(), steps++) {
      const type = this.project.classOf(next.path, next.file);
      if (!type) continue;
      this.#configClasses.set(`${type.file.path}\0${type.value.name}`, source);
      open.push(...type.value.bases.map(path => ({ path, file: type.file })));
    }
  }

  #means(source: { fact: Fact<"source">; file: FileSummary }, record: SettingRecord, file: FileSummary): boolean {
    const { module, path } = source.fact;
    if (module !== undefined) {
      const [name = "", owner] = module.split(":");
      const found = this.project.moduleOf(name, source.file);
      if (found) return found === file && (record.owner ?? "") === (owner ?? "");
      return (
        name.endsWith(`.${record.owner}`) &&
        this.project.moduleOf(name.slice(0, name.lastIndexOf(".")), source.file) === file
      );
    }
    if (record.owner !== undefined) return this.#configClasses.get(`${file.path}\0${record.owner}`) === source.fact;
    const found = path && this.project.resolve(path, source.file);
    return found?.kind === "module" && found.file === file;
  }
}

export const factsOf = (file: FileSummary): FactRecord[] =>
  (file.concepts["QueueFact"] as FactRecord[] | undefined) ?? [];

export const settingsOf = (file: FileSummary): SettingRecord[] =>
  (file.concepts["QueueSetting"] as SettingRecord[] | undefined) ?? [];

export const tasksOf = (file: FileSummary): TaskOptionsRecord[] =>
  (file.concepts["TaskOptions"] as TaskOptionsRecord[] | undefined) ?? [];

const pathWords = (path: AccessPath | undefined): string => (path ? `${path.module ?? ""}${path.steps.join("")}` : "");

function sharedFolders(left: string, right: string): number {
  const [a, b] = [left.split("/").slice(0, -1), right.split("/").slice(0, -1)];
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared;
}
