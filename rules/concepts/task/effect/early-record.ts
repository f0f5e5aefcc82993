/**
 * Marks that turn a repetition away and are set before the work is done: when the work fails, its sender tries again, finds
 * the mark and does nothing. DOMAIN.md §2.3 "Marker order". Invariant: a failure must be shown to reach the sender.
 */
import type { FilePlace } from "../../../finding.ts";
import { KEYED_APIS } from "../../../libraries/idempotency-keys.ts";
import { type Bodies, type Body, placeIn } from "../bodies.ts";
import { wordsOf } from "../body/claims.ts";
import { deliveriesTo } from "../delivery/deliveries.ts";
import { after, before } from "../order.ts";
import type { Delivery, EarlyRecord, Mark, StepRecord, Stop } from "../task.ts";
import { Effects } from "./effects.ts";
import { resolvesOnFailure } from "./resolving.ts";

const MAX_CLIMB = 4;
const TRANSACTION = /(^|\.)(tx|trx|transaction|atomic|\$transaction)(\(\)|\.|$)/u;
/** An object of a session that nothing but a commit makes durable. */
const SESSION = /(^|\.)(session|db)(\(\))?\.(add|add_all|merge|flush|execute)$/u;
const TAKES_BACK = new Set([
  "delete",
  "remove",
  "release",
  "del",
  "unmark",
  "revert",
  "forget",
  "reset",
  "unlock",
  "expire",
]);
/** Work under way is the matter of claims, not of marks that say "done". */
const UNDER_WAY = /^(processing|running|executing|in_?progress|claimed|locked|started|sending|pending|queued)$/u;

interface Marker {
  /** The step that sets it, after which the work comes. */
  step: StepRecord;
  turnedAway: FilePlace;
  column?: string;
  /** Whatever is left undone after the mark is lost; otherwise only what is done to the outside. */
  whole: boolean;
}

export function earlyRecordsOf(body: Body, bodies: Bodies): EarlyRecord[] {
  const markers = markersOf(body);
  if (markers.length === 0) return [];
  const delivery = deliveryOf(body, bodies);
  if (!delivery) return [];
  for (const marker of markers) {
    const work = workAfter(marker, body, bodies);
    if (!work || isTakenBack(marker, work, body)) continue;
    return [
      {
        at: marker.step.place,
        text: marker.step.text,
        ...(marker.column === undefined ? {} : { column: marker.column }),
        turnedAway: marker.turnedAway,
        work: { at: placeIn(body.file, work.place), text: work.text },
        platform: delivery.platform,
        proved: delivery.proved,
        reasons: delivery.reasons,
      },
    ];
  }
  return [];
}

function markersOf(body: Body): Marker[] {
  const found: Marker[] = [];
  for (const step of body.record.steps) {
    if (step.handler || !(step.turnsAway || (step.record !== undefined && step.marks))) continue;
    const earlier = before(step, body.record);
    if (earlier.some(one => TRANSACTION.test(one.text)) || TRANSACTION.test(step.text)) continue;
    if (step.turnsAway && !earlier.some(one => one.check === true)) {
      const setting = markedBy(step, body);
      if (setting && !TRANSACTION.test(setting.text))
        found.push({ step: setting, turnedAway: placeIn(body.file, step.place), whole: true });
    }
    if (step.record === undefined) continue;
    for (const mark of step.marks ?? []) {
      const stop = earlier.find(one => one.stops?.some(condition => isMetBy(condition, mark, step.table)));
      if (stop) found.push({ step, turnedAway: placeIn(body.file, stop.place), column: mark.name, whole: false });
    }
  }
  return found;
}

/** The write whose violation turns a repetition away: before the test, or in the guarded block. */
function markedBy(step: StepRecord, body: Body): StepRecord | undefined {
  const { steps } = body.record;
  const index = steps.indexOf(step);
  if (step.claim === "marker") return step;
  if (step.turnsAway!.end > step.place.end)
    return steps
      .slice(index + 1)
      .filter(one => one.place.end <= step.turnsAway!.end && one.record !== undefined && !one.handler)
      .findLast(one => one.record === "commit" || !SESSION.test(one.text));
  return steps
    .slice(0, index)
    .findLast(one => one.record !== undefined && !one.handler && /insert|create|add|execute|query/iu.test(one.text));
}

/** The condition under which the body ends holds once the mark is set. */
function isMetBy(stop: Stop, mark: Mark, table: string | undefined): boolean {
  if (stop.column !== mark.column || (stop.table !== undefined && table !== undefined && stop.table !== table))
    return false;
  if (mark.value !== undefined && UNDER_WAY.test(mark.value)) return false;
  if (stop.is) return mark.value !== undefined && stop.is.includes(mark.value);
  if (stop.not) return mark.value !== undefined && !stop.not.includes(mark.value);
  return !/^(false|null|none|0)$/u.test(mark.value ?? "");
}

/** The first thing left to do after the mark whose failure ends the run. */
function workAfter(marker: Marker, body: Body, bodies: Bodies): StepRecord | undefined {
  return after(marker.step, body.record).find(
    later =>
      (later.fallible || bodies.targets(later, body).length > 0) &&
      later.caughtFrom === undefined &&
      later.text !== "throw" &&
      !isSamePlace(later, marker.step) &&
      !isSilent(later, body, bodies) &&
      (acts(later, body, bodies) || (marker.whole && writes(later, body, bodies))),
  );
}

/** Its failure is an answer that nothing makes an exception of, or stays in the function that it calls. */
function isSilent(step: StepRecord, body: Body, bodies: Bodies): boolean {
  if (resolvesOnFailure(step, body, bodies))
    return !(step.tested && after(step, body.record).some(later => later.text === "throw"));
  const targets = bodies.targets(step, body);
  return (
    targets.length > 0 && targets.every(target => !target.record.steps.some(inner => leaves(inner, target, bodies)))
  );
}

/** A failure of the step may leave its body. */
function leaves(step: StepRecord, body: Body, bodies: Bodies): boolean {
  if (step.handler || step.caughtFrom !== undefined) return false;
  if (step.text === "throw" || bodies.targets(step, body).length > 0) return true;
  return step.fallible && !resolvesOnFailure(step, body, bodies);
}

function isSamePlace(later: StepRecord, marker: StepRecord): boolean {
  return later.place.start === marker.place.start || (later.record === "commit" && marker.record === "commit");
}

/** Does something to the outside, or hands the work on. */
function acts(step: StepRecord, body: Body, bodies: Bodies, depth = 0): boolean {
  if (handsOn(step, body, bodies)) return true;
  if (
    Effects.of(bodies)
      .all(body)
      .some(effect => effect.step === step && effect.kind !== "counter")
  )
    return true;
  if (depth >= 2) return false;
  return bodies
    .targets(step, body)
    .some(target => target.record.steps.some(inner => !inner.handler && acts(inner, target, bodies, depth + 1)));
}

function handsOn(step: StepRecord, body: Body, bodies: Bodies): boolean {
  if (/\.(delay|apply_async)$/u.test(step.text)) return true;
  const library = step.path && bodies.project.libraryNameOf(step.path, body.file);
  return library !== undefined && KEYED_APIS.some(row => row.kind === "enqueue" && row.library.test(library));
}

/** Stores something, itself or in the functions that it calls. */
function writes(step: StepRecord, body: Body, bodies: Bodies): boolean {
  if (step.record === "write") return true;
  return bodies.targets(step, body).some(target => target.record.steps.some(inner => inner.record !== undefined));
}

/** A handler removes the mark, or gives it a value that turns nothing away. */
function isTakenBack(marker: Marker, work: StepRecord, body: Body): boolean {
  return body.record.steps.some(step => {
    if (!step.handler && step.place.start < work.place.start) return false;
    if (wordsOf(step.text.slice(step.text.lastIndexOf(".") + 1)).some(word => TAKES_BACK.has(word))) return true;
    return step.handler && marker.column !== undefined && (step.marks ?? []).some(mark => mark.name === marker.column);
  });
}

/** A platform that delivers the message again when the body fails, with no handler on the way that keeps the failure. */
function deliveryOf(body: Body, bodies: Bodies, depth = 0): Delivery | undefined {
  const own = deliveriesTo(body, bodies).find(
    one => one.onFailure && !one.inPlace && !one.scheduled && one.region === undefined,
  );
  if (own || depth >= MAX_CLIMB) return own;
  for (const caller of bodies.callers(body)) {
    if (caller.step.caughtFrom !== undefined || caller.step.handler) continue;
    const delivery = deliveryOf(caller.body, bodies, depth + 1);
    if (delivery) return delivery;
  }
  return undefined;
}
