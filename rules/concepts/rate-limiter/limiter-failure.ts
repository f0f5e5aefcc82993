/** What becomes of a limit while its store is away, and what it guards. */
import * as l10n from "@vscode/l10n";
import type { Place, Related } from "../../finding.ts";
import { COSTLY } from "../../libraries/limiter-failures.ts";
import type { CallSite, Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import type { FailureOptionRecord, FailureRecord, PassingRecord } from "./failure-record.ts";
import { words } from "./names.ts";
import { isForeignPath } from "./places.ts";
import { passingFailuresIn } from "./recognise-failure.ts";
import { failureOptionsIn, reasonsIn, slowStoresIn } from "./recognise-failure-option.ts";

export interface LimiterFailure extends ConceptNode {
  type: "LimiterFailure";
  name: string;
  /** When everything passes: the store fails, is not configured, an option says so, the store is slow. "unknown": it does not. */
  opens: "error" | "absent" | "option" | "slow" | "unknown";
  /** What the limit guards, as far as names tell: "`app/api/login/route.ts`". */
  guards: string | undefined;
  /** The option, or the test that finds no store. */
  by: string;
  timeoutMs: number;
  story: Related[];
  repair?: FailureRepair;
}

/** Offsets for the fixes. */
export type FailureRepair = { kind: "flip"; at: Place } | { kind: "instead"; at: Place; option: string };

const MAX_CALLERS = 40;

export const limiterFailure: ConceptKind<FailureRecord, LimiterFailure> = {
  name: "LimiterFailure",
  triggers: () => ["imit", "hrottl", "LIMIT"],
  recognise: (model: FileModel) => [
    ...passingFailuresIn(model),
    ...failureOptionsIn(model),
    ...slowStoresIn(model),
    ...reasonsIn(model),
  ],
  complete: (record, file, project): LimiterFailure => {
    const { start, end, name } = record;
    const base = { type: "LimiterFailure" as const, start, end, name, by: "", timeoutMs: 0, story: [] };
    if (isTestPath(file.path) || isForeignPath(file.path)) return { ...base, opens: "unknown", guards: undefined };
    switch (record.form) {
      case "option":
        return { ...base, opens: "option", guards: l10n.t("every route"), by: record.option, ...repairOption(record) };
      case "slow":
        return {
          ...base,
          opens: readsReason(project) ? "unknown" : "slow",
          guards: undefined,
          timeoutMs: record.timeoutMs,
        };
      case "reason":
        return { ...base, opens: "unknown", guards: undefined };
      case "handler":
      case "absent":
        return { ...base, ...passing(record, file, project) };
    }
  },
};

function passing(
  record: PassingRecord,
  file: FileSummary,
  project: Project,
): Pick<LimiterFailure, "opens" | "guards" | "by" | "story" | "repair"> {
  const site = record.middleware ? undefined : costlyCaller(record, file, project);
  const own = isCostly(`${record.functionId} ${file.path}`);
  const guards = record.middleware
    ? l10n.t("every route behind it")
    : site
      ? `\`${site.file.path}\``
      : own
        ? `\`${record.name}\``
        : undefined;
  const story: Related[] = [
    {
      ...record.asked,
      path: file.path,
      message:
        record.form === "absent"
          ? l10n.t("Without a store nothing is counted.")
          : l10n.t("When this fails, the handler answers."),
    },
  ];
  if (site) story.push({ ...site.call.place, path: site.file.path, message: l10n.t("This path counts on the limit.") });
  return {
    opens: record.form === "absent" ? "absent" : "error",
    guards,
    by: record.test,
    story,
    ...(record.verdict ? { repair: { kind: "flip" as const, at: record.verdict } } : {}),
  };
}

/** A caller, or a caller's caller, that costs money or opens an account by its names. */
function costlyCaller(record: PassingRecord, file: FileSummary, project: Project): CallSite | undefined {
  const direct = project.callersOf(file, record.functionId).filter(site => !isTestPath(site.file.path));
  const found = direct.slice(0, MAX_CALLERS).find(isCostlySite);
  if (found) return found;
  for (const site of direct.slice(0, MAX_CALLERS)) {
    const outer = project.callersOf(site.file, site.caller.id).filter(one => !isTestPath(one.file.path));
    const further = outer.slice(0, MAX_CALLERS).find(isCostlySite);
    if (further) return further;
  }
  return undefined;
}

function isCostlySite(site: CallSite): boolean {
  const values = site.call.arguments.map(one => `${one.name ?? ""} ${String(one.value.constant ?? one.value.key)}`);
  return isCostly([site.file.path, site.caller.id, ...values].join(" ").slice(0, 600));
}

function isCostly(text: string): boolean {
  return COSTLY.test(words(text.replaceAll(/[^\w]+/gu, " ")));
}

/** Somebody asks why the answer was "allowed". */
function readsReason(project: Project): boolean {
  return project.memo("limiter-failure/reason", () =>
    project
      .filesWith("LimiterFailure")
      .some(file => (file.concepts["LimiterFailure"] as FailureRecord[]).some(one => one.form === "reason")),
  );
}

function repairOption(record: FailureOptionRecord): Pick<LimiterFailure, "repair"> {
  if (record.entry && record.instead) return { repair: { kind: "instead", at: record.entry, option: record.instead } };
  return { repair: { kind: "flip", at: record.value } };
}
