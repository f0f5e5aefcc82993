/** A recorded loop with what runs it again and what a second run does with the items that are done. */
import * as l10n from "@vscode/l10n";
import { MEMOISED_STEP } from "../../libraries/delivery.ts";
import type { Related } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { Bodies, type Body, placeIn } from "../task/bodies.ts";
import { contains } from "../task/body/steps.ts";
import { type Run, runsOf } from "../task/delivery/runs.ts";
import { Effects } from "../task/effect/effects.ts";
import { consequenceOf } from "../task/effect/phrase.ts";
import type { StepRecord } from "../task/task.ts";
import type { Batch, BatchFault, BatchRecord } from "./batch.ts";

const MAX_DEPTH = 3;
/** Calls that put work on a queue: the items are tasks of their own. */
const ENQUEUES =
  /(^|\.)(delay|apply_async|enqueue\w*|send_task|trigger|batchTrigger|publish\w*|addBulk|add_task|send_with_options|sendBatch|queue\w*|schedule\w*|dispatch)$/u;
/** What is done is taken away: the next run is not given it again. */
const TAKES_AWAY = /(^|[._])(delete|remove|purge|destroy|drop|expunge)(?![a-z])\w{0,60}$/u;

export function completeBatch(record: BatchRecord, file: FileSummary, project: Project): Batch {
  const fault = record.resumes ? undefined : faultOf(record, file, project);
  return { type: "Batch", start: record.start, end: record.end, ...(fault ? { fault } : {}) };
}

function faultOf(record: BatchRecord, file: FileSummary, project: Project): BatchFault | undefined {
  const bodies = Bodies.of(project);
  const body = bodies.of(file, record.functionId);
  if (!body) return undefined;
  const steps = body.record.steps.filter(step => isForEach(step, record) && !step.handler);
  const run = runsOf(body, bodies).find(one => startsOver(one, record, steps));
  if (!run || asksWhatIsDone(record, body, steps, bodies)) return undefined;
  const effect = effectIn(record, body, bodies);
  const kept = effect ? undefined : commitIn(steps, body, bodies, 0);
  if (!effect && (!kept || steps.some(step => TAKES_AWAY.test(step.text)))) return undefined;
  return {
    items: record.items,
    platform: run.delivery.platform,
    onFailure: run.delivery.onFailure && !steps.every(step => step.caughtFrom !== undefined),
    ...(effect ? { consequence: effect.consequence } : {}),
    story: [
      ...(effect ? [effect.told] : []),
      ...(kept ? [kept] : []),
      ...run.delivery.reasons.slice(0, 2).map(reason => ({ ...reason.at, message: reason.message })),
    ],
  };
}

/** The call puts work on a queue: the items are tasks of their own. */
export function enqueues(text: string): boolean {
  return ENQUEUES.test(text);
}

/** A run goes through all items, whatever an earlier one has done of them. */
export function beginsAnew(record: BatchRecord, file: FileSummary, project: Project): boolean {
  const bodies = Bodies.of(project);
  const body = bodies.of(file, record.functionId);
  if (record.resumes || !body) return false;
  const steps = body.record.steps.filter(step => isForEach(step, record) && !step.handler);
  const chosen = body.record.steps.some(step => step.place.start < record.body.start && (step.picks?.length ?? 0) > 0);
  return !chosen && !asksWhatIsDone(record, body, steps, bodies);
}

function isForEach(step: StepRecord, { body, once = [] }: BatchRecord): boolean {
  return contains(body, step.place) && !once.some(part => contains(part, step.place));
}

/** The whole work is delivered again, and not by the clock: the next tick is a run of its own. */
function startsOver({ delivery, chain, silent }: Run, record: BatchRecord, steps: readonly StepRecord[]): boolean {
  if (delivery.inPlace || delivery.scheduled || !delivery.proved) return false;
  if (chain.some(link => link.step.loops.length > 0)) return false;
  if (delivery.region && chain.length === 0 && !contains(delivery.region, record)) return false;
  if (delivery.onCrash) return true;
  const caught =
    steps.length > 0 && steps.every(step => step.caughtFrom !== undefined && step.caughtFrom >= record.start);
  return delivery.onFailure && !silent && !caught;
}

/** A status, a claim or a remembered step decides for each item; or the items are picked by what is left to do. */
function asksWhatIsDone(record: BatchRecord, body: Body, steps: readonly StepRecord[], bodies: Bodies): boolean {
  const asks = (step: StepRecord) =>
    step.check === true ||
    step.claim !== undefined ||
    step.keyed === true ||
    (step.picks?.length ?? 0) > 0 ||
    (step.passes.length > 0 && MEMOISED_STEP.test(step.text));
  if (steps.some(step => asks(step) || ENQUEUES.test(step.text))) return true;
  // A look at the whole job before the loop tells nothing of its items; a query that picks them does.
  const picked = (step: StepRecord) => step.claim !== undefined || (step.check === true && step.text !== "");
  if (body.record.steps.some(step => step.place.end <= record.start && picked(step))) return true;
  return steps.some(step => bodies.targets(step, body).some(target => target.record.steps.some(asks)));
}

function effectIn(record: BatchRecord, body: Body, bodies: Bodies) {
  const effect = Effects.of(bodies)
    .in(body)
    .find(one => isForEach(one.step, record) && one.kind !== "insert" && one.proved && !one.checked);
  if (!effect) return undefined;
  const told: Related = {
    ...effect.at,
    message: l10n.t("`{0}` is made for each item, and no run looks for which.", effect.text),
  };
  return { consequence: consequenceOf(effect), told };
}

/** A commit inside the loop: what it keeps of the finished items is not asked for. */
function commitIn(steps: readonly StepRecord[], body: Body, bodies: Bodies, depth: number): Related | undefined {
  for (const step of steps) {
    if (step.record === "commit")
      return {
        ...placeIn(body.file, step.place),
        message: l10n.t("What is done is kept here, and a second run does not ask for it."),
      };
    if (depth >= MAX_DEPTH) continue;
    for (const target of bodies.targets(step, body)) {
      const found = target === body ? undefined : commitIn(target.record.steps, target, bodies, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}
