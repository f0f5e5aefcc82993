/** Which steps of a body send statements to the database, and which of them change or lock rows. */
import type { Bodies, Body } from "../task/bodies.ts";
import { before } from "../task/order.ts";
import type { StepRecord } from "../task/task.ts";
import type { Frame } from "./network-calls.ts";

const MAX_DEPTH = 2;
/** Django's ways to the database, and a row read by a cursor. */
const STATEMENT =
  /\.objects\b|(^|\.)(refresh_from_db|save|full_clean|get_object_or_404|flush|execute|scalars?|exec|aget|acreate|asave|fetchone|fetchall|fetchrow|fetchval)$|\.(set|all|filter)\(\)\./u;
const LOCKS = /(^|\.)(select_for_update|with_for_update|forUpdate|setLock)(\(\)|$)/u;
/** A session's flush, and TypeORM's ways to write, whose receivers go by many names. */
const WRITES =
  /(^|\.)(flush|(manager|em|entityManager)\.(update|insert|save|delete|remove|upsert|persistAndFlush|increment|decrement))$/u;

/** The database has been asked on the way to a call before the call is made. */
export function isAsked(frames: readonly Frame[], within: (step: StepRecord) => boolean, bodies: Bodies): boolean {
  return some(frames, within, (step, body) => sends(step, body, bodies, 0));
}

/** Rows have been changed or locked on the way to a call before it is made. */
export function isWritten(frames: readonly Frame[], within: (step: StepRecord) => boolean, bodies: Bodies): boolean {
  return some(frames, within, (step, body) => changes(step, body, bodies, 0));
}

/** Rows have been locked on purpose on the way to a call. */
export function isClaimed(frames: readonly Frame[], within: (step: StepRecord) => boolean, bodies: Bodies): boolean {
  return some(frames, within, (step, body) => locks(step, body, bodies, 0));
}

/** `within` holds for the first body's steps; in a loop what comes after the call has run for the item before. */
function some(
  frames: readonly Frame[],
  within: (step: StepRecord) => boolean,
  holds: (step: StepRecord, body: Body) => boolean,
): boolean {
  return frames.some(({ body, step }, depth) =>
    [...before(step, body.record), ...lastTurn(step, body)].some(
      earlier => earlier !== step && (depth > 0 || within(earlier)) && holds(earlier, body),
    ),
  );
}

/** The other steps of the loops around a step. */
export function lastTurn(step: StepRecord, body: Body): StepRecord[] {
  const outermost = step.loops[0];
  if (outermost === undefined) return [];
  return body.record.steps.filter(later => !later.handler && later.loops[0] === outermost);
}

function sends(step: StepRecord, body: Body, bodies: Bodies, depth: number): boolean {
  if (step.record !== undefined || step.claim === "row lock" || step.table !== undefined || STATEMENT.test(step.text))
    return true;
  return below(step, body, bodies, depth, sends);
}

export function changes(step: StepRecord, body: Body, bodies: Bodies, depth: number): boolean {
  if (step.record === "write" || WRITES.test(step.text) || step.claim === "row lock" || LOCKS.test(step.text))
    return true;
  return below(step, body, bodies, depth, changes);
}

function locks(step: StepRecord, body: Body, bodies: Bodies, depth: number): boolean {
  return step.claim === "row lock" || LOCKS.test(step.text) || below(step, body, bodies, depth, locks);
}

function below(step: StepRecord, body: Body, bodies: Bodies, depth: number, holds: typeof sends): boolean {
  if (depth >= MAX_DEPTH) return false;
  const target = bodies.at(step.path, body.file);
  return (
    target !== undefined &&
    target !== body &&
    target.record.steps.some(inner => !inner.handler && holds(inner, target, bodies, depth + 1))
  );
}
