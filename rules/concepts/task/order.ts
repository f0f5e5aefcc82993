/** What stands before and after a step on the paths through it. */
import type { StepRecord, TaskRecord } from "./task.ts";

/** Steps that have always run when `step` runs. */
export function before(step: StepRecord, record: TaskRecord): StepRecord[] {
  const index = record.steps.indexOf(step);
  return record.steps.slice(0, index).filter(earlier => isPrefix(earlier.branch, step.branch));
}

/**
 * Steps that may run after `step` in the same run of the body: later ones on a path that goes through it, and, in a loop,
 * the loop's other steps for the next item.
 */
export function after(step: StepRecord, record: TaskRecord): StepRecord[] {
  const index = record.steps.indexOf(step);
  return record.steps
    .slice(index + 1)
    .filter(
      later =>
        !later.handler && !isAround(later, step) && !isBeside(later, step, record) && follows(step, later, record),
    );
}

/** `outer` stands around or before `inner` with nothing that could skip it. */
function isPrefix(outer: readonly number[], inner: readonly number[]): boolean {
  return outer.length <= inner.length && outer.every((id, index) => inner[index] === id);
}

function follows(step: StepRecord, later: StepRecord, record: TaskRecord): boolean {
  let common = 0;
  while (common < step.branch.length && step.branch[common] === later.branch[common]) common++;
  const left = step.branch[common];
  const right = later.branch[common];
  if (left !== undefined && right !== undefined && (left ^ 1) === right) return false;
  return !step.branch.slice(common).some(id => record.leaving.includes(id));
}

/** `asyncio.run(step)`, `step().execute()`: the later call is part of the step. */
function isAround(later: StepRecord, step: StepRecord): boolean {
  return later.place.start <= step.place.start && later.place.end >= step.place.end;
}

/** Both start together: `Promise.all([step(), later()])`, `asyncio.gather(step(), later())`. */
function isBeside(later: StepRecord, step: StepRecord, record: TaskRecord): boolean {
  return record.steps.some(one => TOGETHER.test(one.text) && isAround(one, step) && isAround(one, later));
}

const TOGETHER = /(^|\.)(all|allSettled|gather|group)$/u;

/** In the same innermost loop: both belong to the same item. */
export function sameItem(step: StepRecord, later: StepRecord): boolean {
  return step.loops.every(loop => later.loops.includes(loop));
}
