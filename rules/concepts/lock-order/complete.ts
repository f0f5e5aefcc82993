/** A recorded loop with the transaction around it and the workers that may be in it at once. */
import * as l10n from "@vscode/l10n";
import type { Span } from "../../ir/nodes.ts";
import { OPERATOR_PATH } from "../../libraries/remote-calls.ts";
import { transactionRow } from "../../libraries/transactions.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { Bodies, type Body, placeIn } from "../task/bodies.ts";
import { contains } from "../task/body/steps.ts";
import { after } from "../task/order.ts";
import type { StepRecord } from "../task/task.ts";
import { eventsOf, excludes, isSession } from "../transaction/session.ts";
import type { TransactionRecord } from "../transaction/transaction.ts";
import type { LockLoopRecord, LockOrder, LockOrderFault } from "./lock-order.ts";
import { workerOf } from "./workers.ts";

export function completeLockOrder(record: LockLoopRecord, file: FileSummary, project: Project): LockOrder {
  const fault = OPERATOR_PATH.test(file.path) ? undefined : faultOf(record, file, Bodies.of(project));
  return { type: "LockOrder", start: record.start, end: record.end, ...(fault ? { fault } : {}) };
}

function faultOf(record: LockLoopRecord, file: FileSummary, bodies: Bodies): LockOrderFault | undefined {
  const body = bodies.of(file, record.functionId);
  const change = body && (stepAt(record.changes, body) ?? changeBelow(record, body, bodies));
  const worker = change && isInTransaction(record, change, body, bodies) ? workerOf(body, bodies) : undefined;
  if (!change || !worker) return undefined;
  return {
    items: record.items,
    call: change.text,
    platform: worker.platform,
    source: record.source,
    element: record.element,
    ...(record.key === undefined ? {} : { key: record.key }),
    story: [
      { ...placeIn(file, change.place), message: l10n.t("Each turn locks a row here, until the transaction ends.") },
      { ...worker.at, message: l10n.t("{0} gives this work to several workers.", worker.platform) },
    ],
  };
}

function stepAt(spans: readonly Span[], body: Body): StepRecord | undefined {
  return body.record.steps.find(
    step => !step.handler && spans.some(span => span.start === step.place.start && span.end === step.place.end),
  );
}

/** A function that is given the element changes rows that exist, and what it is given is how it finds them. */
function changeBelow({ passes }: LockLoopRecord, body: Body, bodies: Bodies): StepRecord | undefined {
  return body.record.steps.find(step => {
    if (step.handler || !passes.some(span => span.start === step.place.start && span.end === step.place.end))
      return false;
    const target = bodies.at(step.path, body.file);
    return target !== undefined && target !== body && target.record.steps.some(inner => changesRows(inner));
  });
}

function changesRows({ text, claim, handler, loops }: StepRecord): boolean {
  return (
    !handler &&
    loops.length === 0 &&
    (claim === "row lock" || /\b(filter|filter_by|where)\(\)\.(update|delete)$/u.test(text))
  );
}

function isInTransaction(record: LockLoopRecord, change: StepRecord, body: Body, bodies: Bodies): boolean {
  const records = (body.file.concepts["Transaction"] ?? []) as TransactionRecord[];
  return records.some(one => {
    if (one.form === "session")
      return one.functionId === record.functionId && isCommittedAfter(one, record, change, body, bodies);
    const known =
      one.form === "statements" ||
      transactionRow(one.form, bodies.project.libraryNameOf(one.opener, body.file), one.text);
    if (!known) return false;
    if (one.work) return one.work.id === record.functionId;
    return one.functionId === record.functionId && (one.body === undefined || contains(one.body, record));
  });
}

/** The session is committed once, when the loop is done. */
function isCommittedAfter(
  one: TransactionRecord,
  record: LockLoopRecord,
  change: StepRecord,
  body: Body,
  bodies: Bodies,
): boolean {
  const session = one.session!;
  if (!isSession(session, one.sessionPath, body, bodies)) return false;
  const inside = body.record.steps.filter(
    step => !step.handler && contains(record.body, step.place) && !excludes(step, change),
  );
  const first = inside[0];
  const events = inside.flatMap(step => eventsOf(step, body, session, bodies));
  if (!first || events.includes("commit") || !(events.includes("write") || events.includes("read"))) return false;
  return after(first, body.record).some(step => step.text === `${session}.commit`);
}
