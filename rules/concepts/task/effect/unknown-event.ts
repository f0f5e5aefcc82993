/**
 * Webhook handlers that make effects and never ask whether they have seen the event: senders deliver at least once.
 * DOMAIN.md §2.2.
 */
import type { Bodies, Body } from "../bodies.ts";
import { deliveriesTo } from "../delivery/deliveries.ts";
import type { UnknownEvent } from "../task.ts";
import { type Effect, Effects } from "./effects.ts";
import { consequenceOf } from "./phrase.ts";

const MAX_SHOWN = 3;
const MAX_DEPTH = 3;

export function unknownEventOf(body: Body, bodies: Bodies): UnknownEvent | undefined {
  if (!deliveriesTo(body, bodies).some(one => one.webhook === true)) return undefined;
  const known = bodies.project.memo("task-unknown-events", () =>
    bodies.project.memoTable((one: Body) => find(one, bodies)),
  );
  return known.get(body);
}

function find(body: Body, bodies: Bodies): UnknownEvent | undefined {
  const delivery = deliveriesTo(body, bodies).find(one => one.webhook === true);
  if (!delivery) return undefined;
  const made = Effects.of(bodies)
    .in(body)
    .filter(effect => !effect.checked && !effect.step.handler);
  const first = made.toSorted((a, b) => weight(b) - weight(a))[0];
  if (!first || asksForEvent(body, bodies, 0)) return undefined;
  const reason = delivery.reasons[0]!;
  return {
    at: reason.at.path === body.file.path ? reason.at : body.record.place,
    platform: delivery.platform,
    consequence: consequenceOf(first),
    proved: delivery.proved && first.proved,
    effects: [first, ...made.filter(effect => effect !== first)]
      .slice(0, MAX_SHOWN)
      .map(effect => ({ at: effect.at, text: effect.text, consequence: consequenceOf(effect) })),
  };
}

function weight(effect: Effect): number {
  return (effect.proved ? 4 : 0) + (effect.kind === "charge" || effect.kind === "counter" ? 2 : 0);
}

/** The body, or a function that it calls, uses the event's id for more than a log line. */
function asksForEvent(body: Body, bodies: Bodies, depth: number): boolean {
  if (body.record.eventId === true) return true;
  return (
    depth < MAX_DEPTH &&
    body.record.steps.some(step =>
      bodies.targets(step, body).some(target => target !== body && asksForEvent(target, bodies, depth + 1)),
    )
  );
}
