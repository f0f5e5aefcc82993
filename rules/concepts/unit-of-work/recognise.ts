/** Where one file commits a session, and where it rolls one back. */
import type { Call, FunctionNode, Node, Span, Statement, Try } from "../../ir/nodes.ts";
import { eachOwn, walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { calleePath, calleeText } from "../task/body/call-facts.ts";
import type { UnitRecord } from "./unit-of-work.ts";

export function recogniseUnits(model: FileModel): UnitRecord[] {
  return model.python ? model.functions.flatMap(fn => [...attemptsIn(fn, model), ...commitsIn(fn, model)]) : [];
}

function attemptsIn(fn: FunctionNode, model: FileModel): UnitRecord[] {
  const found: UnitRecord[] = [];
  eachOwn(fn, node => {
    const rollback = node.kind === "try" ? rollbackOf(node) : undefined;
    const body = node.kind === "try" && spanOf([...node.body, ...node.otherwise]);
    if (!rollback || !body) return;
    found.push({ ...recordOf(rollback, fn, model), attempt: { body, rollback: model.place(rollback) } });
  });
  return found;
}

/** Each session that the function commits, once. */
function commitsIn(fn: FunctionNode, model: FileModel): UnitRecord[] {
  const found = new Map<string, UnitRecord>();
  eachOwn(fn, node => {
    if (!isCallOf(node, "commit")) return;
    const record = recordOf(node, fn, model);
    if (!found.has(record.session)) found.set(record.session, record);
  });
  return [...found.values()];
}

function recordOf(call: MemberCall, fn: FunctionNode, model: FileModel): UnitRecord {
  const { object } = call.callee;
  const path = calleePath(object, model);
  return {
    start: call.start,
    end: call.end,
    functionId: model.functionId(fn),
    name: fn.name ?? "",
    session: calleeText(object),
    ...(path ? { sessionPath: path } : {}),
  };
}

function rollbackOf(node: Try): MemberCall | undefined {
  let found: MemberCall | undefined;
  for (const handler of node.handlers)
    for (const statement of handler.body)
      walk(statement, inner => {
        if (isCallOf(inner, "rollback")) found ??= inner;
      });
  return found;
}

type MemberCall = Call & { callee: Extract<Node, { kind: "member" }> };

function isCallOf(node: Node, name: string): node is MemberCall {
  return node.kind === "call" && node.callee.kind === "member" && node.callee.name === name;
}

function spanOf(statements: readonly Statement[]): Span | undefined {
  const last = statements.at(-1);
  return last && { start: statements[0]!.start, end: last.end };
}
