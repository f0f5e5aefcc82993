/** Does a limiter take effect? One question per form of record; whatever is not certain is "unknown". */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import {
  limiterLibrary,
  LIMITER_LIBRARIES,
  REGISTERED_LIMITERS,
  REST_FRAMEWORK_THROTTLING as DRF,
} from "../../libraries/limiters.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { judgeClass, judgeFunction, judgeTable } from "./verdict-home-made.ts";
import { judgeCounter } from "./verdict-counter.ts";
import { firstOf, judgeInstance } from "./verdict-instance.ts";
import { isForeignPath } from "./places.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { RateLimiter, Verdict } from "./rate-limiter.ts";
import { misplaced, perRequest, unknownName } from "./verdict-misplaced.ts";
import type {
  IdleDecoratorRecord,
  IdleRecord,
  LateRecord,
  LimiterRecord,
  MisorderedRecord,
  ModuleRecord,
  OptionRecord,
  ProceedingRecord,
  ScopeRecord,
  SettingsRecord,
  UnawaitedRecord,
} from "./record.ts";
import { usageOf } from "./usage.ts";
import { atLeast } from "./versions.ts";

export type Judgement = Pick<RateLimiter, "library" | "uses" | "verdict">;

const UNKNOWN: Verdict = { kind: "unknown" };
const ENFORCED: Verdict = { kind: "enforced" };

export function judge(record: LimiterRecord, file: FileSummary, project: Project): Judgement {
  if (isTestPath(file.path) || isForeignPath(file.path)) return { library: undefined, uses: [], verdict: UNKNOWN };
  switch (record.form) {
    case "instance":
      return judgeInstance(record, file, project);
    case "function":
      return judgeFunction(record, file, project);
    case "class":
      return judgeClass(record, file, project);
    case "table":
      return judgeTable(record, file, project);
    case "counter":
      return { library: undefined, uses: [], verdict: judgeCounter(record, file, project) };
    case "idle":
      return idleLimiter(record, file, project);
    case "option":
      return of(undefined, unreadOption(record, project));
    case "misordered":
      return misordered(record, file, project);
    case "late":
      return late(record, file, project);
    case "unawaited":
      return of("@fastify/rate-limit", unawaited(record, file, project));
    case "module":
      return of("@nestjs/throttler", unguarded(record, project));
    case "per-request":
      return perRequest(record, file, project);
    case "misplaced":
      return of(REGISTERED_LIMITERS.perRoute.library, misplaced(record, project));
    case "throttler-name":
      return of("@nestjs/throttler", unknownName(record, file, project));
    case "settings":
      return of("Django REST framework", ratesAlone(record, project));
    case "scope":
      return of("Django REST framework", scopeAlone(record, project));
    case "idle-decorator":
      return of("Django REST framework", idle(record));
    case "proceeding":
      return of(undefined, proceeding(record, file, project));
  }
}

function idleLimiter(record: IdleRecord, file: FileSummary, project: Project): Judgement {
  const usage = usageOf(project);
  const library = firstOf(record.makers, maker => limiterLibrary(project.libraryNameOf(maker, file)));
  const home = firstOf(record.makers, maker => {
    const found = project.classOf(maker, file);
    return found && usage.limitersOf(found.file).find(one => one.form === "class" && one.name === found.value.name);
  });
  if ((!library && !home) || (record.member && usage.reads(record.name))) return of(library?.title, UNKNOWN);
  return of(library?.title, {
    kind: "notEnforced",
    reason: "neverAsked",
    proved: library !== undefined && !record.member,
    data: { name: record.name },
    story: [],
  });
}

function unreadOption(record: OptionRecord, project: Project): Verdict {
  if (usageOf(project).reads(record.name)) return ENFORCED;
  return { kind: "notEnforced", reason: "unreadOption", proved: false, data: { name: record.name }, story: [] };
}

function of(library: string | undefined, verdict: Verdict): Judgement {
  return { library, uses: [], verdict };
}

function misordered(record: MisorderedRecord, file: FileSummary, project: Project): Judgement {
  const name = project.libraryNameOf(record.limiter, file) ?? "";
  const library = LIMITER_LIBRARIES.find(
    one => one.decorators?.includes(record.member) && one.makes.some(make => name === `${make}.${record.member}`),
  );
  if (!library) return of(undefined, UNKNOWN);
  return of(library.title, {
    kind: "notEnforced",
    reason: "misordered",
    proved: true,
    data: { limiter: record.name, member: record.member, route: record.routeText, function: record.function },
    story: [
      {
        ...record.route,
        path: file.path,
        message: l10n.t("`@{0}` registers the function as it is here, without the limit above it.", record.routeText),
      },
    ],
    repair: { kind: "swapDecorators", upper: record.decorator, lower: record.route },
  });
}

function late(record: LateRecord, file: FileSummary, project: Project): Judgement {
  const name = project.libraryNameOf(record.limiter, file);
  const isPlugin = (REGISTERED_LIMITERS.awaited.plugins as readonly string[]).includes(name ?? "");
  const title = isPlugin ? REGISTERED_LIMITERS.perRoute.library : limiterLibrary(name)?.title;
  if (!isPlugin && !(REGISTERED_LIMITERS.ordered.libraries as readonly string[]).includes(title ?? ""))
    return of(undefined, UNKNOWN);
  return of(title, {
    kind: "notEnforced",
    reason: "late",
    proved: true,
    data: {
      count: record.routes.length,
      routes: record.routes.length === 1 ? l10n.t("1 route") : l10n.t("{0} routes", record.routes.length),
    },
    story: record.routes.slice(0, 5).map(route => ({
      ...route,
      path: file.path,
      message: l10n.t("This route answers before the limiter is reached."),
    })),
    ...(record.movable
      ? { repair: { kind: "moveBefore", statement: record.statement, before: record.before } as const }
      : {}),
  });
}

function unawaited(record: UnawaitedRecord, file: FileSummary, project: Project): Verdict {
  const { since } = REGISTERED_LIMITERS.awaited;
  const version = project.versionOf(since.package, file);
  if (version && !atLeast(version.version, since.version)) return UNKNOWN;
  return {
    kind: "notEnforced",
    reason: "notAwaited",
    proved: true,
    data: {
      routes:
        record.routes.length === 1
          ? l10n.t("the route declared")
          : l10n.t("the {0} routes declared", record.routes.length),
    },
    story: record.routes.slice(0, 5).map(route => ({
      ...route,
      path: file.path,
      message: l10n.t("This route is declared before the plugin is loaded, so it has no limit."),
    })),
    ...(record.awaitable ? { repair: { kind: "awaitCall", call: record.call } as const } : {}),
  };
}

function unguarded(record: ModuleRecord, project: Project): Verdict {
  const { guard, guardName, token } = REGISTERED_LIMITERS.guarded;
  const guards = new Set<string>();
  for (const file of project.files()) {
    for (const type of file.classes)
      if (type.bases.some(base => project.libraryNameOf(base, file) === guard)) guards.add(type.name);
  }
  for (const file of project.files()) {
    if (isTestPath(file.path)) continue;
    for (const reference of file.references) {
      if (
        reference.use === "base" ||
        reference.use === "annotation" ||
        reference.use === "export" ||
        reference.path.root === "parameter"
      )
        continue;
      const last = reference.path.steps.at(-1)?.slice(1) ?? "";
      if (guards.has(last) || /Throttler?\w{0,60}Guard$/u.test(last)) return ENFORCED;
    }
  }
  if (usageOf(project).mentions("ThrottlerGuard")) return UNKNOWN;
  return {
    kind: "notEnforced",
    reason: "noGuard",
    proved: true,
    data: { name: record.name },
    story: [],
    ...(record.guard ? { repair: { kind: "addGuard", places: record.guard, guard: guardName, token } as const } : {}),
  };
}

function ratesAlone(record: SettingsRecord, project: Project): Verdict {
  const usage = usageOf(project);
  if ([DRF.classes, DRF.viewClasses, DRF.viewMethod].some(word => usage.speaksOf(word))) return UNKNOWN;
  return {
    kind: "notEnforced",
    reason: "ratesWithoutClasses",
    proved: true,
    data: { name: record.name, classes: DRF.classes },
    story: [],
    ...(record.scopes.length > 0
      ? {
          repair: {
            kind: "addThrottleClasses",
            before: record.place,
            key: DRF.classes,
            classes: classesOf(record.scopes),
          } as const,
        }
      : {}),
  };
}

function classesOf(scopes: readonly string[]): string[] {
  const own: Readonly<Record<string, string>> = DRF.classOfRate;
  return [...new Set(scopes.map(scope => `${DRF.classModule}.${own[scope] ?? DRF.scopeClass}`))];
}

function scopeAlone(record: ScopeRecord, project: Project): Verdict {
  const usage = usageOf(project);
  if (usage.speaksOf(DRF.scopeClass) || usage.mentions(DRF.scopeClass) || usage.speaksOf(`"${DRF.scope}"`))
    return UNKNOWN;
  return {
    kind: "notEnforced",
    reason: "scopeWithoutClass",
    proved: true,
    data: { name: record.name, class: record.className, scopeClass: DRF.scopeClass },
    story: [],
  };
}

function idle(record: IdleDecoratorRecord): Verdict {
  return {
    kind: "notEnforced",
    reason: "idleDecorator",
    proved: true,
    data: { method: `${record.className}.${record.method}` },
    story: [],
  };
}

function proceeding(record: ProceedingRecord, file: FileSummary, project: Project): Verdict {
  const story: Related[] = [
    { ...record.asked, path: file.path, message: l10n.t("`{0}()` is asked once.", record.name) },
  ];
  if (record.wait) {
    const found = project.functionOf(record.wait, file);
    const deceives =
      found &&
      usageOf(project)
        .wiringOf(found.file)
        .some(one => one.what === "tokenless-wait" && one.functionId === found.value.id);
    if (!deceives) return UNKNOWN;
    story.unshift({
      ...found.value.namePlace,
      path: found.file.path,
      message: l10n.t("`{0}` answers a waiting time when no token is left, and takes none.", found.value.id),
    });
  }
  return {
    kind: "notEnforced",
    reason: "proceedsWithoutToken",
    proved: record.wait !== undefined,
    data: { function: record.function, name: record.name },
    story,
  };
}
