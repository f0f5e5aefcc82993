/**
 * What a function reaches, itself and through the functions of the project that it names or calls: limiters, and calls that
 * cost money, reach a person or test a secret. Bounded in depth: what is far away is told by its own name.
 */
import type { FilePlace } from "../../finding.ts";
import { effectRow } from "../../libraries/effects.ts";
import { limiterLibrary } from "../../libraries/limiters.ts";
import { AI_HOSTS, type MeteredKind, meteredRow, REQUESTING } from "../../libraries/metered.ts";
import type { MemoTable } from "../../project/memo.ts";
import type { Project } from "../../project/project.ts";
import type { CallRecord, FileSummary, FunctionRecord, ReferenceRecord } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { isCheckingName, isLimiterClassName, isLimiterFunctionName, mentionsLimiter } from "./names.ts";
import type { LimiterRecord } from "./record.ts";

const MAX_DISTANCE = 4;
/** What every name of a limiter holds; most texts are done with here. */
const LIMITING = /limit|throttl|bucket/iu;
const DEFINITIONS = new Set<LimiterRecord["form"]>(["instance", "function", "class"]);
const FOLLOWED = new Set<ReferenceRecord["use"]>(["call", "argument", "other", "assign", "decorator"]);

export interface LimiterHit {
  /** File and name of the definition; `~name` when only the name says that it limits. */
  key: string;
  name: string;
  /** Where it is asked. */
  at: FilePlace;
  /** The result is dropped, and the limiter does not throw. */
  ignored: boolean;
  distance: number;
  /** Stands before other routes too. */
  shared?: boolean;
}

export interface ResourceHit {
  /** Kind and the function that makes the call: two ways to one resource have the same key. */
  key: string;
  kind: MeteredKind;
  /** The function that makes the call, or the call as written. */
  name: string;
  at: FilePlace;
  distance: number;
}

export interface Reached {
  limiters: ReadonlyMap<string, LimiterHit>;
  resources: ReadonlyMap<string, ResourceHit>;
}

interface Target {
  file: FileSummary;
  fn: FunctionRecord;
}

const NOTHING: Reached = { limiters: new Map(), resources: new Map() };

export class Reach {
  readonly #project: Project;
  readonly #known: MemoTable<Target["fn"], Reached>;
  readonly #references: MemoTable<FileSummary, Map<string, ReferenceRecord[]>>;
  readonly #fileOf = new WeakMap<FunctionRecord, FileSummary>();

  static of(project: Project): Reach {
    return project.memo("rate-limiter/reach", () => new Reach(project));
  }

  private constructor(project: Project) {
    this.#project = project;
    this.#known = project.memoTable(fn => this.#reach(this.#fileOf.get(fn)!, fn), { inCycle: () => NOTHING });
    this.#references = project.memoTable(referencesByFunction);
  }

  from(file: FileSummary, fn: FunctionRecord): Reached {
    this.#fileOf.set(fn, file);
    return this.#known.get(fn);
  }

  /** Of a route's handler: what decorates it is no part of it, since a framework may call it without. */
  fromHandler(file: FileSummary, fn: FunctionRecord): Reached {
    return fn.decorators.length === 0 ? this.from(file, fn) : this.#reach(file, fn, fn.namePlace.start);
  }

  /** Without what the functions that it names reach. */
  ownLimiters(file: FileSummary, fn: FunctionRecord): ReadonlyMap<string, LimiterHit> {
    const limiters = new Map<string, LimiterHit>();
    for (const reference of this.#referencesIn(file, partsOf(file, fn)))
      this.#limiterAt(reference.path, reference, file, limiters);
    return limiters;
  }

  /** The limiter that a path means: a definition of the project, or a library's. */
  limiterOf(path: AccessPath, file: FileSummary): { key: string; name: string } | undefined {
    for (let taken = path.steps.length; taken > 0; taken--) {
      if (!path.steps[taken - 1]!.startsWith(".")) continue;
      const found = this.#project.resolve({ ...path, steps: path.steps.slice(0, taken) }, file);
      if (found.kind !== "variable" && found.kind !== "function" && found.kind !== "class") continue;
      const id = found.kind === "function" ? found.value.id : found.value.name;
      for (const name of [id, id.split(".")[0]!]) {
        const key = `${found.file.path}\0${name}`;
        if (this.#isDefinition(key)) return { key, name };
      }
    }
    const library = this.#project.libraryNameOf(path, file);
    const made = library && limiterLibrary(library.slice(0, library.indexOf("()") + 2));
    return made ? { key: `~${made.title}`, name: made.title } : undefined;
  }

  /** Only what stands at `start` or after it. */
  #reach(file: FileSummary, fn: FunctionRecord, start = 0): Reached {
    const limiters = new Map<string, LimiterHit>();
    const resources = new Map<string, ResourceHit>();
    const targets = new Map<FunctionRecord, Target>();
    const parts = partsOf(file, fn);
    for (const reference of this.#referencesIn(file, parts)) {
      if (!FOLLOWED.has(reference.use) || reference.place.start < start) continue;
      this.#limiterAt(reference.path, reference, file, limiters);
      const target = this.#project.functionOf(reference.path, file);
      if (target) targets.set(target.value, { file: target.file, fn: target.value });
    }
    for (const part of parts)
      for (const call of part.calls) {
        if (call.place.start < start) continue;
        const resource = this.#resourceAt(call, file, part);
        if (resource && !resources.has(resource.key)) resources.set(resource.key, resource);
        const target = this.#project.functionOf(call.path, file);
        if (target) targets.set(target.value, { file: target.file, fn: target.value });
        const isLocal = target !== undefined || call.path?.root === "local";
        const name = configuredLimiter(call.text, this.#project) ?? (isLocal ? undefined : limiterWord(call.text));
        if (name !== undefined && !limiters.has(`~${name}`)) limiters.set(`~${name}`, namedHit(name, call, file));
      }
    for (const target of targets.values()) {
      if (target.fn === fn || isTestPath(target.file.path)) continue;
      const below = this.from(target.file, target.fn);
      add(limiters, below.limiters);
      add(resources, below.resources);
    }
    dropDoubles(limiters);
    return { limiters, resources };
  }

  #limiterAt(path: AccessPath, reference: ReferenceRecord, file: FileSummary, found: Map<string, LimiterHit>): void {
    if (path.root === "parameter") return;
    const member = path.steps.at(-1)?.slice(1) ?? "";
    const limiter = this.limiterOf(path, file);
    if (!limiter || found.has(limiter.key)) return;
    // `RateLimitService.getClientId` asks nothing of the limiter.
    if (member !== limiter.name && path.steps.length > 1 && !isAsking(member)) return;
    found.set(limiter.key, {
      ...limiter,
      at: { ...reference.place, path: file.path },
      ignored: this.#isIgnored(reference, limiter.key, file),
      distance: 0,
    });
  }

  #resourceAt(call: CallRecord, file: FileSummary, fn: FunctionRecord): ResourceHit | undefined {
    const kind = this.#kindOf(call, file);
    if (kind === undefined) return undefined;
    const named = fn.id !== "" && !fn.id.includes("@");
    return {
      key: `${kind} ${file.path}\0${fn.id}`,
      kind,
      name: named ? fn.id : call.text,
      at: { ...call.place, path: file.path },
      distance: 0,
    };
  }

  #kindOf(call: CallRecord, file: FileSummary): MeteredKind | undefined {
    if (REQUESTING.test(call.text)) {
      const address = call.arguments.find(argument => argument.position === 0 || argument.name === "url")?.value;
      const text = typeof address?.constant === "string" ? address.constant : address?.key;
      if (text !== undefined && AI_HOSTS.test(text)) return "ai";
    }
    const library = this.#project.libraryNameOf(call.path, file);
    const row = meteredRow(library, call.text);
    if (row) return row.kind;
    const effect = effectRow(library, call.text)?.row.kind;
    return effect === "mail" || effect === "sms" ? effect : effect === "render" ? "ai" : undefined;
  }

  /** The call at a reference drops what it is told, and the function behind it never throws. */
  #isIgnored(reference: ReferenceRecord, key: string, file: FileSummary): boolean {
    if (reference.use !== "call") return false;
    const call = file.functions
      .find(fn => fn.id === reference.within)
      ?.calls.find(one => one.place.start <= reference.place.start && one.place.end >= reference.place.end);
    if (call?.use !== "dropped") return false;
    const target = this.#project.functionOf(call.path, file);
    return target !== undefined && this.#isDefinition(key) && !this.#throws(target.value, target.file, 0);
  }

  #isDefinition(key: string): boolean {
    const definitions = this.#project.memo("rate-limiter/definitions", () => definitionsIn(this.#project), {
      equal: (before, after) => before.size === after.size && [...before].every(one => after.has(one)),
    });
    return definitions.has(key);
  }

  #throws(fn: FunctionRecord, file: FileSummary, depth: number): boolean {
    if (fn.throws || depth > 3) return true;
    return fn.calls.some(call => {
      if (call.caught) return false;
      const target = this.#project.functionOf(call.path, file);
      return target
        ? this.#throws(target.value, target.file, depth + 1)
        : /reject|raise|assert|OrThrow/u.test(call.text);
    });
  }

  #referencesIn(file: FileSummary, parts: readonly FunctionRecord[]): ReferenceRecord[] {
    const byFunction = this.#references.get(file);
    return parts.flatMap(part => byFunction.get(part.id) ?? []);
  }
}

/** File and name of every limiter that the project defines. */
function definitionsIn(project: Project): ReadonlySet<string> {
  const definitions = new Set<string>();
  for (const file of project.filesWith("RateLimiter"))
    for (const record of isTestPath(file.path) ? [] : (file.concepts["RateLimiter"] as LimiterRecord[]))
      if (DEFINITIONS.has(record.form) && !isUpstream(record.name) && !(record.form === "instance" && record.local))
        definitions.add(`${file.path}\0${record.name}`);
  return definitions;
}

function referencesByFunction(file: FileSummary): Map<string, ReferenceRecord[]> {
  const byFunction = new Map<string, ReferenceRecord[]>();
  for (const reference of file.references) {
    const list = byFunction.get(reference.within) ?? [];
    if (list.length === 0) byFunction.set(reference.within, list);
    list.push(reference);
  }
  return byFunction;
}

/** A function with the functions inside it. */
function partsOf(file: FileSummary, fn: FunctionRecord): FunctionRecord[] {
  if (fn.id === "") return [fn];
  const within = `${fn.id}.`;
  return file.functions.filter(
    one =>
      one === fn || (one.id.startsWith(within) && one.place.start >= fn.place.start && one.place.end <= fn.place.end),
  );
}

/** A call that only its name tells: `env.RATE_LIMITER.get(…)`, `checkRateLimit` of a package. */
function namedHit(name: string, call: CallRecord, file: FileSummary): LimiterHit {
  return { key: `~${name}`, name, at: { ...call.place, path: file.path }, ignored: false, distance: 0 };
}

/** The part of a callee, such as `quota` or `quota.admit`, that the project's configuration calls a limiter. */
export function configuredLimiter(text: string, project: Project): string | undefined {
  const names = project.settings.limiterNames;
  if (names === undefined) return undefined;
  const parts = `.${text.replaceAll("()", "")}.`;
  return names.find(name => parts.includes(`.${name}.`));
}

/** The name in a callee that says that it limits. */
export function limiterWord(text: string): string | undefined {
  if (!LIMITING.test(text)) return undefined;
  const parts = text.split(/[.()[\]]+/u).filter(part => part !== "");
  const last = parts.at(-1) ?? "";
  return parts.find(
    part =>
      mentionsLimiter(part) &&
      !isUpstream(part) &&
      (isLimiterFunctionName(part) || isLimiterClassName(part)) &&
      (part === last || isAsking(last) || /^(?:fetch|get)$/u.test(last)),
  );
}

/** A name that speaks of somebody else's limit: `assertProviderNotRateLimited`. */
function isUpstream(name: string): boolean {
  return /provider|upstream|external|outbound/iu.test(name);
}

function isAsking(member: string): boolean {
  return isCheckingName(member) || /^(?:limit|shared_limit|exempt|default|middleware|handler)$/u.test(member);
}

/** A limiter that is known by its definition and, where it is called, by its name once more. */
function dropDoubles(limiters: Map<string, LimiterHit>): void {
  const defined = new Set([...limiters.values()].filter(hit => !hit.key.startsWith("~")).map(hit => hit.name));
  for (const hit of [...limiters.values()])
    if (hit.key.startsWith("~") && defined.has(hit.name)) limiters.delete(hit.key);
}

function add<T extends { key: string; distance: number }>(into: Map<string, T>, from: ReadonlyMap<string, T>): void {
  for (const hit of from.values())
    if (hit.distance < MAX_DISTANCE && !into.has(hit.key)) into.set(hit.key, { ...hit, distance: hit.distance + 1 });
}
