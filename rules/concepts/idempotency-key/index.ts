import { ATTEMPT_COUNTS, CHANGING_VALUES, KEY_WORDS } from "../../libraries/idempotency-keys.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { completeKey } from "./complete.ts";
import type { IdempotencyKey } from "./idempotency-key.ts";
import { recogniseKeys, recogniseMakers } from "./recognise.ts";
import type { IdempotencyKeyRecord, KeyMakerRecord } from "./record.ts";

export { carriedKey } from "./carried.ts";
export type { CarriedKey, IdempotencyKey } from "./idempotency-key.ts";

export const idempotencyKey: ConceptKind<IdempotencyKeyRecord, IdempotencyKey> = {
  name: "IdempotencyKey",
  triggers: () => [...KEY_WORDS],
  recognise: recogniseKeys,
  complete: completeKey,
};

/** Functions that make keys; answers about keys, no rule listens. */
export const keyMaker: ConceptKind<KeyMakerRecord, ConceptNode & { type: "KeyMaker" }> = {
  name: "KeyMaker",
  triggers: () => [...CHANGING_VALUES.flatMap(row => row.words), ...ATTEMPT_COUNTS.map(row => row.word)],
  recognise: recogniseMakers,
  complete: ({ start, end }) => ({ type: "KeyMaker", start, end }),
};
