/** Handlers of deliveries whose signature the code checks: webhooks and push queues. */
import type { Place } from "../../../finding.ts";
import { DELIVERIES, type DeliveryRow, SIGNED_WEBHOOK } from "../../../libraries/delivery.ts";
import type { Bodies, Body } from "../bodies.ts";
import { wordsOf } from "../body/claims.ts";
import { platform } from "./platform.ts";
import type { Delivery, StepRecord } from "../task.ts";

const VERIFYING = new Set([
  "verify",
  "check",
  "require",
  "assert",
  "ensure",
  "validate",
  "with",
  "authenticate",
  "guard",
]);

const MAY_VERIFY =
  /verify|constructEvent|construct_event|timingSafeEqual|compare_digest|authenticate\.webhook|webhooks\.(validate|process|unmarshal)|validateEvent|validateWebhookSignature/u;

/** Handlers of signed deliveries: they check the signature themselves or call a function that does. */
export function verified(bodies: Bodies): [Body, Delivery][] {
  const found: [Body, Delivery][] = [];
  const verifiers = new Map<Body, { row: DeliveryRow; place: Place }>();
  for (const body of bodies.all())
    for (const step of body.record.steps) {
      const row = verifyingRow(step, body, bodies);
      const handler = enclosing(body, bodies);
      if (row) verifiers.set(handler, { row, place: handler === body ? step.place : handler.record.place });
    }
  for (const [body, { row, place }] of verifiers)
    if (!isVerifierOnly(body)) found.push([body, platform(row, body, place)]);
  const names = new Set([...verifiers.keys()].map(body => nameOf(body)));
  for (const body of bodies.all())
    for (const step of body.record.steps) {
      if (!names.has(step.text.slice(step.text.lastIndexOf(".") + 1))) continue;
      const called = bodies.at(step.path, body.file);
      const row = called && isVerifierOnly(called) ? verifiers.get(called)?.row : undefined;
      if (!row) continue;
      const given = bodies.given(step, body);
      for (const target of given.length > 0 ? given : [body]) found.push([target, platform(row, body, step.place)]);
    }
  return found;
}

function verifyingRow(step: StepRecord, body: Body, bodies: Bodies): DeliveryRow | undefined {
  if (!MAY_VERIFY.test(step.text)) return undefined;
  const library = bodies.project.libraryNameOf(step.path, body.file);
  const known =
    library === undefined ? undefined : DELIVERIES.find(one => one.by === "verifies" && one.library.test(library));
  if (/(^|\.)authenticate\.webhook$/u.test(step.text)) return SIGNED_WEBHOOK;
  if (!known && /(timingSafeEqual|compare_digest)$/u.test(step.text) && /webhook/iu.test(body.file.path))
    return SIGNED_WEBHOOK;
  return (
    known ??
    (/\bwebhooks\.constructEvent(Async)?$/u.test(step.text)
      ? DELIVERIES.find(one => one.platform === "Stripe webhook")
      : undefined)
  );
}

/** The named function around a lambda: `withQStash = handler => async req => { verify(); … }`. */
function enclosing(body: Body, bodies: Bodies): Body {
  const outer = body.record.functionId.includes(".@")
    ? bodies.of(body.file, body.record.functionId.slice(0, body.record.functionId.indexOf(".@")))
    : undefined;
  return outer ?? body;
}

function nameOf(body: Body): string {
  return body.record.functionId.replace(/@\d+$/u, "").split(".").at(-1) ?? "";
}

/** A function whose work is the check itself: its callers are the handlers. */
function isVerifierOnly(body: Body): boolean {
  return wordsOf(nameOf(body)).some(word => VERIFYING.has(word));
}
