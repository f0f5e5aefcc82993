import { TRANSACTION_WORDS } from "../../libraries/transactions.ts";
import type { ConceptKind } from "../concept.ts";
import { completeTransaction } from "./complete.ts";
import { recogniseTransactions } from "./recognise.ts";
import type { Transaction, TransactionRecord } from "./transaction.ts";

export type { NetworkFault, Transaction } from "./transaction.ts";

export const transaction: ConceptKind<TransactionRecord, Transaction> = {
  name: "Transaction",
  triggers: () => [...TRANSACTION_WORDS],
  recognise: recogniseTransactions,
  complete: completeTransaction,
  isEmpty: ({ fault }) => fault === undefined,
};
