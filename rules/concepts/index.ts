/** Every concept, by the name that rules listen to. A new concept adds one line to each list. */
import type { ConceptKind } from "./concept.ts";

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the concepts below
export interface ConceptNodes {}

export const concepts: readonly ConceptKind<never, never>[] = [];
