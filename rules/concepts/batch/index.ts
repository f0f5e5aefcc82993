import type { ConceptKind } from "../concept.ts";
import type { Batch, BatchRecord } from "./batch.ts";
import { completeBatch } from "./complete.ts";
import { recogniseBatches } from "./recognise.ts";

export type { Batch, BatchFault } from "./batch.ts";

export const batch: ConceptKind<BatchRecord, Batch> = {
  name: "Batch",
  triggers: () => ["for ", "for("],
  recognise: recogniseBatches,
  complete: completeBatch,
};
