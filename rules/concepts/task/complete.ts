/** A recorded body with what is known of it in the whole project. */
import type { FilePlace } from "../../finding.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Project } from "../../project/project.ts";
import { Bodies, type Body } from "./bodies.ts";
import { type Effect, Effects } from "./effect/effects.ts";
import { after, before, sameItem } from "./order.ts";
import { earlyRecordsOf } from "./effect/early-record.ts";
import { lateRecordsOf } from "./effect/late-record.ts";
import { resolvesOnFailure } from "./effect/resolving.ts";
import { unknownEventOf } from "./effect/unknown-event.ts";
import { consequenceOf } from "./effect/phrase.ts";
import { isCaught, type Run, runsOf } from "./delivery/runs.ts";
import { contains } from "./body/steps.ts";
import type { MadeEffect, StepRecord, Task, TaskEffect, TaskRecord } from "./task.ts";

/** Steps that swallow what fails in them. */
const NEVER_FAILS = /(^|\.)(allSettled|waitUntil|after|sleep)$/u;
/** Looks at the answer of the effect's own call. */
const OWN_ANSWER = /^throw$|(^|\.)(raise_for_status|json|text|read|parse\w*|validate\w*|check\w*)$/u;
const MAX_REASONS = 3;

export function completeTask(record: TaskRecord, file: FileSummary, project: Project): Task {
  const { start, end, name, nameSpan } = record;
  const task: Task = {
    type: "Task",
    start,
    end,
    name,
    nameSpan,
    deliveries: [],
    effects: [],
    lateRecords: [],
    earlyRecords: [],
    makes: [],
  };
  const bodies = Bodies.of(project);
  const body = bodies.of(file, record.functionId);
  if (!body) return task;
  const effects = Effects.of(bodies);
  const runs = runsOf(body, bodies);
  task.deliveries = runs.filter(run => run.chain.length === 0).map(run => run.delivery);
  if (task.deliveries.length > 0) task.makes = effects.all(body).map(effect => madeEffect(effect, body, effects));
  task.effects = repeatedEffects(body, runs, effects);
  task.lateRecords = lateRecordsOf(body, bodies).filter(late =>
    task.effects.every(effect => effect.at.start !== late.at.start),
  );
  task.earlyRecords = earlyRecordsOf(body, bodies);
  const unknownEvent = unknownEventOf(body, bodies);
  if (unknownEvent) task.unknownEvent = unknownEvent;
  return task;
}

/** For each step the most certain story of its repetition. */
function repeatedEffects(body: Body, runs: readonly Run[], effects: Effects): TaskEffect[] {
  if (runs.length === 0) return [];
  const repeats: TaskEffect[] = [];
  for (const step of new Set(effects.in(body).map(effect => effect.step))) {
    const found = effects
      .in(body)
      .filter(effect => effect.step === step)
      .flatMap(effect => runs.flatMap(run => repeated(effect, body, run, effects) ?? []));
    const worst = found.toSorted((a, b) => rank(b) - rank(a))[0];
    if (worst) repeats.push({ ...worst, reasons: reasonsOf(worst, found) });
  }
  return repeats;
}

function madeEffect(effect: Effect, body: Body, effects: Effects): MadeEffect {
  const { step } = effect;
  const check = before(step, body.record).find(earlier => earlier.check === true);
  const record = effects.recordAfter(step, body);
  return {
    at: step.place,
    kind: effect.kind,
    origin: effect.at,
    originText: effect.text,
    consequence: consequenceOf(effect),
    ...(effect.protection ? { protection: effect.protection } : {}),
    ...(check ? { check: placeOf(check, body.file) } : {}),
    ...(record ? { record: { at: placeOf(record, body.file), text: record.text } } : {}),
  };
}

/** An effect belongs to the innermost body on the way that also records it; with no record, to the repeated body. */
function repeated(effect: Effect, body: Body, run: Run, effects: Effects): TaskEffect | undefined {
  const { delivery } = run;
  if (run.chain.length === 0 && delivery.region && !contains(delivery.region, effect.step.place)) return undefined;
  const own = effect.kind === "counter" ? undefined : effects.recordAfter(effect.step, body);
  if (effect.recorded || (own === undefined && run.chain.length > 0)) return undefined;
  const until = effect.checked && own && sameItem(effect.step, own) ? own : undefined;
  const failing =
    run.silent || effect.kind === "counter" ? undefined : failingStep(effect.step, body, run, until, effects.bodies);
  const { row } = effect;
  // What a clock starts again chooses its items by a mark: told as a late record.
  if (delivery.scheduled) return undefined;
  // Told once for the whole handler.
  if (delivery.webhook && unknownEventOf(run.chain[0]?.body ?? body, effects.bodies)) return undefined;
  // The database may roll a counter back with what fails after it; a second delivery it does not.
  if (effect.kind === "counter" && !delivery.redelivers) return undefined;
  const slot = effect.step.keySlot;
  const stableId = body.record.stableId;
  return {
    at: effect.step.place,
    kind: effect.kind,
    proved: effect.proved,
    consequence: consequenceOf(effect),
    ...(effect.through.length > 0 ? { origin: effect.at } : {}),
    originText: effect.text,
    checked: effect.checked,
    lostAnswer:
      !run.silent &&
      !effect.caught &&
      !isCaught(effect.step, run) &&
      delivery.onFailure &&
      (delivery.failures === "all" || delivery.failures === "lost"),
    ...(own ? { record: { at: placeOf(own, body.file), text: own.text } } : {}),
    ...(failing ? { failing } : {}),
    batched: own !== undefined && !sameItem(effect.step, own),
    delivery,
    ...(delivery.whole === true && run.chain.length === 0 && failing && !OWN_ANSWER.test(failing.text)
      ? { together: delivery.reasons[0]!.at }
      : {}),
    reasons: [],
    ...(row?.key ? { takesKey: row.key.name } : {}),
    ...(row?.key && slot && stableId !== undefined && effect.through.length === 0 && effect.step.loops.length === 0
      ? { key: { spelling: row.key, slot, stableId } }
      : {}),
  };
}

/** The first later step whose failure makes the whole body run again; `until` is the record that a check would find. */
function failingStep(
  step: StepRecord,
  body: Body,
  run: Run,
  until: StepRecord | undefined,
  bodies: Bodies,
): TaskEffect["failing"] {
  const { delivery } = run;
  if (!delivery.onFailure || delivery.failures === "rejected" || delivery.failures === "unknown") return undefined;
  const frames = [{ body, step }, ...run.chain.toReversed()];
  for (const [index, frame] of frames.entries()) {
    const isRoot = index === frames.length - 1;
    for (const later of after(frame.step, frame.body.record)) {
      if (index === 0 && until && later === until) return undefined;
      if (!later.fallible || isCaught(later, run, isRoot) || later.text === "" || NEVER_FAILS.test(later.text))
        continue;
      if (resolvesOnFailure(later, frame.body, bodies)) continue;
      if (isRoot && delivery.region && !contains(delivery.region, later.place)) continue;
      if (delivery.failures === "lost" && (later.record !== undefined || later.text === "throw")) continue;
      // Which of the region's handlers takes a thrown error is not told by its place.
      if (later.text === "throw" && delivery.region && !delivery.inPlace) continue;
      return { at: placeOf(later, frame.body.file), text: later.text };
    }
  }
  return undefined;
}

/** Why it runs again: the decisive reason first. */
function reasonsOf(worst: TaskEffect, all: readonly TaskEffect[]): TaskEffect["reasons"] {
  const reasons = [worst, ...all].flatMap(effect => effect.delivery.reasons);
  return reasons
    .filter((one, index) => reasons.findIndex(other => other.message === one.message) === index)
    .slice(0, MAX_REASONS);
}

/** The most certain story first. */
function rank(effect: TaskEffect): number {
  const { delivery } = effect;
  return (
    (delivery.onCrash && effect.record ? 16 : 0) +
    (effect.failing ? 8 : 0) +
    (effect.lostAnswer && delivery.inPlace ? 4 : 0) +
    (effect.lostAnswer ? 1 : 0) +
    (effect.proved ? 0.5 : 0)
  );
}

function placeOf(step: StepRecord, file: FileSummary): FilePlace {
  return { ...step.place, path: file.path };
}
