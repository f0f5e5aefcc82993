/**
 * What keeps a second run from making an effect again, and where that stands. Invariant: a look-up of what was done is none:
 * two runs that overlap, and a run after a crash, both pass it.
 */
import { phrase, worded } from "../../../libraries/phrase.ts";
import { MEMOISED_STEP } from "../../../libraries/delivery.ts";
import { type Bodies, type Body, placeIn } from "../bodies.ts";
import { before } from "../order.ts";
import type { Protection, StepRecord } from "../task.ts";

export function protectionOf(step: StepRecord, body: Body, bodies: Bodies): Protection | undefined {
  const at = placeIn(body.file, step.place);
  if (isAnnotated(body, step)) return protection("annotation", phrase("said to be idempotent"), at);
  if (step.keyed) return protection("key", phrase("idempotency key"), at);
  return claimBefore(step, body, bodies);
}

/** A proof that the step is reached once only: its platform remembers it, or a claim stands before it. */
export function claimBefore(step: StepRecord, body: Body, bodies: Bodies): Protection | undefined {
  const at = placeIn(body.file, step.place);
  if (step.passes.length > 0 && MEMOISED_STEP.test(step.text)) return protection("step", phrase("memoised step"), at);
  if (step.claim !== undefined) return protection("claim", step.claim, at);
  for (const earlier of before(step, body.record)) {
    const what = earlier.claim ?? (earlier.tested ? claimedIn(earlier, body, bodies) : undefined);
    if (what !== undefined) return protection("claim", what, placeIn(body.file, earlier.place));
  }
  return undefined;
}

function protection(by: Protection["by"], what: string, at: Protection["at"]): Protection {
  return { by, what, words: worded(what), at };
}

/** The called function makes the claim, and the caller acts on its answer. */
function claimedIn(step: StepRecord, body: Body, bodies: Bodies): string | undefined {
  for (const target of bodies.targets(step, body)) {
    const claim = target.record.steps.find(inner => inner.claim !== undefined && inner.claim !== "get or create");
    if (claim) return claim.claim;
  }
  return undefined;
}

/** The project says itself that repetition is harmless: `faultline: idempotent -- why`. */
function isAnnotated(body: Body, step: StepRecord): boolean {
  return body.file.directives.some(
    directive =>
      directive.kind === "annotation" &&
      directive.names.includes("idempotent") &&
      (directive.targetLine === step.place.line || directive.targetLine === body.record.place.line),
  );
}
