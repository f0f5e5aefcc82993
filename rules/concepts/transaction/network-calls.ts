/** The calls to other systems that a body waits for, itself or through the functions that it calls. */
import type { FilePlace } from "../../finding.ts";
import { CELERY_TASK } from "../../libraries/delivery.ts";
import { ITERATORS } from "../../libraries/collections.ts";
import { ACTOR, ENQUEUES_TASK, networkKind, type NetworkKind, POSTPONES } from "../../libraries/network-calls.ts";
import { LATER } from "../../libraries/transactions.ts";
import type { MemoTable } from "../../project/memo.ts";
import type { CallRecord } from "../../project/summary.ts";
import { type Bodies, type Body, placeIn } from "../task/bodies.ts";
import { isSwitchedOff } from "../task/effect/switched-off.ts";
import type { StepRecord } from "../task/task.ts";

const MAX_DEPTH = 4;
const MAX_CALLS = 8;
/** The project's own wrappers around a call: what they are given runs now. */
const RUNS_NOW =
  /(^|\.)(all|allSettled|race|retry\w{0,20}|with\w{1,30}|run\w{0,20}|pRetry|p_retry|to_thread|async_to_sync)$/iu;

export interface NetworkCall {
  kind: NetworkKind;
  /** From the body that was asked down to the one that makes the call, each with its step on the way. */
  frames: readonly Frame[];
}

export interface Frame {
  body: Body;
  step: StepRecord;
}

export class NetworkCalls {
  readonly #bodies: Bodies;
  readonly #known: MemoTable<Body, NetworkCall[]>;

  static of(bodies: Bodies): NetworkCalls {
    return bodies.project.memo("network-calls", () => new NetworkCalls(bodies));
  }

  private constructor(bodies: Bodies) {
    this.#bodies = bodies;
    this.#known = bodies.project.memoTable(body => this.#find(body), { inCycle: () => [] });
  }

  /** In order of evaluation; those of error handlers are left out. */
  in(body: Body): readonly NetworkCall[] {
    return this.#known.get(body);
  }

  #find(body: Body): NetworkCall[] {
    const found: NetworkCall[] = [];
    for (const step of body.record.steps) {
      if (found.length >= MAX_CALLS) break;
      if (step.handler || LATER.test(step.text) || isLeft(step, body)) continue;
      const kind = this.#direct(step, body);
      if (kind) found.push({ kind, frames: [{ body, step }] });
      else found.push(...this.#below(step, body));
    }
    return found.slice(0, MAX_CALLS);
  }

  #direct(step: StepRecord, body: Body): NetworkKind | undefined {
    const { project } = this.#bodies;
    const library = step.path && project.libraryNameOf(step.path, body.file);
    const call = callOf(step, body);
    const isAwaited = call?.awaited === true || call?.use === "returned";
    const kind = library && networkKind(library, body.file.language, isAwaited);
    if (kind) return kind;
    if (library === undefined && isGlobalFetch(step, body)) return "request";
    return this.#isTaskOnQueue(step, body) ? "enqueue" : undefined;
  }

  #isTaskOnQueue(step: StepRecord, body: Body): boolean {
    const last = step.path?.steps.at(-1)?.slice(1);
    if (last === undefined || !ENQUEUES_TASK.test(last)) return false;
    // A worker that waits a while comes after the commit.
    if (callOf(step, body)?.arguments.some(({ name }) => name !== undefined && POSTPONES.test(name))) return false;
    const { project } = this.#bodies;
    const task = project.functionOf({ ...step.path!, steps: step.path!.steps.slice(0, -1) }, body.file);
    return (task?.value.decorators ?? []).some(({ path }) => {
      const library = project.libraryNameOf(path, task!.file) ?? "";
      return CELERY_TASK.test(library) || ACTOR.test(library);
    });
  }

  #below(step: StepRecord, body: Body): NetworkCall[] {
    return this.#run(step, body)
      .filter(target => target !== body)
      .flatMap(target =>
        this.in(target)
          .filter(call => call.frames.length < MAX_DEPTH && !call.frames.some(frame => frame.body === body))
          .filter(call => !isSwitchedOff(call.frames[0]!.step, target, step, body))
          .map(({ kind, frames }) => ({ kind, frames: [{ body, step }, ...frames] })),
      );
  }

  /** The functions that a step runs before it gives its answer. */
  #run(step: StepRecord, body: Body): Body[] {
    const called = this.#bodies.at(step.path, body.file);
    const last = step.text.slice(step.text.lastIndexOf(".") + 1);
    const given = called || ITERATORS.has(last) || RUNS_NOW.test(step.text) ? this.#bodies.given(step, body) : [];
    return [...(called ? [called] : []), ...given].filter(target => target.record.functionId !== "");
  }
}

export function endOf(call: NetworkCall): { at: FilePlace; text: string } {
  const { body, step } = call.frames.at(-1)!;
  return { at: placeIn(body.file, step.place), text: step.text };
}

/** Started and not waited for: `void notify()`, `send().catch(report)`. */
function isLeft(step: StepRecord, body: Body): boolean {
  if (body.file.language === "python") return false;
  const call = callOf(step, body);
  if (!call || call.awaited) return false;
  if (call.use === "dropped") return true;
  const around = body.fn?.calls.find(one => one.place.start === step.place.start && one.place.end > step.place.end);
  return (
    around !== undefined && !around.awaited && around.use === "dropped" && /\.(catch|then|finally)$/u.test(around.text)
  );
}

function callOf({ place }: StepRecord, body: Body): CallRecord | undefined {
  return body.fn?.calls.find(one => one.place.start === place.start && one.place.end === place.end);
}

/** `fetch` that nothing defines, of an address outside. */
function isGlobalFetch(step: StepRecord, body: Body): boolean {
  return (
    step.text === "fetch" &&
    body.file.language !== "python" &&
    step.path === undefined &&
    !/^["'`]\/(?!\/)/u.test(step.request?.address ?? "")
  );
}
