/** Functions given to a queue's worker or a retry, straight or through functions of the project. */
import * as l10n from "@vscode/l10n";
import { DELIVERIES } from "../../../libraries/delivery.ts";
import type { FunctionRecord } from "../../../project/summary.ts";
import { type Bodies, type Body, placeIn } from "../bodies.ts";
import { failuresOf, predicateFailures } from "./failures.ts";
import { applies, platform } from "./platform.ts";
import type { Delivery, StepRecord } from "../task.ts";

const MAX_WRAPPING = 4;

/**
 * Functions of the project that give a function parameter on to a retry or a queue: `withRetry = fn => pRetry(fn, …)`,
 * `withQueue = handler => request => verify(signed => handler(signed))(request)`, which makes no call of its own.
 */
export function wrappersOf(bodies: Bodies): ReadonlyMap<FunctionRecord, Delivery> {
  return bodies.project.memo("task-wrappers", () => {
    const wrappers = new Map<FunctionRecord, Delivery>();
    for (let round = 0, before = -1; round < MAX_WRAPPING && wrappers.size > before; round++) {
      before = wrappers.size;
      for (const { step, body, owners } of forwardersOf(bodies)) {
        const delivery = wrapped(step, body, bodies) ?? forwarded(step, body, bodies, wrappers);
        for (const owner of delivery ? owners : []) if (!wrappers.has(owner)) wrappers.set(owner, delivery!);
      }
    }
    return wrappers;
  });
}

interface Forwarder {
  body: Body;
  step: StepRecord;
  /** Functions whose parameter the step gives on. */
  owners: FunctionRecord[];
}

function forwardersOf(bodies: Bodies): readonly Forwarder[] {
  return bodies.project.gather("task-forwarders", "Task", file =>
    [...bodies.in(file)].flatMap(body =>
      body.record.steps.flatMap(step => {
        const ids = [...(step.forwards ?? []), ...calledParameters(step, body, bodies)];
        const owners = ids.length === 0 ? [] : file.functions.filter(fn => ids.includes(fn.id));
        return owners.length === 0 ? [] : [{ body, step, owners }];
      }),
    ),
  );
}

/** Ids of the functions whose parameter is called by a literal given to the step. */
function calledParameters(step: StepRecord, body: Body, bodies: Bodies): string[] {
  return step.passes.flatMap(pass => {
    const literal = pass.id !== undefined && pass.property === undefined ? bodies.of(body.file, pass.id) : undefined;
    return (literal?.record.steps ?? []).flatMap(({ path }) =>
      path?.root === "parameter" && path.steps.length === 1 && path.owner !== undefined && path.owner !== pass.id
        ? [path.owner]
        : [],
    );
  });
}

export function forwarded(
  step: StepRecord,
  body: Body,
  bodies: Bodies,
  wrappers: ReadonlyMap<FunctionRecord, Delivery>,
): Delivery | undefined {
  const wrapper = bodies.project.functionOf(step.path, body.file);
  const delivery = wrapper && wrappers.get(wrapper.value);
  if (!delivery) return undefined;
  if (!step.predicate) return delivery;
  return { ...delivery, failures: predicateFailures(step.predicate, body, bodies) };
}

/** A function given to a queue's worker, a verified route or a retry wrapper. */
export function wrapped(step: StepRecord, body: Body, bodies: Bodies): Delivery | undefined {
  const library = bodies.project.libraryNameOf(step.path, body.file);
  const row =
    library === undefined ? undefined : DELIVERIES.find(one => one.by === "wraps" && one.library.test(library));
  if (row) {
    const delivery = platform(row, body, step.place);
    if (!applies(row, delivery, name => step.options?.[name])) return undefined;
    return step.predicate ? { ...delivery, failures: predicateFailures(step.predicate, body, bodies) } : delivery;
  }
  const wrapper = bodies.at(step.path, body.file);
  if (wrapper?.record.retries === undefined) return undefined;
  const region = wrapper.record.regions.find(one => one.kind === "loop")!;
  const own = step.predicate && predicateFailures(step.predicate, body, bodies);
  return {
    platform: wrapper.record.name,
    onCrash: false,
    onFailure: true,
    redelivers: false,
    scheduled: false,
    inPlace: true,
    proved: true,
    failures: own ?? failuresOf(region.predicate, region.judges, wrapper.file, bodies),
    reasons: [
      {
        at: placeIn(wrapper.file, region.place),
        message: l10n.t("`{0}` calls the function again after a failure.", wrapper.record.name),
      },
    ],
  };
}
