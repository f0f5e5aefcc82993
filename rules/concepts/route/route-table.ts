/** All routes of a project, linked: routers to their mounts, patterns to their views, handlers to their functions. */
import type { MemoTable } from "../../project/memo.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { covers, joinPaths } from "./paths.ts";
import type {
  AliasRecord,
  GlobalRecord,
  Guard,
  HandlerRef,
  RouteRecord,
  RouterRef,
  RouteWiringRecord,
  UrlRecord,
  UseRecord,
} from "./record.ts";
import type { PassedGuard, Route } from "./route.ts";
import { isOrdered } from "./routers.ts";
import { Urls } from "./urls.ts";

const MAX_MOUNTS = 12;

interface Layer {
  file: FileSummary;
  at: number;
  prefix?: string;
  guards: Guard[];
}

/** One router below another. */
interface Mount {
  parent: string;
  file: FileSummary;
  at: number;
  prefix?: string;
  guards: Guard[];
}

interface Router {
  prefix?: string;
  ordered: boolean;
  made: Layer[];
  layers: Layer[];
  mounts: Mount[];
}

export class RouteTable {
  readonly #project: Project;
  readonly #routers = new Map<string, Router>();
  readonly #globals: { file: FileSummary; record: GlobalRecord }[] = [];
  readonly #aliases = new Map<string, { file: FileSummary; record: AliasRecord }>();
  readonly #urls: Urls;
  readonly #byFile: MemoTable<FileSummary, ReadonlyMap<RouteRecord, Route>>;

  constructor(project: Project) {
    this.#project = project;
    const urls: { file: FileSummary; record: UrlRecord }[] = [];
    for (const file of project.filesWith("RouteWiring"))
      for (const record of file.concepts["RouteWiring"] as RouteWiringRecord[])
        if (record.form === "global") this.#globals.push({ file, record });
        else if (record.form === "alias") this.#aliases.set(`${file.path}\0${record.name}`, { file, record });
        else if (record.form === "url") urls.push({ file, record });
        else if (record.form === "use") this.#use(record, file);
        else {
          const router = this.#router(this.#identity(record.router, file), record.router);
          if (record.prefix !== undefined) router.prefix = record.prefix;
          if (record.guards.length > 0) router.made.push({ file, at: record.start, guards: record.guards });
        }
    this.#urls = new Urls(project, urls);
    this.#byFile = project.memoTable(file => {
      const records = (file.concepts["Route"] ?? []) as RouteRecord[];
      return new Map(records.map(record => [record, this.#link(record, file)]));
    });
  }

  /** Tests left out. */
  all(): Route[] {
    return this.#project
      .filesWith("Route")
      .flatMap(file => (isTestPath(file.path) ? [] : [...this.#byFile.get(file).values()]));
  }

  routeOf(record: RouteRecord, file: FileSummary): Route {
    return this.#byFile.get(file).get(record)!;
  }

  #link(record: RouteRecord, file: FileSummary): Route {
    const identity = record.router && this.#identity(record.router, file);
    const above =
      identity === undefined ? { prefix: "", guards: [] } : this.#above(identity, record.start, file, record.path, []);
    const url = this.#urls.of(record, file);
    const path = record.path === undefined ? url?.path : joinPaths(above.prefix, record.path);
    const handler = this.#handler(record.handler, file);
    const own = record.guards.map(guard => passed(guard, file, false));
    const outer = [
      ...this.#globalsFor(record, file, record.framework === "action" ? undefined : path),
      ...above.guards,
      ...(url?.guards ?? []),
    ];
    const way = [...outer, ...own].flatMap(guard => this.#expand(guard));
    const shown =
      record.framework === "action"
        ? (record.path ?? "")
        : path === undefined
          ? (handler?.fn.name ?? "")
          : `${verbOf(record)} ${path}`;
    return {
      type: "Route",
      start: record.start,
      end: record.end,
      framework: record.framework,
      methods: record.methods,
      path: record.framework === "action" ? undefined : path,
      place: { ...record.place, path: file.path },
      title: shown.trim(),
      handler,
      way,
      secret: record.secret ?? false,
      refuses: record.refuses ?? false,
      guardsAt: record.guardsAt,
      group: groupOf(record, identity, file),
    };
  }

  /** A name for a parameter's type that asks for something stands for what it asks for. */
  #expand(guard: PassedGuard): PassedGuard[] {
    if (!guard.type) return [guard];
    const found = guard.path && this.#project.definitionOf(guard.path, guard.file);
    const alias = found && this.#aliases.get(`${found.file.path}\0${found.name}`);
    return alias ? alias.record.guards.map(one => passed(one, alias.file, guard.shared)) : [];
  }

  #handler(ref: HandlerRef | undefined, file: FileSummary): Route["handler"] {
    if (!ref) return undefined;
    if ("functionId" in ref)
      return found(
        file,
        file.functions.find(fn => fn.id === ref.functionId),
      );
    const target = this.#project.functionOf(ref.path, file);
    return target && { file: target.file, fn: target.value };
  }

  #globalsFor(record: RouteRecord, file: FileSummary, path: string | undefined): PassedGuard[] {
    return this.#globals.flatMap(({ file: from, record: one }) => {
      const sameKind =
        one.framework === record.framework ||
        (one.framework === "django" && record.framework === "rest-framework") ||
        (one.framework === "next" && record.framework === "action");
      if (!sameKind || !file.path.startsWith(one.folder)) return [];
      if (one.framework === "next" && one.matchers.length > 0 && !one.matchers.some(matcher => matches(matcher, path)))
        return [];
      return one.guards.map(guard => passed(guard, from, true));
    });
  }

  /** Prefix and guards of a router and of what it is mounted on, for a route or mount at `at`. */
  #above(
    identity: string,
    at: number,
    file: FileSummary,
    path: string | undefined,
    seen: readonly string[],
  ): { prefix: string; guards: PassedGuard[] } {
    const router = this.#routers.get(identity);
    if (!router || seen.includes(identity) || seen.length > MAX_MOUNTS) return { prefix: "", guards: [] };
    const own = joinPaths(router.prefix, path);
    const layers = router.layers
      .filter(layer => covers(layer.prefix, path) && (!router.ordered || layer.file !== file || layer.at < at))
      .flatMap(layer => layer.guards.map(guard => passed(guard, layer.file, true)));
    const made = router.made.flatMap(layer => layer.guards.map(guard => passed(guard, layer.file, true)));
    const mount = router.mounts[0];
    if (!mount) return { prefix: router.prefix ?? "", guards: [...made, ...layers] };
    const above = this.#above(mount.parent, mount.at, mount.file, joinPaths(mount.prefix, own), [...seen, identity]);
    const mounted = mount.guards.map(guard => passed(guard, mount.file, true));
    return {
      prefix: joinPaths(above.prefix, mount.prefix, router.prefix),
      guards: [...above.guards, ...mounted, ...made, ...layers],
    };
  }

  #use(record: UseRecord, file: FileSummary): void {
    const parent = this.#identity(record.router, file);
    const router = this.#router(parent, record.router);
    const guards: Guard[] = [];
    for (const item of record.items) {
      const child = item.plugin === undefined ? this.#childOf(item, file) : this.#pluginOf(item, file);
      if (child !== undefined && child !== parent) {
        const mounts = this.#router(child, item.router).mounts;
        mounts.push({
          parent,
          file,
          at: record.start,
          ...(record.prefix === undefined ? {} : { prefix: record.prefix }),
          guards: [...guards],
        });
      } else guards.push(item);
    }
    const mounted = record.items.length > guards.length;
    if (guards.length > 0 && !mounted)
      router.layers.push({
        file,
        at: record.start,
        guards,
        ...(record.prefix === undefined ? {} : { prefix: record.prefix }),
      });
  }

  #childOf(item: UseRecord["items"][number], file: FileSummary): string | undefined {
    if (!item.router) return undefined;
    if (item.router.framework !== undefined) return this.#identity(item.router, file);
    const identity = this.#identity(item.router, file);
    return this.#isRouter(item.router, file) ? identity : undefined;
  }

  /** A plugin of Fastify that is a function of this project gets the instance as its first parameter. */
  #pluginOf(item: UseRecord["items"][number], file: FileSummary): string | undefined {
    if (item.functionId !== undefined) return `${file.path}\0param:${item.functionId}:0`;
    const target = this.#project.functionOf(item.path, file);
    return target && `${target.file.path}\0param:${target.value.id}:0`;
  }

  /** Made by a library's router, as far as the project tells; or named like one by its own file. */
  #isRouter(ref: RouterRef, file: FileSummary): boolean {
    if (!ref.path) return false;
    const name = this.#project.libraryNameOf(ref.path, file);
    if (
      name !== undefined &&
      /(?:Router|Hono|APIRouter|Blueprint|express(?:\.default)?|fastify(?:\.default)?|Elysia)\(\)/u.test(name)
    )
      return true;
    const resolved = this.#project.resolve(ref.path, file);
    return (
      resolved.kind === "variable" &&
      /router|routes|app$|api$/iu.test(resolved.value.name) &&
      resolved.value.value?.steps.at(-1) === "()"
    );
  }

  #router(identity: string, ref: RouterRef | undefined): Router {
    const known = this.#routers.get(identity);
    if (known) return known;
    const router: Router = { ordered: isOrdered(ref?.framework), made: [], layers: [], mounts: [] };
    this.#routers.set(identity, router);
    return router;
  }

  #identity(ref: RouterRef, file: FileSummary): string {
    if (ref.local !== undefined || !ref.path) return `${file.path}\0${ref.local ?? ""}`;
    if (ref.path.root === "local") return `${file.path}\0${ref.path.steps[0]!.slice(1)}`;
    const resolved = this.#project.resolve(withoutCall(ref.path), file);
    if (resolved.kind === "variable") return `${resolved.file.path}\0${resolved.value.name}`;
    return `${file.path}\0${JSON.stringify(ref.path)}`;
  }
}

/** All routes of the program, tests left out. */
export function routesOf(project: Project): readonly Route[] {
  return project.memo("routes", () => routeTableOf(project).all());
}

export function routeTableOf(project: Project): RouteTable {
  return project.memo("route/table", () => new RouteTable(project));
}

function withoutCall(path: AccessPath): AccessPath {
  return path.steps.at(-1) === "()" ? { ...path, steps: path.steps.slice(0, -1) } : path;
}

function passed(guard: Guard, file: FileSummary, shared: boolean): PassedGuard {
  return { ...guard, file, shared };
}

function found(file: FileSummary, fn: FunctionRecord | undefined): Route["handler"] {
  return fn && { file, fn };
}

function verbOf(record: RouteRecord): string {
  return record.methods.length === 1 && record.methods[0] !== "*" ? record.methods[0]! : "";
}

/** The router, else the folder above a route's own folder. */
function groupOf(record: RouteRecord, identity: string | undefined, file: FileSummary): string {
  if (identity !== undefined) return identity;
  if (record.framework !== "next" || file.path.includes("pages/api/"))
    return record.className ? `${file.path}#${record.className}` : file.path;
  return file.path.split("/").slice(0, -2).join("/");
}

/** Whether Next.js runs its middleware for a path: `/api/:path*`, `/((?!_next).*)`. */
function matches(matcher: string, path: string | undefined): boolean {
  if (path === undefined) return true;
  const left = /\(\?!([^)]*)(?:\)|$)/u.exec(matcher)?.[1];
  if (left !== undefined) return !left.split("|").some(part => covers(part.replaceAll("\\", ""), path));
  return covers(matcher.split("/:")[0], path);
}
