/** Which limiters stand on a route: before its handler, or asked by it. */
import { LIMITER_LIBRARIES, REGISTERED_LIMITERS, REST_FRAMEWORK_THROTTLING } from "../../libraries/limiters.ts";
import { HARMLESS_PACKAGES } from "../../libraries/routes.ts";
import type { MemoTable } from "../../project/memo.ts";
import type { Project } from "../../project/project.ts";
import type { ClassRecord, FileSummary } from "../../project/summary.ts";
import { pathText } from "../../semantics/access-path.ts";
import type { PassedGuard, Route } from "../route/route.ts";
import { configuredLimiter, type LimiterHit, limiterWord, Reach, type ResourceHit } from "./reach.ts";

export interface Standing {
  limiters: ReadonlyMap<string, LimiterHit>;
  resources: ReadonlyMap<string, ResourceHit>;
  /** What stands before the handler and cannot be read. */
  unknown: readonly string[];
}

const MIDDLEWARE = new Set(LIMITER_LIBRARIES.flatMap(library => library.defaults?.middleware ?? []));
const BASES = new Set<string>([...REST_FRAMEWORK_THROTTLING.bases, REGISTERED_LIMITERS.guarded.guard]);
/** Methods by which a framework calls middleware, guards and throttles. */
const ENTRIES = new Set([
  "dispatch",
  "__call__",
  "canActivate",
  "use",
  "intercept",
  "handle",
  "process_request",
  "process_view",
  "allow_request",
]);

export class Standings {
  readonly #project: Project;
  readonly #reach: Reach;
  readonly #known: MemoTable<Route, Standing>;

  static of(project: Project): Standings {
    return project.memo("rate-limiter/standings", () => new Standings(project));
  }

  private constructor(project: Project) {
    this.#project = project;
    this.#reach = Reach.of(project);
    this.#known = project.memoTable(route => this.#on(route));
  }

  on(route: Route): Standing {
    return this.#known.get(route);
  }

  #on(route: Route): Standing {
    const limiters = new Map<string, LimiterHit>();
    const unknown: string[] = [];
    for (const guard of [...route.way, ...this.#inherited(route)]) {
      const found = this.#read(guard);
      for (const hit of found.limiters.values())
        if (!limiters.has(hit.key)) limiters.set(hit.key, guard.shared ? { ...hit, shared: true } : hit);
      if (found.unknown) unknown.push(this.#rootOf(guard));
    }
    const below = route.handler && this.#reach.fromHandler(route.handler.file, route.handler.fn);
    for (const hit of below?.limiters.values() ?? []) if (!limiters.has(hit.key)) limiters.set(hit.key, hit);
    return { limiters, resources: below?.resources ?? new Map(), unknown };
  }

  /** What a guard starts from: `actionClient` of `actionClient.schema(…).action`. */
  #rootOf(guard: PassedGuard): string {
    if (!guard.path) return guard.text;
    const root = { ...guard.path, steps: guard.path.steps.slice(0, guard.path.root === "this" ? 2 : 1) };
    const found = this.#project.resolve(root, guard.file);
    return found.kind === "variable" || found.kind === "class"
      ? `${found.file.path}#${found.value.name}`
      : pathText(root);
  }

  #read(guard: PassedGuard): { limiters: ReadonlyMap<string, LimiterHit>; unknown: boolean } {
    const { file } = guard;
    const at = { ...guard.place, path: file.path };
    const one = (key: string, name: string) =>
      ({ limiters: new Map([[key, { key, name, at, ignored: false, distance: 0 }]]), unknown: false }) as const;
    if (guard.limits) return one(`~${guard.text}`, guard.text);
    const callee = guard.text.split("(")[0]!;
    const configured = configuredLimiter(callee, this.#project);
    if (configured !== undefined) return one(`~${configured}`, configured);
    const inPlace = guard.functionId === undefined ? undefined : file.functions.find(fn => fn.id === guard.functionId);
    if (inPlace)
      return {
        limiters: guard.shallow ? this.#reach.ownLimiters(file, inPlace) : this.#reach.from(file, inPlace).limiters,
        unknown: false,
      };
    if (guard.path) {
      const limiter = this.#reach.limiterOf(guard.path, file);
      if (limiter) return one(limiter.key, limiter.name);
      const target =
        this.#project.functionOf(withoutCall(guard.path), file) ?? this.#project.functionOf(guard.path, file);
      if (target) return { limiters: this.#reach.from(target.file, target.value).limiters, unknown: false };
      const type = this.#project.classOf(withoutCall(guard.path), file);
      if (type) return this.#class(type.file, type.value, one);
    }
    const library = this.#project.libraryNameOf(guard.path, file);
    if (library !== undefined && (BASES.has(library) || MIDDLEWARE.has(library))) return one(`~${library}`, guard.text);
    const word = limiterWord(callee);
    if (word !== undefined) return one(`~${word}`, word);
    return { limiters: new Map(), unknown: library === undefined ? !guard.type : !isHarmless(library) };
  }

  #class(
    file: FileSummary,
    type: ClassRecord,
    one: (
      key: string,
      name: string,
    ) => ReturnType<Standings["on"]> | { limiters: ReadonlyMap<string, LimiterHit>; unknown: false },
  ) {
    const base = this.#project.libraryNameOf({ root: "local", steps: [`.${type.name}`] }, file);
    if (base !== undefined && BASES.has(base))
      return { limiters: one(`${file.path}\0${type.name}`, type.name).limiters, unknown: false };
    const limiters = new Map<string, LimiterHit>();
    for (const fn of file.functions)
      if (fn.className === type.name && ENTRIES.has(fn.name ?? ""))
        for (const hit of this.#reach.from(file, fn).limiters.values()) limiters.set(hit.key, hit);
    return { limiters, unknown: false };
  }

  /** `throttle_classes` and `get_throttles` of the base classes of a view. */
  #inherited(route: Route): PassedGuard[] {
    const className = route.handler?.fn.className;
    if (className === undefined || !route.handler) return [];
    const guards: PassedGuard[] = [];
    let at: { file: FileSummary; value: ClassRecord } | undefined = this.#project.classOf(
      { root: "local", steps: [`.${className}`] },
      route.handler.file,
    );
    for (let depth = 0; at && depth < 8; depth++) {
      const { file, value } = at;
      const method = file.functions.find(fn => fn.id === `${value.name}.${REST_FRAMEWORK_THROTTLING.viewMethod}`);
      if (method) guards.push({ text: method.id, place: method.namePlace, functionId: method.id, file, shared: true });
      const member = value.members.find(one => one.name === REST_FRAMEWORK_THROTTLING.viewClasses);
      if (member) guards.push(...this.#throttles(file, value.name));
      at = value.bases
        .map(base => this.#project.classOf(base, file))
        .find(base => base !== undefined && base.value !== value);
    }
    return guards;
  }

  /** The classes that a class-level list names, by the references that stand in it. */
  #throttles(file: FileSummary, className: string): PassedGuard[] {
    const type = file.classes.find(one => one.name === className)!;
    const member = type.members.find(one => one.name === REST_FRAMEWORK_THROTTLING.viewClasses)!;
    return file.references
      .filter(reference => reference.place.line === member.place.line && reference.use === "argument")
      .map(reference => ({
        text: reference.path.steps.at(-1)?.slice(1) ?? "",
        place: reference.place,
        path: reference.path,
        file,
        shared: true,
      }));
  }
}

function withoutCall(path: NonNullable<PassedGuard["path"]>) {
  return path.steps.at(-1) === "()" ? { ...path, steps: path.steps.slice(0, -1) } : path;
}

/** Known to let requests through, or a decorator that documents or checks who calls. */
function isHarmless(library: string): boolean {
  const parts = library.split(/[./]/u);
  const scoped = library.startsWith("@") ? library.split("/").slice(0, 2).join("/").split(".")[0]! : undefined;
  return (
    HARMLESS_PACKAGES.has(scoped ?? parts[0]!) ||
    /auth|login|permission|schema|swagger|openapi|cors|csrf|session|log|valid|cache/iu.test(library)
  );
}
