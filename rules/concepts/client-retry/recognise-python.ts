/** requests, urllib3 and httpx, taskiq and arq: retries that see less than was meant. */
import type { Call, Comment, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import {
  CONNECTION_RETRIES,
  type ConnectionRetryRow,
  HANDED_ON,
  MEANS_NO_STATUSES,
  MEANS_STATUSES,
  NEEDS_LABEL,
  NEEDS_OWN_EXCEPTION,
  SESSION,
} from "../../libraries/idle-retries.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ClientRetryRecord } from "./record.ts";

const NEAR_LINES = 3;
const MAX_TEXT = 60;

export function pythonRetries(model: FileModel): ClientRetryRecord[] {
  const uses = (word: string) => model.text.includes(word);
  return [
    ...(uses("max_retries") || uses("Retry") || uses("HTTPTransport") ? clientRetries(model) : []),
    ...(uses("RetryMiddleware") || uses(NEEDS_LABEL.label) ? labels(model) : []),
    ...(uses("arq") ? ownExceptions(model) : []),
  ];
}

function clientRetries(model: FileModel): ClientRetryRecord[] {
  return model.calls.flatMap(call => {
    const library = model.libraryNameOf(call.callee);
    const row = library === undefined ? undefined : CONNECTION_RETRIES.find(one => one.library.test(library));
    return row ? [...missedStatuses(call, row, model), ...unused(call, row, model)] : idleSession(call, model);
  });
}

/** `HTTPAdapter(max_retries=3)  # 502 and 503 are retried`. */
function missedStatuses(call: Call, row: ConnectionRetryRow, model: FileModel): ClientRetryRecord[] {
  const given = model.argument(call, row.position ?? Number.MAX_SAFE_INTEGER, row.option);
  if (call.args.some(argument => argument.spread) || (row.statuses && model.keyword(call, row.statuses))) return [];
  if (!given) return [];
  const value = model.valueOf(given);
  const isNumber = value.kind === "literal" && typeof value.value === "number";
  if (!isNumber || value.value === 0) return [];
  const meant = commentNear(call, model);
  if (!meant) return [];
  return [
    {
      kind: "statuses",
      start: call.start,
      end: call.end,
      title: row.title,
      text: short(call, model),
      meant: model.place(meant),
      number: model.place(given),
      numberText: model.source(given),
      addAt: call.args.at(-1)!.end,
      ...(row.statuses === undefined ? {} : { statuses: row.statuses }),
      numberOnly: row.numberOnly === true,
    },
  ];
}

/** A comment beside or just above the call, or the docstring of its function, that speaks of statuses. */
function commentNear(call: Call, model: FileModel): Comment | Expression | undefined {
  const { line, endLine } = model.place(call);
  const comment = model.module.comments.find(one => {
    const at = model.place(one).line;
    return at >= line - NEAR_LINES && at <= endLine && meansStatuses(one.text);
  });
  if (comment) return comment;
  const fn = model.enclosingFunction(call);
  const text = fn && docstringOf(fn);
  return text && /retr(y|ies)/iu.test(String(text.value)) && meansStatuses(String(text.value)) ? text : undefined;
}

const meansStatuses = (text: string): boolean => MEANS_STATUSES.test(text) && !MEANS_NO_STATUSES.test(text);

function docstringOf(fn: FunctionNode): (Expression & { kind: "literal" }) | undefined {
  const first = fn.body[0];
  return first?.kind === "expression" && first.expression.kind === "literal" ? first.expression : undefined;
}

/** Made and never handed on. */
function unused(call: Call, row: ConnectionRetryRow, model: FileModel): ClientRetryRecord[] {
  const { parent } = call;
  const how = HANDED_ON[row.title]!;
  const base = { start: call.start, end: call.end, title: row.title, how };
  if (parent?.kind === "expression") return [{ kind: "unused", ...base, name: row.title }];
  const target = assignedName(call);
  if (!target) return [];
  const binding = model.bindings.lookUp(target, call);
  if (!binding || binding.definitions.length > 1 || binding.references.length > 0) return [];
  if (binding.scope.kind === "class") return [];
  const top = binding.scope.kind === "module";
  return [{ kind: "unused", ...base, name: target, ...(top ? { variable: target } : {}) }];
}

/** `session.mount(…)` on a session of this function that nothing is asked of. */
function idleSession(call: Call, model: FileModel): ClientRetryRecord[] {
  if (!SESSION.test(`${model.libraryNameOf(call.callee) ?? ""}()`)) return [];
  const target = assignedName(call);
  const binding = target === undefined ? undefined : model.bindings.lookUp(target, call);
  if (!binding || binding.scope.kind !== "function" || binding.references.length === 0) return [];
  const onlyMounts = binding.references.every(
    name => name.parent?.kind === "member" && name.parent.name === "mount" && name.parent.parent?.kind === "call",
  );
  return onlyMounts ? [{ kind: "idleSession", start: call.start, end: call.end, name: target! }] : [];
}

function assignedName(call: Call): string | undefined {
  const { parent } = call;
  const target =
    parent?.kind === "declare"
      ? parent.target
      : parent?.kind === "assign" && parent.value === call
        ? parent.targets[0]
        : undefined;
  return target?.kind === "name" ? target.name : undefined;
}

function labels(model: FileModel): ClientRetryRecord[] {
  const found: ClientRetryRecord[] = [];
  for (const call of model.calls) {
    const span = { start: call.start, end: call.end };
    if (call.args.some(argument => argument.name === NEEDS_LABEL.label || isLabelTable(argument.value, model)))
      found.push({ kind: "fact", fact: "label", ...span });
    const library = model.libraryNameOf(call.callee) ?? "";
    if (!NEEDS_LABEL.library.test(library) || call.args.some(argument => argument.spread)) continue;
    const label = model.keyword(call, NEEDS_LABEL.option)?.value;
    const value = label && model.valueOf(label);
    if (value && !(value.kind === "literal" && value.value === false)) continue;
    found.push({
      kind: "noLabel",
      ...span,
      title: library.slice(library.lastIndexOf(".") + 1),
      addAt: label ? -1 : (call.args.at(-1)?.end ?? call.argsStart),
    });
  }
  return found;
}

/** `broker.task(**{"retry_on_error": True})`, `labels={"retry_on_error": True}`. */
function isLabelTable(value: Expression, model: FileModel): boolean {
  return model.property(value, NEEDS_LABEL.label) !== undefined;
}

function ownExceptions(model: FileModel): ClientRetryRecord[] {
  const { package: owner, exception, functions, func, option } = NEEDS_OWN_EXCEPTION;
  const imports = model.module.body.some(one => one.kind === "import" && one.module.split(".")[0] === owner);
  const found: ClientRetryRecord[] = [];
  for (const call of model.calls) {
    const library = model.libraryNameOf(call.callee) ?? "";
    if (exception.test(library)) found.push({ kind: "fact", fact: "ownException", start: call.start, end: call.end });
    const tries = func.test(library) ? model.keyword(call, option) : undefined;
    if (tries && isSeveral(tries.value, model)) found.push(ownException(tries));
  }
  for (const owner of model.classes) {
    const [value] = model.memberValues(owner, option);
    const isWorker =
      model.memberValues(owner, functions).length > 0 && (imports || /WorkerSettings/u.test(owner.name ?? ""));
    if (value && isWorker && isSeveral(value, model)) found.push(ownException(value.parent ?? value));
  }
  return found;
}

const ownException = (node: Node): ClientRetryRecord => ({
  kind: "ownException",
  start: node.start,
  end: node.end,
  name: NEEDS_OWN_EXCEPTION.option,
});

function isSeveral(value: Expression, model: FileModel): boolean {
  const known = model.valueOf(value);
  return known.kind === "literal" && typeof known.value === "number" && known.value > 1;
}

function short(node: Node, model: FileModel): string {
  const text = model.source(node).replace(/\s+/gu, " ");
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
