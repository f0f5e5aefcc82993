/** What the files of a project say about limiters, gathered once: imports, calls that lead nowhere, texts, members read. */
import { LIMITER_LIBRARIES } from "../../libraries/limiters.ts";
import type { Project, ReferenceSite } from "../../project/project.ts";
import type { CallRecord, FileSummary } from "../../project/summary.ts";
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
    for (const file of project.files()) {
      const limiters = file.concepts["RateLimiter"] as LimiterRecord[] | undefined;
      if (limiters) this.limiters.set(file.path, limiters);
    }
    const wanted = this.#wantedNames(project);
    for (const file of project.files()) this.#index(file, wanted, project);
  }

  /** Names whose uses decide: of limiters, of what is written around them in their files, of calls in the library tables. */
  #wantedNames(project: Project): Set<string> {
    const wanted = new Set<string>();
    for (const [path, limiters] of this.limiters) {
      for (const name of limiters.flatMap(namesOf)) wanted.add(name);
      for (const fn of project.file(path)?.functions ?? []) if (/^\w+$/u.test(fn.id)) wanted.add(fn.id);
    }
    for (const library of LIMITER_LIBRARIES) if (library.defaults?.blindTo) wanted.add(library.defaults.blindTo.call);
    return wanted;
  }

  /** Only calls and imports of `wanted` names are kept: a project has few limiters and very many calls. */
  #index(file: FileSummary, wanted: ReadonlySet<string>, project: Project): void {
    const wiring = file.concepts["LimiterWiring"] as WiringRecord[] | undefined;
    if (wiring) this.wiring.set(file.path, wiring);
    if (isTestPath(file.path)) return;
    for (const one of wiring ?? []) {
      if (one.what === "mention") this.mentions.add(lastSegment(one.text));
      if (one.what === "throttling") this.words.add(one.text);
      if (one.what === "read") this.reads.add(one.text);
    }
    for (const record of file.imports)
      for (const name of record.names) {
        if (name.imported === "*" && name.local === undefined) this.stars.push({ file, module: record.module });
        else if (name.imported === "default" || wanted.has(name.imported))
          push(this.imported, name.imported, { file, module: record.module });
      }
    for (const record of file.exports)
      if (record.module !== undefined && record.local !== undefined) this.givenOn.add(record.local);
    for (const reference of file.references) {
      const step = reference.path.root === "import" ? reference.path.steps[0]?.slice(1) : undefined;
      if (step !== undefined && wanted.has(step)) push(this.references, step, { file, reference });
      const name = libraryName(reference.path);
      if (name !== undefined && MIDDLEWARE.has(name)) this.middleware.add(name);
    }
    for (const fn of file.functions) for (const call of fn.calls) this.#indexCall(file, call, wanted, project);
  }

  #indexCall(file: FileSummary, call: CallRecord, wanted: ReadonlySet<string>, project: Project): void {
    if (call.text === "import" || call.text === "require") {
      const module = call.arguments[0]?.value.constant;
      if (typeof module === "string") this.dynamic.push({ file, module });
      return;
    }
    const name = lastSegment(call.text);
    if (!wanted.has(name) || call.path?.root === "local" || project.functionOf(call.path, file)) return;
    push(this.unresolved, name, { file, call });
  }
}

function namesOf(record: LimiterRecord): string[] {
  return record.form === "counter" ? record.raisers.map(raiser => raiser.name) : [record.name];
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
