/** Limiters that a code base wrote itself: functions, classes, tables of limits. */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { isEntryFile, isFrameworkEntry } from "./places.ts";
import type { Verdict } from "./rate-limiter.ts";
import type { ClassRecord, FunctionRecord, TableRecord } from "./record.ts";
import { nearestRoute } from "./story.ts";
import { type LimiterUse, type Usage, usageOf } from "./usage.ts";
import type { Judgement } from "./verdict.ts";
import { describeUse, notEnforced } from "./verdict-instance.ts";

const UNKNOWN: Verdict = { kind: "unknown" };
const ENFORCED: Verdict = { kind: "enforced" };

export function judgeFunction(record: FunctionRecord, file: FileSummary, project: Project): Judgement {
  const usage = usageOf(project);
  const uses = usage.usesOf(file, record.name);
  return { library: undefined, uses, verdict: functionVerdict(record, uses, file, project, usage) };
}

function functionVerdict(
  record: FunctionRecord,
  uses: LimiterUse[],
  file: FileSummary,
  project: Project,
  usage: Usage,
): Verdict {
  const fn = file.functions.find(one => one.id === record.functionId);
  if (!fn || fn.decorators.length > 0 || isFrameworkEntry(fn, file)) return UNKNOWN;
  if (usage.isLive(file, record.name)) return ENFORCED;
  // Called by a limiter that nobody calls: that one is the finding.
  if (uses.some(use => use.kind === "annotation" || (use.kind === "unreachable" && usage.isInLimiter(use))))
    return UNKNOWN;
  if (!record.exported && file.language === "typescript") return UNKNOWN;
  if (
    isEntryFile(file) &&
    record.exported &&
    file.exports.some(one => one.local === record.name && one.exported === "default")
  )
    return UNKNOWN;
  // A second way to a limiter that other code passes.
  if (record.delegates.some(delegate => isLimiterInUse(delegate, file, project, usage))) return UNKNOWN;
  const shown = uses.filter(use => use.kind === "display");
  const story = uses.slice(0, 3).map(use => ({ ...use.place, path: use.file, message: describeUse(use) }));
  const route = nearestRoute(file, project);
  if (shown.length > 0)
    return notEnforced("displayOnly", false, { name: record.name, reader: shown[0]!.within }, [
      ...story,
      ...counterStory(file, usage),
    ]);
  return notEnforced(
    "neverUsed",
    false,
    { name: record.name, what: l10n.t("called") },
    route ? [...story, route] : story,
  );
}

export function judgeClass(record: ClassRecord, file: FileSummary, project: Project): Judgement {
  const usage = usageOf(project);
  const uses = usage.usesOf(file, record.name);
  return { library: undefined, uses, verdict: classVerdict(record, uses, file, project, usage) };
}

function classVerdict(
  record: ClassRecord,
  uses: LimiterUse[],
  file: FileSummary,
  project: Project,
  usage: Usage,
): Verdict {
  if (usage.isLive(file, record.name)) return ENFORCED;
  // A type in a signature: something of that type may come from outside.
  if (uses.some(use => use.kind === "annotation" && use.file !== file.path)) return UNKNOWN;
  const made = uses.filter(use => use.kind === "unreachable" || use.kind === "held");
  const entries = made.map(use => ({ ...use.place, path: use.file, message: describeUse(use) }));
  const route = nearestRoute(file, project);
  const what = made.length > 0 ? l10n.t("reached") : l10n.t("used");
  return notEnforced(
    "neverUsed",
    false,
    { name: record.name, what },
    route ? [...entries.slice(0, 3), route] : entries.slice(0, 3),
  );
}

/** A table of limits whose only readers are functions that nobody calls. */
export function judgeTable(record: TableRecord, file: FileSummary, project: Project): Judgement {
  const usage = usageOf(project);
  const uses = usage.usesOf(file, record.name);
  return { library: undefined, uses, verdict: tableVerdict(record, uses, file, project, usage) };
}

function tableVerdict(
  record: TableRecord,
  uses: LimiterUse[],
  file: FileSummary,
  project: Project,
  usage: Usage,
): Verdict {
  if (usage.isLive(file, record.name)) return ENFORCED;
  const readers = uses.filter(use => use.kind === "unreachable" || use.kind === "display");
  if (uses.length === 0)
    return usage.reads(record.name) ? UNKNOWN : notEnforced("unreadTable", false, { name: record.name }, []);
  if (readers.length === 0 || uses.some(use => use.kind === "annotation")) return UNKNOWN;
  // When a limiter of the same file takes no effect, that limiter is the finding.
  const limiters = usage.limitersOf(file).filter(one => one.form === "function" || one.form === "class");
  if (limiters.some(one => isReported(one, file, project, usage))) return UNKNOWN;
  const apply = limiters.find(one => one.form === "function" && !usage.isLive(file, one.name)) ?? limiters[0];
  const reader = readers[0]!;
  const story: Related[] = readers
    .slice(0, 2)
    .map(use => ({ ...use.place, path: use.file, message: describeUse(use) }));
  if (apply) story.push({ ...apply.place, path: file.path, message: l10n.t("`{0}` is never called.", apply.name) });
  return notEnforced("tableUnused", false, { name: record.name, apply: apply?.name ?? reader.within }, story);
}

function isReported(record: FunctionRecord | ClassRecord, file: FileSummary, project: Project, usage: Usage): boolean {
  const uses = usage.usesOf(file, record.name);
  const verdict =
    record.form === "class"
      ? classVerdict(record, uses, file, project, usage)
      : functionVerdict(record, uses, file, project, usage);
  return verdict.kind === "notEnforced";
}

/** Whether what a wrapper hands over to is enforced elsewhere. */
function isLimiterInUse(delegate: AccessPath, file: FileSummary, project: Project, usage: Usage): boolean {
  const name = delegate.steps[0]?.slice(1);
  if (name === undefined) return true;
  if (delegate.root === "local") return usage.isLive(file, name);
  const found = project.resolve({ ...delegate, steps: delegate.steps.slice(0, 1) }, file);
  switch (found.kind) {
    case "function":
      return usage.isLive(found.file, found.value.id);
    case "class":
    case "variable":
      return usage.isLive(found.file, found.value.name);
    default:
      return false;
  }
}

function counterStory(file: FileSummary, usage: Usage): Related[] {
  return usage.limitersOf(file).flatMap(one =>
    one.form === "counter" && one.raisers.every(raiser => !usage.isLive(file, raiser.name))
      ? [
          {
            ...one.place,
            path: file.path,
            message: l10n.t("`{0}` is never called either, so `{1}` stays at zero.", one.name, one.count),
          },
        ]
      : [],
  );
}
