/** A recorded log with the task that leads to it. */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import { OPERATOR_PATH } from "../../libraries/remote-calls.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import { reachedFrom } from "../local-state/reach.ts";
import { Bodies } from "../task/bodies.ts";
import { deliveriesTo } from "../task/delivery/deliveries.ts";
import type { FailureLog, FailureLogRecord } from "./failure-log.ts";

export function completeFailureLog(record: FailureLogRecord, file: FileSummary, project: Project): FailureLog {
  const { start, end, text, missing, loop, told } = record;
  const task = isTestPath(file.path) || OPERATOR_PATH.test(file.path) ? undefined : taskOf(record, file, project);
  const story: Related[] = [
    ...(loop ? [{ ...loop, path: file.path, message: l10n.t("The loop goes on with the next item.") }] : []),
    ...(told ? [{ ...told, path: file.path, message: l10n.t("Another log of this file says it.") }] : []),
  ];
  return { type: "FailureLog", start, end, text, missing, of: loop ? "item" : "id", task, story };
}

/** The function itself, or a task from which it is reached. */
function taskOf(record: FailureLogRecord, file: FileSummary, project: Project): string | undefined {
  const bodies = Bodies.of(project);
  const body = bodies.of(file, record.functionId);
  const isQueued = body && deliveriesTo(body, bodies).some(one => !one.inPlace && !one.resends && !one.scheduled);
  if (isQueued)
    return body.record.name.includes("@") || body.record.name === ""
      ? l10n.t("the handler")
      : `\`${body.record.name}\``;
  return reachedFrom(file, record.functionId, project).find(one => one.by === "task")?.title;
}
