/** What the files of a project say about limiters, gathered once: imports, calls that lead nowhere, texts, members read. */
import { LIMITER_LIBRARIES } from "../../libraries/limiters.ts";
import type { Project, ReferenceSite } from "../../project/project.ts";
import { sameData } from "../../project/same-data.ts";
import type { CallRecord, FileSummary, ReferenceRecord } from "../../project/summary.ts";
import { libraryName } from "../../semantics/access-path.ts";
import { lastSegment } from "./places.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { LimiterRecord, WiringRecord } from "./record.ts";

export interface ImportSite {
  file: FileSummary;
  module: string;
}

export interface UnresolvedCall {
  file: FileSummary;
  call: CallRecord;
}

const MIDDLEWARE = new Set(LIMITER_LIBRARIES.flatMap(library => library.defaults?.middleware ?? []));

/** What one file adds to the index. */
interface FileUse {
  limiters: LimiterRecord[];
  wiring: WiringRecord[];
  imported: { name: string; module: string }[];
  stars: string[];
  dynamic: string[];
  references: { name: string; reference: ReferenceRecord }[];
  unresolved: { name: string; call: CallRecord }[];
  givenOn: string[];
  middleware: string[];
}

/** Invariant: apart from `limiters` and `wiring`, nothing here comes from tests. */
export class UseIndex {
  readonly limiters = new Map<string, LimiterRecord[]>();
  readonly wiring = new Map<string, WiringRecord[]>();
  /** Imports by the imported name. */
  readonly imported = new Map<string, ImportSite[]>();
  /** References to imported names, by that name. */
  readonly references = new Map<string, ReferenceSite[]>();
  /** Calls whose target is not known, by the last name of the callee. */
  readonly unresolved = new Map<string, UnresolvedCall[]>();
  /** `import("x")` and `require("x")` as calls. */
  readonly dynamic: ImportSite[] = [];
  /** `from x import *` and imports for their effect. */
  readonly stars: ImportSite[] = [];
  /** Last parts of paths and keys written as texts. */
  readonly mentions = new Set<string>();
  /** Names of a framework's throttling. */
  readonly words = new Set<string>();
  /** Members and keys that are read. */
  readonly reads = new Set<string>();
  /** Names that some file gives on: `export { limiter } from "./limits"`. */
  readonly givenOn = new Set<string>();
  /** Library names of the middleware that is referred to. */
  readonly middleware = new Set<string>();

  constructor(project: Project) {
    const uses = project.memo("rate-limiter/uses by file", () =>
      project.memoTable<FileSummary, FileUse>(file => useOf(file, project), { equal: sameData }),
    );
    for (const file of project.files()) this.#add(file, uses.get(file));
  }

  #add(file: FileSummary, use: FileUse): void {
    if (use.limiters.length > 0) this.limiters.set(file.path, use.limiters);
    if (use.wiring.length > 0) this.wiring.set(file.path, use.wiring);
    if (isTestPath(file.path)) return;
    for (const one of use.wiring) {
      if (one.what === "mention") this.mentions.add(lastSegment(one.text));
      if (one.what === "throttling") this.words.add(one.text);
      if (one.what === "read") this.reads.add(one.text);
    }
    for (const { name, module } of use.imported) push(this.imported, name, { file, module });
    for (const module of use.stars) this.stars.push({ file, module });
    for (const module of use.dynamic) this.dynamic.push({ file, module });
    for (const { name, reference } of use.references) push(this.references, name, { file, reference });
    for (const { name, call } of use.unresolved) push(this.unresolved, name, { file, call });
    for (const name of use.givenOn) this.givenOn.add(name);
    for (const name of use.middleware) this.middleware.add(name);
  }
}

/** Only calls and imports of wanted names are kept: a project has few limiters and very many calls. */
function useOf(file: FileSummary, project: Project): FileUse {
  const use: FileUse = {
    limiters: (file.concepts["RateLimiter"] ?? []) as LimiterRecord[],
    wiring: (file.concepts["LimiterWiring"] ?? []) as WiringRecord[],
    imported: [],
    stars: [],
    dynamic: [],
    references: [],
    unresolved: [],
    givenOn: file.exports.flatMap(record => (record.module === undefined ? [] : (record.local ?? []))),
    middleware: [],
  };
  if (isTestPath(file.path)) return use;
  const wanted = wantedNames(project);
  for (const { module, names } of file.imports)
    for (const { imported, local } of names) {
      if (imported === "*" && local === undefined) use.stars.push(module);
      else if (imported === "default" || wanted.has(imported)) use.imported.push({ name: imported, module });
    }
  for (const reference of file.references) {
    const step = reference.path.root === "import" ? reference.path.steps[0]?.slice(1) : undefined;
    if (step !== undefined && wanted.has(step)) use.references.push({ name: step, reference });
    const name = libraryName(reference.path);
    if (name !== undefined && MIDDLEWARE.has(name)) use.middleware.push(name);
  }
  for (const fn of file.functions) for (const call of fn.calls) addCall(call, use, wanted, file, project);
  return use;
}

function addCall(
  call: CallRecord,
  use: FileUse,
  wanted: ReadonlySet<string>,
  file: FileSummary,
  project: Project,
): void {
  if (call.text === "import" || call.text === "require") {
    const module = call.arguments[0]?.value.constant;
    if (typeof module === "string") use.dynamic.push(module);
    return;
  }
  const name = lastSegment(call.text);
  if (!wanted.has(name) || call.path?.root === "local" || project.functionOf(call.path, file)) return;
  use.unresolved.push({ name, call });
}

/** Names whose uses decide: of limiters, of what is written around them in their files, of calls in the library tables. */
function wantedNames(project: Project): ReadonlySet<string> {
  const equal = (before: ReadonlySet<string>, after: ReadonlySet<string>) => sameData([...before], [...after]);
  const find = () => {
    const ofLimiters = project.gather("rate-limiter/names", "RateLimiter", file => [
      ...(file.concepts["RateLimiter"] as LimiterRecord[]).flatMap(namesOf),
      ...file.functions.flatMap(fn => (/^\w+$/u.test(fn.id) ? fn.id : [])),
    ]);
    const ofLibraries = LIMITER_LIBRARIES.flatMap(library => library.defaults?.blindTo?.call ?? []);
    return new Set([...ofLimiters, ...ofLibraries]);
  };
  return project.memo("rate-limiter/wanted names", find, { equal });
}

function namesOf(record: LimiterRecord): string[] {
  return record.form === "counter" ? record.raisers.map(raiser => raiser.name) : [record.name];
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
