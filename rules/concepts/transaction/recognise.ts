/** Where one file opens transactions, and which functions commit a session. */
import type { Call, Expression, FunctionNode } from "../../ir/nodes.ts";
import { eachOwn } from "../../ir/walk.ts";
import { BEGIN_CALL, BEGINS, END_CALL, ENDS } from "../../libraries/transactions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { calleePath, calleeText } from "../task/body/call-facts.ts";
import type { TransactionRecord } from "./transaction.ts";

const OPENS_BLOCK = /(^|\.)(atomic|transaction|in_transaction|begin|begin_nested)(\(\))?$/u;
const OPENS_WORK =
  /(^|\.)(\$?transaction|transactional|withTransaction|begin|transaction\(\)(\.setIsolationLevel\(\))?\.execute)$/u;
const RUNS_SQL = /(^|\.)(query|execute|exec|unsafe|run)$/u;

export function recogniseTransactions(model: FileModel): TransactionRecord[] {
  return model.functions.flatMap(fn => [
    ...decorated(fn, model),
    ...blocksIn(fn, model),
    ...callbacksIn(fn, model),
    ...statementsIn(fn, model),
    ...(model.python ? sessionsIn(fn, model) : []),
  ]);
}

function decorated(fn: FunctionNode, model: FileModel): TransactionRecord[] {
  return fn.decorators.flatMap(({ expression }) =>
    OPENS_BLOCK.test(textOf(expression))
      ? [{ ...recordOf("decorator", expression, fn, model), functionId: model.functionId(fn) }]
      : [],
  );
}

function blocksIn(fn: FunctionNode, model: FileModel): TransactionRecord[] {
  const found: TransactionRecord[] = [];
  eachOwn(fn, node => {
    if (node.kind !== "with") return;
    const opener = node.items.find(item => OPENS_BLOCK.test(textOf(item.context)));
    const [first] = node.body;
    const last = node.body.at(-1);
    if (!opener || !first || !last) return;
    found.push({ ...recordOf("block", opener.context, fn, model), body: { start: first.start, end: last.end } });
  });
  return found;
}

function callbacksIn(fn: FunctionNode, model: FileModel): TransactionRecord[] {
  const found: TransactionRecord[] = [];
  eachOwn(fn, node => {
    if (node.kind !== "call" || !OPENS_WORK.test(calleeText(node.callee))) return;
    const given = node.args.map(argument => argument.value).find(value => isFunction(value, model));
    if (!given) return;
    const path = given.kind === "function" ? undefined : model.pathOf(given);
    const limit = limitOf(node, model);
    found.push({
      ...recordOf("callback", node, fn, model),
      work: given.kind === "function" ? { id: model.functionId(given) } : { ...(path ? { path } : {}) },
      ...(limit === undefined ? {} : { limit }),
    });
  });
  return found;
}

function isFunction(value: Expression, model: FileModel): boolean {
  if (value.kind === "function") return true;
  return value.kind === "name" && model.bindingOf(value)?.kind === "function";
}

function limitOf(call: Call, model: FileModel): TransactionRecord["limit"] | undefined {
  for (const { value } of call.args) {
    const given = value.kind === "function" ? undefined : model.property(value, "timeout");
    const known = given && model.valueOf(given);
    if (known) return known.kind === "literal" && typeof known.value === "number" ? known.value : true;
  }
  return undefined;
}

/** `BEGIN` … `COMMIT`, `startTransaction()` … `commitTransaction()`, in the order of the text. */
function statementsIn(fn: FunctionNode, model: FileModel): TransactionRecord[] {
  const calls: Call[] = [];
  eachOwn(fn, node => void (node.kind === "call" && calls.push(node)));
  const found: TransactionRecord[] = [];
  let begin: Call | undefined;
  for (const call of calls) {
    if (begins(call, model)) begin ??= call;
    else if (begin && ends(call, begin, model)) {
      found.push({ ...recordOf("statements", begin, fn, model), body: { start: begin.end, end: call.start } });
      begin = undefined;
    }
  }
  return found;
}

function begins(call: Call, model: FileModel): boolean {
  const text = calleeText(call.callee);
  if (BEGIN_CALL.test(text)) return true;
  return RUNS_SQL.test(text) && BEGINS.test(statementOf(call, model));
}

function ends(call: Call, begin: Call, model: FileModel): boolean {
  const text = calleeText(call.callee);
  const before = calleeText(begin.callee);
  if (BEGIN_CALL.test(before)) return END_CALL.test(text);
  return RUNS_SQL.test(text) && ENDS.test(statementOf(call, model));
}

function statementOf(call: Call, model: FileModel): string {
  const first = call.args[0] && model.valueOf(call.args[0].value);
  const inner = first?.kind === "call" ? first.args[0]?.value : first;
  return inner?.kind === "literal" && typeof inner.value === "string" ? inner.value : "";
}

/** Sessions that the function commits, each once. */
function sessionsIn(fn: FunctionNode, model: FileModel): TransactionRecord[] {
  const found = new Map<string, TransactionRecord>();
  eachOwn(fn, node => {
    const callee = node.kind === "call" ? node.callee : undefined;
    if (callee?.kind !== "member" || callee.name !== "commit") return;
    const session = calleeText(callee.object);
    if (found.has(session)) return;
    const path = calleePath(callee.object, model);
    found.set(session, {
      ...recordOf("session", callee, fn, model),
      session,
      ...(path ? { sessionPath: path } : {}),
    });
  });
  return [...found.values()];
}

function recordOf(
  form: TransactionRecord["form"],
  opener: Expression,
  fn: FunctionNode,
  model: FileModel,
): TransactionRecord {
  const span = headOf(opener, form);
  const path = calleePath(span, model);
  return {
    form,
    start: span.start,
    end: span.end,
    functionId: model.functionId(fn),
    place: model.place(span),
    text: form === "callback" ? calleeText(span) : textOf(span),
    ...(path ? { opener: path } : {}),
  };
}

/** The opener without what it is given. */
function headOf(opener: Expression, form: TransactionRecord["form"]): Expression {
  return form === "callback" && opener.kind === "call" ? opener.callee : opener;
}

function textOf(node: Expression): string {
  return node.kind === "call" ? `${calleeText(node.callee)}()` : calleeText(node);
}
