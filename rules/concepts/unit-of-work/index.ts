import type { ConceptKind } from "../concept.ts";
import { completeUnit } from "./complete.ts";
import { recogniseUnits } from "./recognise.ts";
import type { UnitOfWork, UnitRecord } from "./unit-of-work.ts";

export type { SplitFault, UnitOfWork } from "./unit-of-work.ts";

export const unitOfWork: ConceptKind<UnitRecord, UnitOfWork> = {
  name: "UnitOfWork",
  triggers: () => [".commit("],
  recognise: recogniseUnits,
  complete: completeUnit,
  isEmpty: ({ fault }) => fault === undefined,
};
