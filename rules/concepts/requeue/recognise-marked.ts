/** `for row in rows(sent=False): try: …; row.sent = True` whose handler writes the error and leaves the mark. */
import * as l10n from "@vscode/l10n";
import type { Assign, Expression, Loop, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { ERROR_COLUMN } from "../../libraries/requeues.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { handlerAround, mentionsCounter, nameOf } from "./evidence.ts";
import { endsIt, markIn } from "./recognise-unmarked.ts";
import type { RequeueRecord } from "./requeue.ts";

export function unmarkedObjects(model: FileModel): RequeueRecord[] {
  const found: RequeueRecord[] = [];
  for (const node of model.nodesOf("loop")) {
    if (node.target?.kind !== "name" || !node.iterable) continue;
    const record = unmarkedIn(node, node.target.name, node.iterable, model);
    if (record) found.push(record);
  }
  return found;
}

function unmarkedIn(loop: Loop, row: string, rows: Expression, model: FileModel): RequeueRecord | undefined {
  const unit = model.outermostFunction(loop);
  const writes = assignmentsTo(loop, row);
  const failure = writes.find(one => handlerAround(one.node) && ERROR_COLUMN.test(one.column));
  if (!unit || !failure || writes.some(one => handlerAround(one.node) && endsIt(one.column))) return undefined;
  const done = new Set(writes.filter(one => !handlerAround(one.node)).map(one => one.column));
  const inHandler = new Set(writes.filter(one => handlerAround(one.node)).map(one => one.column));
  const query = model.valueOf(rows);
  const mark = markIn(model.source(query), done);
  if (!mark || inHandler.has(mark.column) || mentionsCounter(unit, model)) return undefined;
  return {
    start: failure.node.start,
    end: failure.node.end,
    way: "neverMarked",
    functionId: model.functionId(model.enclosingFunction(failure.node)),
    name: nameOf(model.enclosingFunction(failure.node), unit, model),
    at: model.place(failure.node),
    column: mark.column,
    value: mark.value,
    text: mark.text,
    before: { place: model.place(rows), message: l10n.t("Each run takes up the rows with `{0}`.", mark.text) },
  };
}

function assignmentsTo(loop: Node, row: string): { node: Assign; column: string }[] {
  const found: { node: Assign; column: string }[] = [];
  walk(loop, node => {
    if (node.kind !== "assign") return;
    const [target] = node.targets;
    if (target?.kind === "member" && target.object.kind === "name" && target.object.name === row)
      found.push({ node, column: target.name });
  });
  return found;
}
