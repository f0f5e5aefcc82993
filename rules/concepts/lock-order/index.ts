import { TRANSACTION_WORDS } from "../../libraries/transactions.ts";
import type { ConceptKind } from "../concept.ts";
import { completeLockOrder } from "./complete.ts";
import type { LockLoopRecord, LockOrder } from "./lock-order.ts";
import { recogniseLockLoops } from "./recognise.ts";

export type { LockOrder, LockOrderFault } from "./lock-order.ts";

export const lockOrder: ConceptKind<LockLoopRecord, LockOrder> = {
  name: "LockOrder",
  triggers: () => [...TRANSACTION_WORDS],
  recognise: recogniseLockLoops,
  complete: completeLockOrder,
  isEmpty: ({ fault }) => fault === undefined,
};
