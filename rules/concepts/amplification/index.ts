import type { ConceptKind } from "../concept.ts";
import type { Amplification, AmplificationRecord } from "./amplification.ts";
import { completeAmplification } from "./complete.ts";
import { recogniseLayers } from "./recognise.ts";

export type { Amplification, RetryChain } from "./amplification.ts";

const TRIGGERS = ["retry", "Retry", "retries", "attempt", "Attempt", "tries", "backoff", "Worker", "Queue", "OpenAI"];

/** Retries around retries. */
export const amplification: ConceptKind<AmplificationRecord, Amplification> = {
  name: "Amplification",
  triggers: () => TRIGGERS,
  recognise: model => (TRIGGERS.some(word => model.text.includes(word)) ? recogniseLayers(model) : []),
  complete: completeAmplification,
};
