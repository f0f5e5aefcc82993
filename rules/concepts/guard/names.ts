/** Names by which a project calls its own guards: `acquireLock`, `claimJob`, `isDuplicateEvent`, `markProcessed`. */
import { RECORD_TABLE_WORDS } from "../../libraries/locks.ts";
import { wordsOf } from "../task/body/claims.ts";

const REMEMBERED = new Set(["idempotency", "idempotent", "dedup", "dedupe", "deduplicate", "deduplication"]);
const CLAIMED = new Set([
  "job",
  "jobs",
  "task",
  "tasks",
  "event",
  "events",
  "message",
  "messages",
  "batch",
  "row",
  "rows",
  "item",
  "items",
  "work",
  "run",
  "next",
  "pending",
  "webhook",
  "delivery",
  "outbox",
  "key",
]);
const TAKING = new Set(["acquire", "try", "take", "get", "obtain", "with", "hold", "distributed", "advisory", "redis"]);
const MARKING = new Set([
  "mark",
  "record",
  "set",
  "store",
  "insert",
  "remember",
  "is",
  "was",
  "has",
  "already",
  "check",
]);
/** What ends a guard, or only looks after it. */
const ENDING = new Set([
  "release",
  "unlock",
  "clear",
  "extend",
  "delete",
  "remove",
  "clean",
  "cleanup",
  "prune",
  "purge",
  "expire",
  "reset",
  "fail",
  "failed",
  "generate",
  "build",
  "make",
  "create",
  "hash",
  "error",
  "log",
]);

/** Plain-text traces of these names, for the file filter. */
export const NAME_TRIGGERS = ["ock", "laim", "dempoten", "edup", "uplicate", "rocessed", "cquire", "ease"];

const TRACE = new RegExp(NAME_TRIGGERS.join("|"), "iu");

/** What a name says that its call is; undefined when it is no guard. */
export function guardNamed(name: string): "lock" | "marker" | undefined {
  if (!TRACE.test(name)) return undefined;
  const words = wordsOf(name);
  if (words.some(word => ENDING.has(word))) return undefined;
  const has = (set: ReadonlySet<string>) => words.some(word => set.has(word));
  if (words.includes("lock") && (words.length === 1 || has(TAKING))) return "lock";
  if (words.includes("acquire") || (words.includes("lease") && has(TAKING))) return "lock";
  if (words[0] === "claim" && has(CLAIMED)) return "lock";
  if (has(REMEMBERED)) return "marker";
  if (words.includes("duplicate") && (words[0] === "is" || words[0] === "check")) return "marker";
  return words.includes("processed") && has(MARKING) ? "marker" : undefined;
}

const STORING = /^(set|add|has|get|check|save|store|mark|complete|put|record|start|begin|exists|run|execute)$/u;

/** A call on a store that is named for it: `idempotency.complete(key)`, `this.dedupStore.has(id)`. */
export function guardOn(receiver: string, method: string): "marker" | undefined {
  const named = TRACE.test(receiver) && wordsOf(receiver).some(word => REMEMBERED.has(word));
  return named && STORING.test(wordsOf(method)[0] ?? "") ? "marker" : undefined;
}

/** Whether rows of a table tell what was done before: `processed_events`, `IdempotencyKey`, `webhook_events`. */
export function keepsWhatWasDone(table: string): boolean {
  const words = wordsOf(table);
  return (
    words.some(word => RECORD_TABLE_WORDS.has(word)) ||
    (words.includes("webhook") && words.some(word => /^(event|events|receipts?|deliver(y|ies))$/u.test(word)))
  );
}
