import type { ConceptKind, ConceptNode } from "../concept.ts";
import type { FailureRecord, SelectionRecord, UnawaitedRecord } from "./record.ts";
import { recogniseFailures, recogniseUnawaited } from "./recognise.ts";
import { recogniseSelections } from "./selection.ts";

/** Where failures begin and who catches them; other concepts ask it. */
export interface Failures extends ConceptNode {
  type: "Failures" | "Selection" | "Unawaited";
}

const node =
  <Type extends Failures["type"]>(type: Type) =>
  (record: { start: number; end: number }) => ({ type, start: record.start, end: record.end });

export const failures: ConceptKind<FailureRecord, Failures & { type: "Failures" }> = {
  name: "Failures",
  // What any function answers may decide whether a retry around it sees a failure.
  triggers: () => [],
  recognise: recogniseFailures,
  complete: node("Failures"),
};

export const selections: ConceptKind<SelectionRecord, Failures & { type: "Selection" }> = {
  name: "Selection",
  triggers: () => ["etry", "backoff", "stamina", "actor"],
  recognise: recogniseSelections,
  complete: node("Selection"),
};

export const unawaited: ConceptKind<UnawaitedRecord, Failures & { type: "Unawaited" }> = {
  name: "Unawaited",
  triggers: () => ["async"],
  recognise: recogniseUnawaited,
  complete: node("Unawaited"),
};
