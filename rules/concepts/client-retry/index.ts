/** Retries of clients and queues that are asked for and never happen, or see less than was meant. DOMAIN.md §0 W13–W16. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import { NEEDS_ATTEMPTS, NEEDS_LABEL, USUAL_STATUSES } from "../../libraries/idle-retries.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { pythonRetries } from "./recognise-python.ts";
import { scriptRetries } from "./recognise-script.ts";
import type { ClientRetryRecord } from "./record.ts";

export interface ClientRetry extends ConceptNode {
  type: "ClientRetry";
  /** Undefined when it acts, or when that is not known. */
  idle?: IdleRetry;
}

export interface IdleRetry {
  kind:
    | "connectionsOnly"
    | "neverUsed"
    | "idleSession"
    | "undefinedRetries"
    | "takenOver"
    | "methodNotRetried"
    | "backoffWithoutAttempts"
    | "nothingLabelled"
    | "ownExceptionOnly";
  /** A concrete run is shown: a caller that leaves the option out. */
  shown: boolean;
  /** Parts of the sentence. */
  data: Record<string, string | number>;
  story: Related[];
  repair?: Repair;
}

export type Repair =
  /** Put text in a place; an import may go with it. */
  | { kind: "edit"; title: string; at: Span; text: string; imported?: { at: Place; text: string } }
  | { kind: "argument"; title: string; at: number; text: string }
  | { kind: "remove"; title: string; place: Place };

export const clientRetry: ConceptKind<ClientRetryRecord, ClientRetry> = {
  name: "ClientRetry",
  triggers: () => [
    "max_retries",
    "Retry",
    "HTTPTransport",
    "RetryMiddleware",
    NEEDS_LABEL.label,
    "max_tries",
    "retries",
    "retryOn",
    "retry:",
    "backoff",
    NEEDS_ATTEMPTS.defaults,
  ],
  recognise: model => (model.python ? pythonRetries(model) : scriptRetries(model)),
  complete: (record, file, project) => {
    const idle = idleRetry(record, file, project);
    return { type: "ClientRetry", start: record.start, end: record.end, ...(idle ? { idle } : {}) };
  },
};

function idleRetry(record: ClientRetryRecord, file: FileSummary, project: Project): IdleRetry | undefined {
  const plain = { shown: false, data: {}, story: [] };
  switch (record.kind) {
    case "statuses":
      return { ...plain, ...missedStatuses(record, file) };
    case "unused": {
      const used = record.variable !== undefined && project.referencesTo(file, record.variable).length > 0;
      return used ? undefined : { ...plain, kind: "neverUsed", data: { name: record.name, how: worded(record.how) } };
    }
    case "idleSession":
      return { ...plain, kind: "idleSession", data: { name: record.name } };
    case "undefined":
      return undefinedRetries(record, file, project);
    case "takenOver": {
      const { title, option, by } = record;
      const story = [{ ...record.place, path: file.path, message: l10n.t("`{0}` decides here.", by) }];
      return { ...plain, kind: "takenOver", data: { title, option, by }, story };
    }
    case "method": {
      const { title, method, option } = record;
      return { ...plain, kind: "methodNotRetried", data: { title, method, option } };
    }
    case "noAttempts":
      return withoutAttempts(record, file, project);
    case "noLabel":
      return hasFact("label", project)
        ? undefined
        : {
            ...plain,
            kind: "nothingLabelled",
            data: { title: record.title, label: NEEDS_LABEL.label },
            ...labelRepair(record),
          };
    case "ownException":
      return hasFact("ownException", project)
        ? undefined
        : { ...plain, kind: "ownExceptionOnly", data: { name: record.name } };
    case "fact":
      return undefined;
  }
}

function missedStatuses(
  record: ClientRetryRecord & { kind: "statuses" },
  file: FileSummary,
): Pick<IdleRetry, "kind" | "data" | "story" | "repair"> {
  const title = l10n.t("Retry the usual statuses");
  const told = {
    kind: "connectionsOnly" as const,
    data: { text: record.text },
    story: [{ ...record.meant, path: file.path, message: l10n.t("Statuses are meant here.") }],
  };
  if (record.statuses !== undefined)
    return {
      ...told,
      repair: { kind: "argument", title, at: record.addAt, text: `${record.statuses}=${USUAL_STATUSES}` },
    };
  const name = retryName(file);
  if (!record.numberOnly || !record.number || !name) return told;
  const text = `${name.local}(total=${record.numberText}, backoff_factor=1, status_forcelist=${USUAL_STATUSES})`;
  return {
    ...told,
    repair: { kind: "edit", title, at: record.number, text, ...(name.imported ? { imported: name.imported } : {}) },
  };
}

/** urllib3's `Retry` as the file knows it; undefined when the name means something else. */
function retryName(file: FileSummary): { local: string; imported?: { at: Place; text: string } } | undefined {
  for (const one of file.imports)
    for (const name of one.names)
      if (name.imported === "Retry" && name.local !== undefined)
        return /^urllib3|packages\.urllib3/u.test(one.module) ? { local: name.local } : undefined;
  const at = file.imports.find(one => one.place.column === 1 && one.module !== "__future__")?.place;
  return at && { local: "Retry", imported: { at, text: "from urllib3.util import Retry" } };
}

function undefinedRetries(
  record: ClientRetryRecord & { kind: "undefined" },
  file: FileSummary,
  project: Project,
): IdleRetry {
  const { passed, title, text, fallback } = record;
  const without = passed
    ? project.callersOf(file, passed.functionId).filter(({ call }) => {
        const given = call.arguments.filter(one => one.position === passed.position);
        const named = given.some(one => one.name === passed.option);
        return !named && (given.length === 0 || given[0]!.value.key === "{}");
      })
    : [];
  const at = record.value;
  return {
    kind: "undefinedRetries",
    shown: passed === undefined || without.length > 0,
    data: { text, title, fallback },
    story: without.slice(0, 3).map(site => ({
      ...site.call.place,
      path: site.file.path,
      message: l10n.t("This call leaves `{0}` out.", passed!.option),
    })),
    repair: passed
      ? {
          kind: "edit",
          title: l10n.t("Fall back to {0} retries", fallback),
          at: { start: at.end, end: at.end },
          text: ` ?? ${fallback}`,
        }
      : { kind: "edit", title: l10n.t("Set {0} retries", fallback), at, text: String(fallback) },
  };
}

function withoutAttempts(
  record: ClientRetryRecord & { kind: "noAttempts" },
  file: FileSummary,
  project: Project,
): IdleRetry | undefined {
  if (!record.defaults) {
    const library = project.libraryNameOf(record.callee, file);
    // Any queue of the program may have given its jobs their attempts.
    if (library === undefined || !NEEDS_ATTEMPTS.add.test(library) || hasFact("attempts", project)) return undefined;
  }
  const at = record.addAt;
  return {
    kind: "backoffWithoutAttempts",
    shown: false,
    data: { name: record.name, attempts: NEEDS_ATTEMPTS.attempts },
    story: [],
    ...(at < 0
      ? {}
      : {
          repair: { kind: "edit", title: l10n.t("Try three times"), at: { start: at, end: at }, text: "attempts: 3, " },
        }),
  };
}

function labelRepair(record: ClientRetryRecord & { kind: "noLabel" }): { repair?: Repair } {
  if (record.addAt < 0) return {};
  return {
    repair: {
      kind: "argument",
      title: l10n.t("Retry every task"),
      at: record.addAt,
      text: `${NEEDS_LABEL.option}=True`,
    },
  };
}

function hasFact(fact: string, project: Project): boolean {
  const facts = project.memo("client-retry-facts", () => {
    const found = new Set<string>();
    for (const file of project.filesWith("ClientRetry"))
      for (const record of file.concepts["ClientRetry"] as ClientRetryRecord[])
        if (record.kind === "fact") found.add(record.fact);
    return found;
  });
  return facts.has(fact);
}
