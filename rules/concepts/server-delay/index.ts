import type { ConceptKind, ConceptNode } from "../concept.ts";
import { completeDelay } from "./complete.ts";
import type { FlowRecord } from "./flow.ts";
import { recogniseFlows, recogniseWaits } from "./recognise.ts";
import type { ServerDelay } from "./server-delay.ts";

export type { ServerDelay, ServerValue } from "./server-delay.ts";

/** Words of which every file holds one that waits for a server's delay or hands it on. */
const TRIGGERS = [
  "etry-",
  "etryAfter",
  "etry_after",
  "etry after",
  "check_after",
  "atelimit",
  "ateLimit",
  "elay",
  "ackoff",
  "clamp",
];

export const serverDelay: ConceptKind<FlowRecord, ServerDelay> = {
  name: "ServerDelay",
  triggers: () => [...TRIGGERS, "sleep", "setTimeout", "wait", "countdown"],
  recognise: recogniseWaits,
  complete: completeDelay,
};

/** What hands a delay on; only {@link serverDelay} reads it. */
export interface DelayFlow extends ConceptNode {
  type: "DelayFlow";
}

export const delayFlows: ConceptKind<FlowRecord, DelayFlow> = {
  name: "DelayFlow",
  triggers: () => [...TRIGGERS, "elay", "leep", "ait", "ackoff", "eader", "etry", "imeout"],
  recognise: recogniseFlows,
  complete: record => ({ type: "DelayFlow", start: record.start, end: record.end }),
};
