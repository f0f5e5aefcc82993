/** Messages that are passed over without being deleted: SQS delivers what cannot even be read again and again. */
import type { Call, Handler, Node, Try } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { POLLED_QUEUES } from "../../libraries/failed-work.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf } from "../../semantics/guards.ts";
import { calleeText } from "../task/body/call-facts.ts";
import type { FailedWorkRecord } from "./failed-work.ts";
import { tellsOnly } from "./recognise-swallowed.ts";

export function undeletedMessages(model: FileModel): FailedWorkRecord[] {
  return POLLED_QUEUES.flatMap(queue => {
    const receive = model.calls.find(call => queue.receives.test(nameOf(call)));
    const unit = receive && model.outermostFunction(receive);
    const deletes = model.calls.some(call => queue.deletes.test(nameOf(call)));
    if (!receive || !unit || !deletes) return [];
    const found: FailedWorkRecord[] = [];
    walk(unit, node => {
      if (node.kind !== "try" || node.start < receive.end || !isLooped(node) || !readsMessage(node, queue.reads))
        return;
      const handler = node.handlers.find(one => passesOver(one));
      if (!handler) return;
      const text = model.source(handler).split("\n")[0]!.trimEnd();
      const at = model.place({ start: handler.start, end: handler.start + text.length });
      found.push({
        start: at.start,
        end: at.end,
        way: "undeleted",
        at,
        functionId: model.functionId(unit),
        name: unit.name ?? "",
        platform: queue.platform,
        receive: model.place(receive),
      });
    });
    return found;
  });
}

/** Logs and goes on with the next message. */
function passesOver(handler: Handler): boolean {
  const rest = handler.body.filter(statement => statement.kind !== "jump");
  return exitOf(handler.body) === "jump" && (rest.length === 0 || tellsOnly(rest));
}

/** What is tried is to read the message: that fails the next time too. */
function readsMessage(node: Try, reads: RegExp): boolean {
  let found = false;
  for (const statement of node.body)
    walk(statement, inner => {
      if (inner.kind === "call" && reads.test(calleeText(inner.callee))) found = true;
    });
  return found;
}

function isLooped(node: Node): boolean {
  for (let at = node.parent; at && at.kind !== "function"; at = at.parent)
    if (at.kind === "loop" && at.flavour === "for-each") return true;
  return false;
}

function nameOf(call: Call): string {
  return call.callee.kind === "member" || call.callee.kind === "name" ? call.callee.name : "";
}
