/** Handlers of deliveries whose signature the code checks: webhooks and push queues. */
import type { Place } from "../../../finding.ts";
import { DELIVERIES, type DeliveryRow, SIGNED_WEBHOOK } from "../../../libraries/delivery.ts";
import type { FileSummary } from "../../../project/summary.ts";
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
export function verified(bodies: Bodies): readonly [Body, Delivery][] {
  const own = [...verifiersOf(bodies).values()].filter(one => !isVerifierOnly(one.handler));
  return [
    ...own.map(({ handler, row, place }): [Body, Delivery] => [handler, platform(row, handler, place)]),
    ...bodies.project.gather("task-verified-calls", "Task", file => callsOfVerifiers(file, bodies)),
  ];
}

function callsOfVerifiers(file: FileSummary, bodies: Bodies): [Body, Delivery][] {
  const names = verifierNames(bodies);
  const found: [Body, Delivery][] = [];
  for (const body of names.size === 0 ? [] : bodies.in(file))
    for (const step of body.record.steps) {
      if (!names.has(step.text.slice(step.text.lastIndexOf(".") + 1))) continue;
      const called = bodies.at(step.path, file);
      const row = called && isVerifierOnly(called) ? verifiersOf(bodies).get(called)?.row : undefined;
      if (!row) continue;
      const given = bodies.given(step, body);
      for (const target of given.length > 0 ? given : [body]) found.push([target, platform(row, body, step.place)]);
    }
  return found;
}

function verifierNames(bodies: Bodies): ReadonlySet<string> {
  return bodies.project.memo("task-verifier-names", () => new Set([...verifiersOf(bodies).keys()].map(nameOf)), {
    equal: (before, after) => before.size === after.size && [...before].every(one => after.has(one)),
  });
}

function verifiersOf(bodies: Bodies): ReadonlyMap<Body, Verifier> {
  return bodies.project.memo(
    "task-verifiers",
    () => new Map(verifyingSteps(bodies).map(one => [one.handler, one] as const)),
  );
}

interface Verifier {
  handler: Body;
  row: DeliveryRow;
  place: Place;
}

function verifyingSteps(bodies: Bodies): readonly Verifier[] {
  return bodies.project.gather("task-verifying-steps", "Task", file =>
    [...bodies.in(file)].flatMap(body =>
      body.record.steps.flatMap(step => {
        const row = verifyingRow(step, body, bodies);
        if (!row) return [];
        const handler = enclosing(body, bodies);
        return [{ handler, row, place: handler === body ? step.place : handler.record.place }];
      }),
    ),
  );
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
