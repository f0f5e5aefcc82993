/** The exceptions by which a task asks for its retry, and who stops them on their way to the queue. */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import { CELERY_TASK } from "../../libraries/delivery.ts";
import { OTHER_TASK_DECORATORS } from "../../libraries/celery-settings.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, ImportRecord } from "../../project/summary.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { Apps } from "../task-settings/apps.ts";
import { signalsIn } from "./recognise.ts";
import type { HandlerRecord, RetrySignalRecord } from "./record.ts";

export interface RetrySignal extends ConceptNode {
  type: "RetrySignal";
  /** caught: the request for a retry ends in a handler. unreachable: a handler waits for what is never raised. none: a helper that asks for nothing. */
  kind: "caught" | "unreachable" | "none";
  text: string;
  task: string;
  handler: HandlerRecord;
  /** The decorator is the library's beyond doubt. */
  proved: boolean;
  story: Related[];
  /** The exception's name here, and the import it takes. */
  exception: { name: string; imported?: { at: Place; text: string } };
  excArguments: Span[];
}

export const retrySignal: ConceptKind<RetrySignalRecord, RetrySignal> = {
  name: "RetrySignal",
  // A helper may ask for the retry in the place of the task: `ensure_login(self)`.
  triggers: () => ["retry(", "task", "Task"],
  recognise: signalsIn,
  complete: completeSignal,
};

function completeSignal(record: RetrySignalRecord, file: FileSummary, project: Project): RetrySignal {
  const span = { start: record.start, end: record.end };
  const library = record.decorator && project.libraryNameOf(record.decorator, file);
  const other = library !== undefined && !CELERY_TASK.test(library) && OTHER_TASK_DECORATORS.test(library);
  const helper = record.helper && project.functionOf(record.helper, file);
  const retries = record.helper === undefined || Apps.of(project).retries(record.helper, file) === true;
  const at = (place: Place, path = file.path): FilePlace => ({ ...place, path });
  const { handler } = record;
  const story: Related[] =
    record.kind === "unreachable"
      ? [{ ...at(handler.place), message: l10n.t("The last retry raises `exc` here.") }]
      : [{ ...at(handler.place), message: l10n.t("`{0}` catches it: the request is an exception too.", handler.text) }];
  if (helper)
    story.unshift({
      ...at(helper.value.namePlace, helper.file.path),
      message: l10n.t("`{0}` asks for the retry.", helper.value.name!),
    });
  return {
    type: "RetrySignal",
    ...span,
    kind: other || !retries ? "none" : record.kind,
    text: record.text,
    task: record.task,
    handler,
    proved: library !== undefined && CELERY_TASK.test(library) && (!helper || record.helper !== undefined),
    story,
    exception: exceptionName(file),
    excArguments: record.excArguments ?? [],
  };
}

/** `Retry` as the file knows it; another `Retry` (urllib3's) gets this one a name of its own. */
function exceptionName(file: FileSummary): RetrySignal["exception"] {
  for (const one of file.imports)
    for (const name of one.names)
      if (one.module === "celery.exceptions" && name.imported === "Retry" && name.local !== undefined)
        return { name: name.local };
  const taken =
    file.imports.some(one => one.names.some(name => name.local === "Retry")) ||
    [...file.classes, ...file.variables].some(one => one.name === "Retry");
  const text = taken ? "Retry as RetryRequest" : "Retry";
  const at = file.imports.find(isPlainImport)?.place;
  return {
    name: taken ? "RetryRequest" : "Retry",
    ...(at ? { imported: { at, text: `from celery.exceptions import ${text}` } } : {}),
  };
}

const isPlainImport = (one: ImportRecord): boolean =>
  one.place.column === 1 && one.module !== "__future__" && !one.typeOnly;
