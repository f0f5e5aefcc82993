/** How each body is reached from bodies that run more than once. */
import type { Bodies, Body } from "../bodies.ts";
import { deliveriesOf } from "./deliveries.ts";
import { Effects } from "../effect/effects.ts";
import { claimBefore } from "../effect/protection.ts";
import { contains } from "../body/steps.ts";
import type { Delivery, StepRecord } from "../task.ts";

const MAX_DEPTH = 5;
const MAX_RUNS = 6;

export interface Run {
  delivery: Delivery;
  /** From the repeated body down: the steps through which this body is reached. Empty for the repeated body itself. */
  chain: { body: Body; step: StepRecord }[];
  /** A failure below does not reach the repeated body. */
  silent: boolean;
  checked: boolean;
}

export function runsOf(bodies: Bodies): Map<Body, Run[]> {
  return bodies.project.derived("task-runs", () => {
    const effects = Effects.of(bodies);
    const runs = new Map<Body, Run[]>();
    for (const [body, ways] of deliveriesOf(bodies))
      for (const delivery of ways)
        descend(body, { delivery, chain: [], silent: false, checked: false }, runs, bodies, effects);
    return runs;
  });
}

function descend(body: Body, run: Run, runs: Map<Body, Run[]>, bodies: Bodies, effects: Effects): void {
  const known = runs.get(body) ?? [];
  if (known.length >= MAX_RUNS || run.chain.some(link => link.body === body)) return;
  runs.set(body, [...known, run]);
  if (run.chain.length >= MAX_DEPTH) return;
  for (const step of body.record.steps) {
    if (step.handler || step.keyed) continue;
    if (run.chain.length === 0 && run.delivery.region && !contains(run.delivery.region, step.place)) continue;
    const targets = bodies.targets(step, body);
    if (targets.length === 0 || claimBefore(step, body, bodies)) continue;
    for (const target of targets) {
      if (effects.in(target).length === 0) continue;
      const next = { ...run, chain: [...run.chain, { body, step }], silent: run.silent || isCaught(step, run) };
      descend(target, next, runs, bodies, effects);
    }
  }
}

/** A failure of the step stays in its body, or in the part of it that is run again. */
export function isCaught(step: StepRecord, run: Run, atRoot = run.chain.length === 0): boolean {
  if (step.caughtFrom === undefined) return false;
  return !atRoot || run.delivery.region === undefined || step.caughtFrom > run.delivery.region.start;
}
