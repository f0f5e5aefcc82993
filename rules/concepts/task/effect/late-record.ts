/**
 * Work lists: rows are chosen by a mark, something is done to the outside for each, and the mark is set only after that. A run
 * that ends in between leaves rows that look undone, and a run that overlaps sees the same ones.
 */
import type { FilePlace } from "../../../finding.ts";
import type { EffectKind } from "../../../libraries/effects.ts";
import { type Bodies, type Body, placeIn } from "../bodies.ts";
import { runsOf } from "../delivery/runs.ts";
import { after, before, sameItem } from "../order.ts";
import type { LateRecord, Mark, StepRecord } from "../task.ts";
import { type Effect, Effects } from "./effects.ts";
import { consequenceOf } from "./phrase.ts";
import { claimBefore } from "./protection.ts";

const MAX_CLIMB = 3;
const OUTSIDE: ReadonlySet<EffectKind> = new Set(["mail", "sms", "chat", "push", "charge", "request", "render"]);

interface Pick {
  mark: Mark;
  at: FilePlace;
}

export function lateRecordsOf(body: Body, bodies: Bodies): LateRecord[] {
  if (!mayRecord(body)) return [];
  const effects = Effects.of(bodies);
  const found: LateRecord[] = [];
  for (const effect of effects.in(body)) {
    if (!OUTSIDE.has(effect.kind) || found.some(one => one.at.start === effect.step.place.start)) continue;
    if (effect.through.some(inner => lateRecordsOf(inner, bodies).length > 0)) continue;
    const late = lateRecord(effect, body, bodies);
    if (late) found.push(late);
  }
  return found;
}

/** Only bodies that mark something, themselves or by a function whose name says so, are worth the look. */
function mayRecord(body: Body): boolean {
  return body.record.steps.some(step => step.marks !== undefined || MARKING.test(lastName(step.text)));
}

const MARKING = /^(mark|record|set|update|complete|finish|finali[sz]e|flag|save|log)/iu;

function lateRecord(effect: Effect, body: Body, bodies: Bodies): LateRecord | undefined {
  for (const later of after(effect.step, body.record)) {
    const marks = writtenBy(later, body, bodies);
    const pick = marks.length > 0 ? pickedBy(marks, effect.step, body, bodies, 0) : undefined;
    if (!pick) continue;
    const batched = !sameItem(effect.step, later);
    return {
      at: effect.step.place,
      kind: effect.kind,
      proved: effect.proved,
      consequence: consequenceOf(effect),
      originText: effect.text,
      ...(effect.through.length > 0 ? { origin: effect.at } : {}),
      record: { at: placeIn(body.file, later.place), text: later.text },
      pick: { at: pick.at, column: pick.mark.name },
      batched,
      reasons: scheduleOf(body, bodies),
    };
  }
  return undefined;
}

/** Marks that a step makes durable: its own, those of objects that it commits or saves, or those that the function it calls writes. */
function writtenBy(step: StepRecord, body: Body, bodies: Bodies): Mark[] {
  if (step.record !== undefined) {
    if (step.marks) return step.marks;
    return COMMITS.test(step.text) ? assignedBefore(step, body) : [];
  }
  if (!MARKING.test(lastName(step.text))) return [];
  return bodies
    .targets(step, body)
    .flatMap(target => target.record.steps)
    .filter(inner => inner.marks !== undefined && !inner.handler)
    .flatMap(inner => inner.marks ?? []);
}

const COMMITS = /(^|\.)(commit|save|flush|bulk_update)$/u;

function assignedBefore(step: StepRecord, body: Body): Mark[] {
  const { steps } = body.record;
  return steps
    .slice(0, steps.indexOf(step))
    .filter(earlier => earlier.record === undefined && !earlier.handler)
    .flatMap(earlier => earlier.marks ?? []);
}

/** Where the items of a step were chosen by one of the marks, in this body or in those that call it. */
function pickedBy(marks: Mark[], step: StepRecord, body: Body, bodies: Bodies, depth: number): Pick | undefined {
  for (const earlier of before(step, body.record).toReversed())
    for (const pick of picksOf(earlier, body, bodies))
      if (marks.some(mark => mark.column === pick.mark.column && changes(mark, pick.mark))) return pick;
  if (depth >= MAX_CLIMB) return undefined;
  for (const caller of bodies.callers(body)) {
    if (claimBefore(caller.step, caller.body, bodies) || caller.step.keyed) continue;
    const pick = pickedBy(marks, caller.step, caller.body, bodies, depth + 1);
    if (pick) return pick;
  }
  return undefined;
}

function picksOf(step: StepRecord, body: Body, bodies: Bodies): Pick[] {
  const own = (step.picks ?? []).map(mark => ({ mark, at: placeIn(body.file, step.place) }));
  if (own.length > 0 || step.record !== undefined) return own;
  return bodies
    .targets(step, body)
    .flatMap(target =>
      target.record.steps
        .filter(inner => inner.record === undefined && !inner.handler)
        .flatMap(inner => (inner.picks ?? []).map(mark => ({ mark, at: placeIn(target.file, inner.place) }))),
    );
}

/** What is written is not what was asked for. */
function changes(written: Mark, picked: Mark): boolean {
  return written.value === undefined || picked.value === undefined || written.value !== picked.value;
}

/** The clock that starts the run, when it is known. */
function scheduleOf(body: Body, bodies: Bodies): LateRecord["reasons"] {
  const run = runsOf(bodies)
    .get(body)
    ?.find(one => one.delivery.scheduled);
  return run ? run.delivery.reasons : [];
}

function lastName(text: string): string {
  return text.slice(text.lastIndexOf(".") + 1);
}
