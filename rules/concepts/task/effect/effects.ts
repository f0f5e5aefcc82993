/** The effects that a body makes, itself or through the functions that it calls, with what prevents a second one. */
import type { FilePlace } from "../../../finding.ts";
import { type EffectKind, type EffectRow, effectRow, VALUE_COLUMN } from "../../../libraries/effects.ts";
import type { MemoTable } from "../../../project/memo.ts";
import type { Project } from "../../../project/project.ts";
import type { Bodies, Body } from "../bodies.ts";
import { wordsOf } from "../body/claims.ts";
import { insertedTable } from "./inserts.ts";
import { after, before } from "../order.ts";
import { protectionOf } from "./protection.ts";
import { isCreating, isPost, setsState } from "./request-effect.ts";
import { isSwitchedOff } from "./switched-off.ts";
import type { Protection, StepRecord } from "../task.ts";

const MAX_DEPTH = 5;
const MAX_EFFECTS = 12;

export interface Effect {
  /** The step of the body asked for. */
  step: StepRecord;
  kind: EffectKind;
  row?: EffectRow;
  /** The library says so, and the call creates or sends something. */
  proved: boolean;
  at: FilePlace;
  text: string;
  /** Functions on the way, the body's own callee first. */
  through: Body[];
  /** A function on the way records it itself. */
  recorded: boolean;
  checked: boolean;
  /** Its own failure does not reach the step. */
  caught: boolean;
  /** What prevents a second one. */
  protection?: Protection;
}

export class Effects {
  readonly bodies: Bodies;
  readonly #known: MemoTable<Body, Effect[]>;

  static of(bodies: Bodies): Effects {
    return bodies.project.memo("task-effects", () => new Effects(bodies));
  }

  private constructor(bodies: Bodies) {
    this.bodies = bodies;
    this.#known = bodies.project.memoTable(body => this.#all(body), { inCycle: () => [] });
  }

  /** Those that nothing prevents from being made again. */
  in(body: Body): Effect[] {
    return this.all(body).filter(effect => effect.protection === undefined);
  }

  /** In order of evaluation. */
  all(body: Body): Effect[] {
    return this.#known.get(body);
  }

  #all(body: Body): Effect[] {
    const found: Effect[] = [];
    if (isExempt(body)) return found;
    for (const step of body.record.steps) {
      if (found.length >= MAX_EFFECTS) break;
      if (step.handler || isOnFailure(step, body)) continue;
      const direct = this.#direct(step, body);
      const made = direct ? [direct] : this.#indirect(step, body);
      if (made.length === 0) continue;
      const protection = protectionOf(step, body, this.bodies);
      found.push(...(protection ? made.map(effect => ({ ...effect, protection })) : made));
    }
    return found.slice(0, MAX_EFFECTS);
  }

  /** The first durable write that may come after a step, in this body or in the function that a later step runs. */
  recordAfter(step: StepRecord, body: Body): StepRecord | undefined {
    return after(step, body.record).find(
      later => isNotDeeper(later, step) && (later.record !== undefined || this.#records(later, body)),
    );
  }

  #records(step: StepRecord, body: Body): boolean {
    const target = this.bodies.at(step.path, body.file);
    return target?.record.steps.some(inner => inner.record !== undefined && !inner.handler) ?? false;
  }

  #direct(step: StepRecord, body: Body): Effect | undefined {
    const library = step.path && this.bodies.project.libraryNameOf(step.path, body.file);
    const found = effectRow(library, step.text, step.command);
    const kind = found?.row.kind ?? (isPost(step, library) ? "request" : undefined);
    if (kind === undefined) return countsValue(step, body) ?? insertsValue(step, body, this.bodies.project);
    if (kind === "request" && !isCreating(step, body)) return undefined;
    return {
      step,
      kind,
      ...(found ? { row: found.row } : {}),
      proved: found?.proved ?? true,
      at: { ...step.place, path: body.file.path },
      text: step.text,
      through: [],
      recorded: false,
      checked: isChecked(step, body),
      caught: false,
    };
  }

  /** What the task does that the step puts on a queue, unless the task itself looks at what was done. */
  #enqueued(step: StepRecord, body: Body): Effect[] {
    const last = step.path?.steps.at(-1);
    if (last === undefined || !ENQUEUES.has(last)) return [];
    const task = this.bodies.at({ ...step.path!, steps: step.path!.steps.slice(0, -1) }, body.file);
    if (!task || task === body || (task.fn?.decorators.length ?? 0) === 0) return [];
    return this.all(task)
      .filter(inner => !inner.checked && inner.through.length < MAX_DEPTH)
      .map(({ protection, ...inner }) => ({
        ...inner,
        ...(protection && !isReleased(protection, task) ? { protection } : {}),
        step,
        through: [task, ...inner.through],
        recorded: false,
        checked: isChecked(step, body),
        caught: false,
      }));
  }

  #indirect(step: StepRecord, body: Body): Effect[] {
    const found: Effect[] = this.#enqueued(step, body);
    for (const target of this.bodies.targets(step, body)) {
      if (target === body) continue;
      for (const inner of this.all(target)) {
        if (inner.through.length >= MAX_DEPTH || inner.through.includes(body)) continue;
        if (inner.kind === "request" && inner.through.length === 0 && setsState(body, target)) continue;
        if (isSwitchedOff(inner.step, target, step, body)) continue;
        found.push({
          ...inner,
          step,
          through: [target, ...inner.through],
          recorded: inner.recorded || this.recordAfter(inner.step, target) !== undefined,
          checked: inner.checked || isChecked(step, body),
          caught: inner.caught || inner.step.caughtFrom !== undefined,
        });
      }
    }
    return found;
  }
}

/** A lock that the task gives back at its end keeps two runs apart, and lets the second one follow the first. */
function isReleased(protection: Protection, task: Body): boolean {
  return (
    (protection.what === "lock" || protection.what === "marker") &&
    task.record.steps.some(step => wordsOf(step.text).some(word => word === "release" || word === "unlock"))
  );
}

/** Adding to a balance is no effect on the outside, but it is one that adds up. */
function countsValue(step: StepRecord, body: Body): Effect | undefined {
  if (step.counter === undefined || !VALUE_COLUMN.test(step.counter)) return undefined;
  return {
    step,
    kind: "counter",
    proved: true,
    at: { ...step.place, path: body.file.path },
    text: step.counter,
    through: [],
    recorded: false,
    checked: isChecked(step, body),
    caught: false,
  };
}

/** `send_mail.delay(…)`: what runs is the task, once for each time that it is put on the queue. */
const ENQUEUES = new Set([".delay", ".apply_async", ".send", ".send_with_options", ".trigger", ".enqueue"]);

/** On a path that throws next: an alarm, given once for each failure. */
function isOnFailure(step: StepRecord, body: Body): boolean {
  return step.branch.some(id => body.record.throwing?.includes(id));
}

/** In no loop of its own: a later loop over other items records other things. */
function isNotDeeper(later: StepRecord, step: StepRecord): boolean {
  return later.loops.every(loop => step.loops.includes(loop));
}

/** A row that a second run adds again. That no key refuses it is read from the schema; who else looks is not. */
function insertsValue(step: StepRecord, body: Body, project: Project): Effect | undefined {
  const table = insertedTable(step, body, project);
  if (table === undefined) return undefined;
  return {
    step,
    kind: "insert",
    proved: false,
    at: { ...step.place, path: body.file.path },
    text: table,
    through: [],
    recorded: false,
    checked: isChecked(step, body),
    caught: false,
  };
}

/** A look-up before the step that a finished earlier run would fail. */
function isChecked(step: StepRecord, body: Body): boolean {
  return before(step, body.record).some(earlier => earlier.check === true);
}

/** Functions that report failures and measure: their messages are no effect that a user counts. */
function isExempt(body: Body): boolean {
  const words = wordsOf(body.record.name);
  return (
    words.some(word => EXEMPT.has(word)) ||
    /(^|\/)(sentry|telemetry|analytics|metrics|logging|logger|monitoring|tracing|posthog|observability)(\/|\.|-)/u.test(
      body.file.path,
    )
  );
}

const EXEMPT = new Set([
  "log",
  "logger",
  "telemetry",
  "metric",
  "metrics",
  "capture",
  "trace",
  "analytics",
  "track",
  "healthcheck",
  "heartbeat",
  "debug",
  "posthog",
  "error",
  "errors",
  "exception",
  "crash",
]);
