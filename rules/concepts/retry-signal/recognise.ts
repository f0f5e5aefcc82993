/** Finds who stops the exception that tells the queue of a retry. DOMAIN.md §1.1: `Retry` is an `Exception`. */
import * as l10n from "@vscode/l10n";
import type { Call, Expression, FunctionNode, Handler, Node, Statement, Try } from "../../ir/nodes.ts";
import { eachOwn, walk } from "../../ir/walk.ts";
import { CATCHES_RETRY, MAX_RETRIES_EXCEPTION, RETRY_EXCEPTION } from "../../libraries/celery-settings.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf } from "../../semantics/guards.ts";
import { taskWord } from "../task-settings/recognise-tasks.ts";
import type { HandlerRecord, RetrySignalRecord } from "./record.ts";

const MAX_TEXT = 60;

export function signalsIn(model: FileModel): RetrySignalRecord[] {
  if (!model.python) return [];
  return model.functions.flatMap(fn => {
    const task = taskAround(fn);
    if (!task) return fromHelper(fn, model);
    const own = task.params[0]?.name;
    return own === undefined ? [] : [...caught(fn, task, own, model), ...unreachable(fn, task, own, model)];
  });
}

/** `def retry_or_alert(task, exc)`: a function that is given a task may handle its last retry. */
function fromHelper(fn: FunctionNode, model: FileModel): RetrySignalRecord[] {
  const given = fn.params.find(parameter => /^(self|(\w*_)?task)$/u.test(parameter.name ?? ""));
  return given?.name === undefined ? [] : unreachable(fn, fn, given.name, model);
}

/** The decorated function that this one is, or stands in. */
function taskAround(fn: FunctionNode): FunctionNode | undefined {
  for (let at: Node | undefined = fn; at; at = at.parent)
    if (at.kind === "function" && at.decorators.some(one => taskWord(one.expression) !== undefined)) return at;
  return undefined;
}

function caught(fn: FunctionNode, task: FunctionNode, own: string, model: FileModel): RetrySignalRecord[] {
  const found: RetrySignalRecord[] = [];
  const told = new Set<Node>();
  eachOwn(fn, node => {
    if (node.kind !== "call") return;
    const isRetry = asksRetry(node, own, task, model);
    const helper = isRetry ? undefined : givenTo(node, own, model);
    if (!isRetry && !helper) return;
    const handler = handlerOf(node, own, model);
    // One handler, one finding: the first call tells the story of all.
    if (!handler || told.has(handler.node)) return;
    if (isRetry) told.add(handler.node);
    found.push({
      kind: "caught",
      start: node.start,
      end: node.end,
      text: callText(node, model),
      ...head(task, model),
      ...(helper ? { helper } : {}),
      handler: handler.record,
    });
  });
  return found;
}

function head(task: FunctionNode, model: FileModel) {
  const expression = task.decorators.find(one => taskWord(one.expression) !== undefined)?.expression;
  const decorator = model.pathOf(expression?.kind === "call" ? expression.callee : expression);
  return { task: task.name ?? l10n.t("the task"), ...(decorator ? { decorator } : {}) };
}

/** `self.retry(…)` that throws; `sync.retry(…)` of the task's own name. */
function asksRetry(call: Call, own: string, task: FunctionNode, model: FileModel): boolean {
  const { callee } = call;
  if (callee.kind !== "member" || callee.name !== "retry" || callee.object.kind !== "name") return false;
  if (callee.object.name !== own && callee.object.name !== task.name) return false;
  const throws = model.keyword(call, "throw")?.value;
  return throws === undefined || (throws.kind === "literal" && throws.value === true);
}

function givenTo(call: Call, own: string, model: FileModel) {
  if (own !== "self" && own !== "task") return undefined;
  if (!call.args.some(argument => argument.value.kind === "name" && argument.value.name === own)) return undefined;
  const path = model.pathOf(call.callee);
  return path?.root === "parameter" ? undefined : path;
}

/** From the inside out: the first that catches it and lets it go no further. */
function handlerOf(call: Call, own: string, model: FileModel): { node: Node; record: HandlerRecord } | undefined {
  for (let at: Node = call, parent = at.parent; parent && at.kind !== "function"; at = parent, parent = at.parent) {
    if (parent.kind === "with" && parent.body.includes(at as Statement)) {
      const suppress = parent.items.find(item => suppresses(item.context, model));
      if (suppress)
        return { node: parent, record: { ...plain(suppress.context, model), then: "success", partly: false } };
    }
    if (parent.kind !== "try") continue;
    if (parent.body.includes(at as Statement)) {
      const handler = parent.handlers.find(one => catches(one, model));
      const record = handler && stopped(handler, parent, own, model);
      if (record) return { node: handler, record };
    }
    if (!parent.finally.includes(at as Statement) && exitOf(parent.finally) === "return")
      return {
        node: parent,
        record: { ...plain(lastOf(parent), model), text: "return` in `finally", then: "success", partly: false },
      };
  }
  return undefined;
}

const lastOf = (node: Try): Node => node.finally.at(-1) ?? node;

function suppresses(context: Expression, model: FileModel): boolean {
  return (
    context.kind === "call" &&
    model.libraryNameOf(context.callee) === "contextlib.suppress" &&
    context.args.some(argument => isBroad(argument.value, model))
  );
}

function catches(handler: Handler, model: FileModel): boolean {
  return handler.types.length === 0 || handler.types.some(type => isBroad(type, model));
}

function isBroad(type: Expression, model: FileModel): boolean {
  if (type.kind === "list") return type.items.some(item => isBroad(item, model));
  if (type.kind === "name" && !model.bindingOf(type)) return CATCHES_RETRY.test(type.name);
  return CATCHES_RETRY.test(model.libraryNameOf(type) ?? "") || (type.kind === "member" && type.name === "Retry");
}

/** What a handler makes of it; undefined when it lets the exception through. */
function stopped(handler: Handler, node: Try, own: string, model: FileModel): HandlerRecord | undefined {
  // `if isinstance(exc, Retry): raise`, and `except Retry:` with its own decision.
  if (namesRetry(handler, model)) return undefined;
  let again = false;
  let through = false;
  let other = false;
  const bound = handler.name?.kind === "name" ? handler.name.name : undefined;
  walkHandler(handler, node => {
    if (node.kind === "call" && node.callee.kind === "member" && node.callee.name === "retry")
      again ||= node.callee.object.kind === "name" && node.callee.object.name === own;
    if (node.kind !== "throw") return;
    const value = node.value;
    if (!value || (value.kind === "name" && value.name === bound)) through = true;
    else if (!(value.kind === "call" && value.callee.kind === "member" && value.callee.name === "retry")) other = true;
  });
  const leaves = exitOf(handler.body) === "throw";
  if (through && leaves && !again && !other) return undefined;
  return {
    place: model.place({ start: handler.start, end: headEnd(handler, model) }),
    text: model
      .source({ start: handler.start, end: headEnd(handler, model) })
      .replace(/\s+/gu, " ")
      .slice(0, MAX_TEXT),
    then: again
      ? "again"
      : (other && leaves && !through) || (!leaves && failsAfter(handler, node))
        ? "failure"
        : "success",
    partly: through,
    insertAt: handler.start,
    indent: indentAt(handler.start, model.text),
  };
}

/** The handler lets the run go on, and it ends in a `raise`. */
function failsAfter(handler: Handler, node: Try): boolean {
  if (exitOf(handler.body)) return false;
  for (let at: Node = node; at.parent && at.kind !== "function"; at = at.parent) {
    const list = statementsAround(at);
    const exit = list && exitOf(list.slice(list.indexOf(at as Statement) + 1));
    if (exit) return exit === "throw";
  }
  return false;
}

function statementsAround(node: Node): readonly Statement[] | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  const lists: readonly Statement[][] =
    parent.kind === "if"
      ? [parent.then, parent.otherwise]
      : parent.kind === "try"
        ? [parent.body, parent.otherwise, parent.finally]
        : parent.kind === "function" || parent.kind === "handler" || parent.kind === "with" || parent.kind === "loop"
          ? [parent.body]
          : [];
  return lists.find(list => list.includes(node as Statement));
}

function namesRetry(handler: Handler, model: FileModel): boolean {
  let named = false;
  walk(handler, node => {
    if (node.kind === "name" || node.kind === "member") {
      const library = model.libraryNameOf(node);
      if ((library !== undefined && RETRY_EXCEPTION.test(library)) || node.name === "Retry") named = true;
    }
  });
  return named;
}

/** `except MaxRetriesExceededError:` around `self.retry(exc=exc)`: the last retry raises `exc` itself. */
function unreachable(fn: FunctionNode, task: FunctionNode, own: string, model: FileModel): RetrySignalRecord[] {
  const found: RetrySignalRecord[] = [];
  eachOwn(fn, node => {
    if (node.kind !== "try") return;
    const handler = node.handlers.find(
      one => one.types.length > 0 && one.types.every(type => isLastRetry(type, model)),
    );
    if (!handler) return;
    const calls: Call[] = [];
    let unknown = false;
    for (const statement of node.body)
      walk(statement, inner => {
        if (inner.kind !== "call") return;
        if (asksRetry(inner, own, task, model)) calls.push(inner);
        else if (givenTo(inner, own, model)) unknown = true;
      });
    const excs = calls.map(call => excOf(call, model));
    const first = calls[0];
    if (!first || unknown || excs.some(exc => exc === undefined)) return;
    const end = headEnd(handler, model);
    const place = model.place({ start: handler.start, end });
    found.push({
      kind: "unreachable",
      start: handler.start,
      end,
      text: callText(first, model),
      ...head(task, model),
      handler: { place: model.place(first), text: model.source(place), then: "failure", partly: false, indent: "" },
      excArguments: excs.map(exc => exc!),
    });
  });
  return found;
}

function isLastRetry(type: Expression, model: FileModel): boolean {
  if (type.kind === "list") return type.items.length > 0 && type.items.every(item => isLastRetry(item, model));
  if (MAX_RETRIES_EXCEPTION.test(model.libraryNameOf(type) ?? "")) return true;
  return (type.kind === "member" || type.kind === "name") && type.name === "MaxRetriesExceededError";
}

/** `exc=…` with the comma that goes with it; undefined when it is not given, or nothing. */
function excOf(call: Call, model: FileModel): { start: number; end: number } | undefined {
  const index = call.args.findIndex(argument => argument.name === "exc");
  const argument = call.args[index];
  if (!argument || mayBeNone(argument.value, model)) return undefined;
  const next = call.args[index + 1];
  if (next) return { start: argument.start, end: next.start };
  const before = call.args[index - 1];
  const end = argument.end + (/^\s*,(?=\s*\))/u.exec(model.text.slice(argument.end))?.[0].length ?? 0);
  return { start: before ? before.end : argument.start, end: before ? argument.end : end };
}

/** `None`, or a parameter that is `None` when it is not given. */
function mayBeNone(value: Expression, model: FileModel): boolean {
  if (value.kind === "literal") return value.value === null;
  const definition = value.kind === "name" ? model.definitionOf(value) : undefined;
  return definition?.fallback?.kind === "literal" && definition.fallback.value === null;
}

function plain(node: Node, model: FileModel): Pick<HandlerRecord, "place" | "text" | "indent"> {
  return { place: model.place(node), text: oneLine(node, model), indent: "" };
}

function headEnd(handler: Handler, model: FileModel): number {
  const last = handler.name ?? handler.types.at(-1);
  const from = last ? last.end : handler.start;
  const colon = model.text.indexOf(":", from);
  return colon < 0 ? handler.end : colon;
}

function indentAt(offset: number, text: string): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^\s*$/u.test(line) ? line : "";
}

/** `self.retry(countdown=30)`, without its arguments when they are long. */
function callText(call: Call, model: FileModel): string {
  const text = oneLine(call, model);
  return text.endsWith("…") ? `${model.source(call.callee)}(…)` : text;
}

function oneLine(node: Node, model: FileModel): string {
  const text = model.source(node).replace(/\s+/gu, " ");
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

function walkHandler(handler: Handler, visit: (node: Node) => void): void {
  for (const statement of handler.body)
    walk(statement, node => {
      if (node.kind === "function" || node.kind === "class") return false;
      visit(node);
      return undefined;
    });
}
