import type { ConceptKind } from "../concept.ts";
import { completeEnqueue } from "./complete.ts";
import type { Enqueue, EnqueueRecord } from "./enqueue.ts";
import { ENQUEUE_METHODS, recogniseEnqueues } from "./recognise.ts";

export type { Enqueue, RepeatedEnqueue, UnsharedEnqueue } from "./enqueue.ts";

export const enqueueConcept: ConceptKind<EnqueueRecord, Enqueue> = {
  name: "Enqueue",
  triggers: () => [...ENQUEUE_METHODS.keys()],
  recognise: recogniseEnqueues,
  complete: completeEnqueue,
};
