import { GUARD_METHODS } from "../../libraries/locks.ts";
import type { ConceptKind } from "../concept.ts";
import { completeGuard } from "./complete.ts";
import type { Guard, GuardRecord } from "./guard.ts";
import { NAME_TRIGGERS } from "./names.ts";
import { recogniseGuards } from "./recognise.ts";

export type { Guard } from "./guard.ts";
export { type FloatingWork, floatingWork } from "./floating-work.ts";

export const guard: ConceptKind<GuardRecord, Guard> = {
  name: "Guard",
  triggers: () => [...GUARD_METHODS, ...NAME_TRIGGERS],
  recognise: recogniseGuards,
  complete: completeGuard,
};
