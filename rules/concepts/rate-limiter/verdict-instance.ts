/** Limiters of libraries, and variables that hold a home-made one. */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import { limiterLibrary, type LimiterLibrary } from "../../libraries/limiters.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { atLeast } from "./versions.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { NotEnforced, Repair, Verdict } from "./rate-limiter.ts";
import type { InstanceRecord } from "./record.ts";
import { nearestRoute } from "./story.ts";
import { type LimiterUse, type Usage, usageOf } from "./usage.ts";
import type { Judgement } from "./verdict.ts";

const UNKNOWN: Verdict = { kind: "unknown" };
const ENFORCED: Verdict = { kind: "enforced" };

export function judgeInstance(record: InstanceRecord, file: FileSummary, project: Project): Judgement {
  const usage = usageOf(project);
  const library = firstOf(record.makers, maker => limiterLibrary(project.libraryNameOf(maker, file)));
  if (record.local)
    return {
      library: library?.title,
      uses: [],
      verdict: (library && judgeDefaults(record, library, file, project, usage)) ?? UNKNOWN,
    };
  const uses = usage.usesOf(file, record.name, library?.inert);
  const judgement = { library: library?.title, uses };
  if (library) return { ...judgement, verdict: judgeLibrary(record, library, uses, file, project, usage) };
  return { ...judgement, verdict: judgeHolder(record, uses, file, project, usage) };
}

function judgeLibrary(
  record: InstanceRecord,
  library: LimiterLibrary,
  uses: LimiterUse[],
  file: FileSummary,
  project: Project,
  usage: Usage,
): Verdict {
  const enforcing = uses.filter(use => use.kind === "enforcement");
  const { defaults, binding } = library;
  if (defaults && record.options.some(option => defaults.options.includes(option))) {
    const verdict = judgeDefaults(record, library, file, project, usage);
    if (verdict) return verdict;
  }
  if (binding) {
    const bound =
      record.bound || record.options.includes(binding.keyword) || uses.some(use => use.member === binding.method);
    const only = enforcing.filter(use => use.member !== binding.method);
    // With an application, limits may also come from its configuration.
    if (bound) return ENFORCED;
    if (only.length > 0 && only.every(use => use.member !== undefined) && !usage.mayBeUsedUnseen(file, record.name))
      return notEnforced(
        "neverBound",
        true,
        { name: record.name, method: binding.method },
        storyOf(only.slice(0, 3), l10n.t("This limit is declared and not enforced.")),
      );
  }
  if (enforcing.length > 0 || usage.mayBeUsedUnseen(file, record.name)) return ENFORCED;
  if (isStoredForOthers(record, library, uses, project, usage)) return UNKNOWN;
  return uses.some(use => use.kind === "unreachable" && usage.isInLimiter(use))
    ? UNKNOWN
    : unused(record, uses, file, project, true);
}

/** Limits for every route, which a middleware has to enforce. */
function judgeDefaults(
  record: InstanceRecord,
  library: LimiterLibrary,
  file: FileSummary,
  project: Project,
  usage: Usage,
): Verdict | undefined {
  const defaults = library.defaults!;
  if (!usage.refersTo(defaults.middleware)) {
    if (usage.mentions(defaults.install)) return ENFORCED;
    const option = record.options.find(one => defaults.options.includes(one))!;
    const repair = middlewareRepair(library, file, project, usage);
    return {
      ...notEnforced("noMiddleware", true, { name: record.name, option, middleware: defaults.install }, []),
      ...(repair ? { repair } : {}),
    };
  }
  const blind = defaults.blindTo;
  const version = blind && project.versionOf(blind.package, file);
  const calls = blind ? usage.unresolvedCalls(blind.call) : [];
  if (!blind || !version || calls.length === 0 || !atLeast(version.version, blind.version)) return ENFORCED;
  const story = calls.slice(0, 3).map(one => ({
    ...one.call.place,
    path: one.file.path,
    message: l10n.t("The routes of this router do not pass the middleware."),
  }));
  return notEnforced(
    "routersSkipMiddleware",
    version.exact,
    { name: record.name, middleware: defaults.install, version: version.version.replace(/^[^\d]+/u, "") },
    story,
  );
}

/** In `app.state`, where the handler of refusals looks for one, while another instance decorates the routes. */
function isStoredForOthers(
  record: InstanceRecord,
  library: LimiterLibrary,
  uses: LimiterUse[],
  project: Project,
  usage: Usage,
): boolean {
  if (!library.defaults || !uses.some(use => use.kind === "setting" && use.member === undefined)) return false;
  return [...project.files()].some(file =>
    usage
      .limitersOf(file)
      .some(
        one =>
          one.form === "instance" &&
          one !== record &&
          one.makers.some(maker => limiterLibrary(project.libraryNameOf(maker, file)) === library) &&
          usage.isLive(file, one.name),
      ),
  );
}

/** Next to `app.state.limiter = limiter`, when there is one such place and the middleware would see every route. */
function middlewareRepair(
  library: LimiterLibrary,
  file: FileSummary,
  project: Project,
  usage: Usage,
): Repair | undefined {
  const { blindTo, middleware } = library.defaults!;
  if (blindTo && usage.unresolvedCalls(blindTo.call).length > 0) return undefined;
  const states = [...project.files()].flatMap(one =>
    usage
      .wiringOf(one)
      .flatMap(wiring => (wiring.what === "state" && !isTestPath(one.path) ? [{ file: one, wiring }] : [])),
  );
  const state = states.find(one => one.file === file) ?? states[0];
  const imported =
    state?.file.imports.find(one => one.module === splitLast(library.makes[0]!.replace("()", ""))[0]) ??
    state?.file.imports.find(one => one.module !== "__future__");
  if (!state || !imported || states.length > 1) return undefined;
  const [module, name] = splitLast(middleware[0]!);
  const { path } = state.file;
  return {
    kind: "installMiddleware",
    module,
    name,
    app: state.wiring.app,
    statement: { ...state.wiring.statement, path },
    imported: { ...imported.place, path },
  };
}

function splitLast(name: string): [string, string] {
  const dot = name.lastIndexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
}

/** A variable that holds an instance of a class, or the result of a factory, of this project. */
function judgeHolder(
  record: InstanceRecord,
  uses: LimiterUse[],
  file: FileSummary,
  project: Project,
  usage: Usage,
): Verdict {
  const maker = firstOf(record.makers, path => {
    const found = project.resolve(path, file);
    return found.kind === "class" || found.kind === "function"
      ? { file: found.file, name: found.kind === "class" ? found.value.name : found.value.id }
      : undefined;
  });
  const limiter =
    maker &&
    usage
      .limitersOf(maker.file)
      .find(one => (one.form === "class" || one.form === "function") && one.name === maker.name);
  if (!limiter) return UNKNOWN;
  if (
    uses.some(use => use.kind === "enforcement" || use.kind === "annotation") ||
    usage.mayBeUsedUnseen(file, record.name)
  )
    return ENFORCED;
  if (uses.some(use => use.kind === "unreachable" && usage.isInLimiter(use))) return UNKNOWN;
  // A maker that makes nothing that is used is reported itself.
  if (!usage.isLive(maker.file, maker.name)) return UNKNOWN;
  return unused(record, uses, file, project, false);
}

function unused(
  record: InstanceRecord,
  uses: LimiterUse[],
  file: FileSummary,
  project: Project,
  proved: boolean,
): NotEnforced {
  const story = storyOf(uses.slice(0, 2), undefined);
  const route = nearestRoute(file, project);
  return notEnforced(
    "neverUsed",
    proved,
    { name: record.name, what: l10n.t("used") },
    route ? [...story, route] : story,
  );
}

function storyOf(uses: LimiterUse[], message: string | undefined): Related[] {
  return uses.map(use => ({ ...use.place, path: use.file, message: message ?? describe(use) }));
}

function describe(use: LimiterUse): string {
  switch (use.kind) {
    case "test":
      return l10n.t("Only a test uses it here.");
    case "setting":
      return l10n.t("It is stored or read here, which limits nothing.");
    case "display":
      return l10n.t("`{0}` reads it for display.", use.within);
    case "held":
      return l10n.t("It is put into something that nobody uses.");
    default:
      return use.within === ""
        ? l10n.t("This use limits nothing.")
        : l10n.t("`{0}` uses it, and nothing that runs calls `{1}`.", use.within, use.within);
  }
}

export function notEnforced(
  reason: NotEnforced["reason"],
  proved: boolean,
  data: NotEnforced["data"],
  story: Related[],
): NotEnforced {
  return { kind: "notEnforced", reason, proved, data, story };
}

export { describe as describeUse };

export function firstOf<T, R>(items: readonly T[], ask: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
