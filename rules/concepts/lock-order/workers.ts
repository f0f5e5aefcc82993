/** Whether several workers take up the work that leads to a body. */
import { CELERY_TASK } from "../../libraries/delivery.ts";
import { ACTOR } from "../../libraries/network-calls.ts";
import type { FilePlace } from "../../finding.ts";
import { type Bodies, type Body, placeIn } from "../task/bodies.ts";
import { deliveriesTo } from "../task/delivery/deliveries.ts";

const MAX_CLIMB = 4;

export interface Worker {
  platform: string;
  at: FilePlace;
}

export function workerOf(body: Body, bodies: Bodies): Worker | undefined {
  return climb(body, bodies, 0, new Set());
}

function climb(body: Body, bodies: Bodies, depth: number, seen: Set<Body>): Worker | undefined {
  const own = ofTask(body, bodies) ?? ofDelivery(body, bodies);
  if (own || depth >= MAX_CLIMB || seen.has(body)) return own;
  seen.add(body);
  for (const caller of bodies.callers(body)) {
    const worker = climb(caller.body, bodies, depth + 1, seen);
    if (worker) return worker;
  }
  return undefined;
}

function ofTask({ fn, file, record }: Body, bodies: Bodies): Worker | undefined {
  for (const { path } of fn?.decorators ?? []) {
    const library = bodies.project.libraryNameOf(path, file) ?? "";
    const platform = CELERY_TASK.test(library) ? "Celery" : ACTOR.test(library) ? "Dramatiq" : undefined;
    if (platform !== undefined) return { platform, at: placeIn(file, record.place) };
  }
  return undefined;
}

/** A queue or a sender; what a clock starts is one run. */
function ofDelivery(body: Body, bodies: Bodies): Worker | undefined {
  const delivery = deliveriesTo(body, bodies).find(one => !one.inPlace && !one.scheduled && one.proved);
  return delivery && { platform: delivery.platform, at: placeIn(body.file, body.record.place) };
}
