/** How each body is reached from bodies that run more than once. */
import type { Bodies, Body } from "../bodies.ts";
import { deliveriesOf, deliveriesTo } from "./deliveries.ts";
import { ListsByFile } from "./by-file.ts";
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

/** The ways in which one body is run by what runs more than once. */
export function runsOf(body: Body, bodies: Bodies): readonly Run[] {
  const { project } = bodies;
  const known = project.memo("task-runs-of", () => new ListsByFile(project, "task-runs", () => allRuns(bodies)));
  return known.of(body);
}

function allRuns(bodies: Bodies): ReadonlyMap<Body, readonly Run[]> {
  return bodies.project.memo("task-runs", () => {
    const from = bodies.project.memo("task-runs-from", () =>
      bodies.project.memoTable((root: Body) => runsFrom(root, bodies)),
    );
    const runs = new Map<Body, Run[]>();
    for (const root of deliveriesOf(bodies).keys())
      for (const [body, run] of from.get(root)) {
        const known = runs.get(body);
        if (!known) runs.set(body, [run]);
        else if (known.length < MAX_RUNS) known.push(run);
      }
    return runs;
  });
}

/** All that one repeated body runs, itself first. */
function runsFrom(root: Body, bodies: Bodies): [Body, Run][] {
  const found: [Body, Run][] = [];
  for (const delivery of deliveriesTo(root, bodies))
    descend(root, { delivery, chain: [], silent: false, checked: false }, new Map(), found, bodies);
  return found;
}

/** `counts`: how often each body was reached in this descent. */
function descend(body: Body, run: Run, counts: Map<Body, number>, found: [Body, Run][], bodies: Bodies): void {
  const count = counts.get(body) ?? 0;
  if (count >= MAX_RUNS || run.chain.some(link => link.body === body)) return;
  counts.set(body, count + 1);
  found.push([body, run]);
  if (run.chain.length >= MAX_DEPTH) return;
  const effects = Effects.of(bodies);
  for (const step of body.record.steps) {
    if (step.handler || step.keyed) continue;
    if (run.chain.length === 0 && run.delivery.region && !contains(run.delivery.region, step.place)) continue;
    const targets = bodies.targets(step, body);
    if (targets.length === 0 || claimBefore(step, body, bodies)) continue;
    for (const target of targets) {
      if (effects.in(target).length === 0) continue;
      const next = { ...run, chain: [...run.chain, { body, step }], silent: run.silent || isCaught(step, run) };
      descend(target, next, counts, found, bodies);
    }
  }
}

/** A failure of the step stays in its body, or in the part of it that is run again. */
export function isCaught(step: StepRecord, run: Run, atRoot = run.chain.length === 0): boolean {
  if (step.caughtFrom === undefined) return false;
  return !atRoot || run.delivery.region === undefined || step.caughtFrom > run.delivery.region.start;
}
