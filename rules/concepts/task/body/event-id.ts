/**
 * Whether a body does something with the id that a sender gives each event, other than to log it or to check the signature.
 * Invariant: any such use counts, since what becomes of the id need not be visible here.
 */
import type { FunctionNode, Module, Node } from "../../../ir/nodes.ts";
import { walk } from "../../../ir/walk.ts";
import { EVENT_ID_HEADERS, EVENT_ID_NAME, EVENT_NAME } from "../../../libraries/webhooks.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import { calleeText } from "./call-facts.ts";

const LOGS = /(^|\.)(log|debug|info|warn|warning|error|exception|print|captureException|captureMessage)$/u;
const VERIFIES = /verif|validate|constructEvent|construct_event|signature/iu;

export function usesEventId(fn: FunctionNode | Module, model: FileModel): boolean {
  let found = false;
  walk(fn, node => {
    if (found || (node.kind === "function" && node !== fn)) return false;
    if (namesEventId(node) && !isSpentOnLogs(node)) found = true;
    return undefined;
  });
  return found;

  function namesEventId(node: Node): boolean {
    if (node.kind === "name") return EVENT_ID_NAME.test(node.name);
    if (node.kind === "literal") return typeof node.value === "string" && EVENT_ID_HEADERS.test(node.value);
    if (node.kind === "member")
      return EVENT_ID_NAME.test(node.name) || (node.name === "id" && EVENT_NAME.test(nameOf(node.object)));
    return (
      node.kind === "index" && EVENT_NAME.test(nameOf(node.object)) && model.source(node.index).slice(1, -1) === "id"
    );
  }
}

function nameOf(node: Node): string {
  return node.kind === "name" || node.kind === "member" ? node.name : "";
}

/** In a log line, the check of the signature, a test that it is there at all, or where a variable first takes it. */
function isSpentOnLogs(node: Node): boolean {
  for (let at: Node | undefined = node; at && at.kind !== "function"; at = at.parent) {
    if (at.kind === "call" && (LOGS.test(calleeText(at.callee)) || VERIFIES.test(calleeText(at.callee)))) return true;
    if (at.kind === "if") return at.test.start <= node.start && at.test.end >= node.end && !compares(at.test);
    if (at.kind === "declare") return !at.value || node.start < at.value.start || isReading(at.value, node);
  }
  return false;
}

/** `!id || !timestamp` only asks whether the headers are there. */
function compares(test: Node): boolean {
  let found = false;
  walk(test, node => {
    if (node.kind === "call" || (node.kind === "binary" && !/^(and|or)$/u.test(node.operator))) found = true;
  });
  return found;
}

/** `const id = headers.get("svix-id")`, `const eventId = event.id`: what becomes of the name is read where it is used. */
function isReading(value: Node, node: Node): boolean {
  return node.kind === "literal" || value === node;
}
