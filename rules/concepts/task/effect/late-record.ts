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
import { keptRow } from "./kept-rows.ts";
import { consequenceOf } from "./phrase.ts";
import { claimBefore } from "./protection.ts";

const MAX_CLIMB = 3;
const OUTSIDE: ReadonlySet<EffectKind> = new Set(["mail", "sms", "chat", "push", "charge", "request", "render"]);

/** A column that a step sets or chooses by, with its table when that is known. */
interface Placed {
  mark: Mark;
  table?: string;
  at: FilePlace;
}

export function lateRecordsOf(body: Body, bodies: Bodies): LateRecord[] {
  if (!mayRecord(body) || !body.record.steps.some(step => writtenBy(step, body, bodies).length > 0)) return [];
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
    if (marks.length === 0) continue;
    const pick = pickedBy(marks, effect.step, body, bodies, 0);
    const read = pick ? undefined : readBy(marks, effect, body);
    const chosen = pick ?? read;
    if (!chosen) continue;
    const batched = !sameItem(effect.step, later);
    const kept = batched ? keptRow(effect.step, body, bodies) : undefined;
    if (kept?.first) return undefined;
    return {
      at: effect.step.place,
      kind: effect.kind,
      proved: effect.proved,
      consequence: consequenceOf(effect),
      originText: effect.text,
      ...(effect.through.length > 0 ? { origin: effect.at } : {}),
      record: kept?.added ?? { at: placeIn(body.file, later.place), text: later.text },
      pick: kept
        ? { at: kept.lookedFor, column: kept.table, by: "row" }
        : { at: chosen.at, column: chosen.mark.name, by: pick ? "mark" : "nothing" },
      batched: batched && !kept,
      reasons: scheduleOf(body, bodies),
    };
  }
  return undefined;
}

/** Marks that a step makes durable: its own, those of objects that it commits or saves, or those that the function it calls writes. */
function writtenBy(step: StepRecord, body: Body, bodies: Bodies): Placed[] {
  if (step.record !== undefined) {
    if (step.marks) return placed(step, step.marks, body);
    return COMMITS.test(step.text) ? assignedBefore(step, body) : [];
  }
  if (!MARKING.test(lastName(step.text))) return [];
  return bodies
    .targets(step, body)
    .flatMap(target =>
      target.record.steps.flatMap(inner => (inner.handler ? [] : placed(inner, inner.marks ?? [], target))),
    );
}

const COMMITS = /(^|\.)(commit|save|flush|bulk_update)$/u;

function assignedBefore(step: StepRecord, body: Body): Placed[] {
  const { steps } = body.record;
  return steps
    .slice(0, steps.indexOf(step))
    .flatMap(earlier =>
      earlier.record === undefined && !earlier.handler ? placed(earlier, earlier.marks ?? [], body) : [],
    );
}

function placed(step: StepRecord, marks: readonly Mark[], body: Body): Placed[] {
  const table = step.table === undefined ? {} : { table: step.table };
  return marks.map(mark => ({ mark, ...table, at: placeIn(body.file, step.place) }));
}

/** Where the items of a step were chosen by one of the marks, in this body or in those that call it. */
function pickedBy(marks: Placed[], step: StepRecord, body: Body, bodies: Bodies, depth: number): Placed | undefined {
  for (const earlier of before(step, body.record).toReversed())
    for (const pick of picksOf(earlier, body, bodies)) if (marks.some(mark => isChosenBy(mark, pick))) return pick;
  if (depth >= MAX_CLIMB) return undefined;
  for (const caller of bodies.callers(body)) {
    if (claimBefore(caller.step, caller.body, bodies) || caller.step.keyed) continue;
    const pick = pickedBy(marks, caller.step, caller.body, bodies, depth + 1);
    if (pick) return pick;
  }
  return undefined;
}

function picksOf(step: StepRecord, body: Body, bodies: Bodies): Placed[] {
  if (step.record !== undefined) return [];
  const own = placed(step, step.picks ?? [], body);
  if (own.length > 0) return own;
  return bodies
    .targets(step, body)
    .flatMap(target =>
      target.record.steps.flatMap(inner =>
        inner.record !== undefined || inner.handler ? [] : placed(inner, inner.picks ?? [], target),
      ),
    );
}

/** One row that is loaded, written to, and marked as done without a look at the mark. */
function readBy(marks: Placed[], effect: Effect, body: Body): Placed | undefined {
  if (effect.step.loops.length > 0) return undefined;
  if (!MESSAGES.has(effect.kind) && effect.kind !== "charge" && !/mail|sms/iu.test(requestOf(effect))) return undefined;
  if (/again|resend|retry|test|preview/iu.test(body.record.functionId) || OFFLINE.test(body.file.path))
    return undefined;
  const rows = before(effect.step, body.record).filter(step => step.record === undefined && step.table !== undefined);
  for (const mark of marks) {
    const row = SENT.test(mark.mark.column) ? rows.find(one => one.table === mark.table) : undefined;
    if (row) return { mark: mark.mark, at: placeIn(body.file, row.place) };
  }
  return undefined;
}

/** What a developer runs by hand. */
const OFFLINE = /(^|[/_.-])(tests?|demo|examples?|seeds?|scripts?)([/_.-]|$)/iu;
const MESSAGES: ReadonlySet<EffectKind> = new Set(["mail", "sms", "push"]);
/** Columns that say that something was sent or taken, by their names or by the word status. */
const SENT = /sent|status|stage|contacted|notified|mailed|emailed|delivered|paid|charged|reminded/u;

function requestOf(effect: Effect): string {
  return `${effect.step.request?.address ?? ""} ${effect.text}`;
}

function isChosenBy(written: Placed, picked: Placed): boolean {
  if (written.mark.column !== picked.mark.column || !changes(written.mark, picked.mark)) return false;
  return written.table === undefined || picked.table === undefined || written.table === picked.table;
}

/** What is written is not what was asked for. */
function changes(written: Mark, picked: Mark): boolean {
  return written.value === undefined || picked.value === undefined || written.value !== picked.value;
}

/** The clock that starts the run, when it is known. */
function scheduleOf(body: Body, bodies: Bodies): LateRecord["reasons"] {
  const run = runsOf(body, bodies).find(one => one.delivery.scheduled);
  return run ? run.delivery.reasons : [];
}

function lastName(text: string): string {
  return text.slice(text.lastIndexOf(".") + 1);
}
