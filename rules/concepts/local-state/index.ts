import type { ConceptKind } from "../concept.ts";
import { completeLocalState } from "./complete.ts";
import type { LocalState, LocalStateRecord } from "./local-state.ts";
import { localStatesIn } from "./recognise.ts";

export type { LocalState } from "./local-state.ts";

export const localState: ConceptKind<LocalStateRecord, LocalState> = {
  name: "LocalState",
  triggers: () => ["Map(", "Map<", "= {", "={", "dict(", "Dict(", "oken"],
  recognise: localStatesIn,
  complete: completeLocalState,
  isEmpty: ({ runs }) => runs === "unknown",
};
