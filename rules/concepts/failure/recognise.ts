/** One record per function that throws, catches or asks others: what the rest of the program needs to follow a failure. */
import type { Call, Expression, FunctionNode, Module, Node, Return, Throw, Try } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { READERS } from "../../libraries/failures.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { answerOf } from "./answers.ts";
import { tryRecord } from "./handlers.ts";
import { dependsOnInput, isInput } from "./inputs.ts";
import type { AnswerRecord, FailureRecord, ThrowRecord, TryRecord, UnawaitedRecord } from "./record.ts";
import { statusesAt } from "./statuses.ts";

const MAX_THROWS = 40;

export function recogniseFailures(model: FileModel): FailureRecord[] {
  const found = [failuresIn(model.module, model), ...model.functions.map(fn => failuresIn(fn, model))];
  return found.filter(
    record =>
      record.throws.length + record.tries.length + record.answers.length > 0 ||
      record.generator === true ||
      record.swallows !== undefined,
  );
}

function failuresIn(owner: FunctionNode | Module, model: FileModel): FailureRecord {
  const throws: ThrowRecord[] = [];
  const tries: TryRecord[] = [];
  const answers: AnswerRecord[] = [];
  let generator = false;
  walk(owner, node => {
    if (node.kind === "function" && node !== owner) return false;
    if (node.kind === "throw") throws.push(thrown(node, model));
    if (node.kind === "try") tries.push(tryRecord(node, model));
    if (node.kind === "yield") generator = true;
    if (node.kind === "call") {
      const raised = raisedBy(node, model);
      if (raised) throws.push(raised);
      const answer = answerOf(node, model);
      if (answer) answers.push(answer);
    }
    return undefined;
  });
  const around = owner.kind === "function" ? swallowing(owner, model) : undefined;
  return {
    start: owner.start,
    end: owner.end,
    functionId: owner.kind === "function" ? model.functionId(owner) : "",
    throws: throws.slice(0, MAX_THROWS),
    tries,
    answers: answers.slice(0, MAX_THROWS),
    ...(generator && owner.kind === "function" ? { generator } : {}),
    ...(around ? { swallows: around } : {}),
  };
}

function thrown(node: Throw, model: FileModel): ThrowRecord {
  const { value } = node;
  const callee = value?.kind === "call" ? value.callee : value;
  const name = callee && classNameOf(callee, model);
  const path = name === undefined ? undefined : model.pathOf(callee);
  return {
    place: model.place(node),
    text: line(model.source(node)),
    ...(name === undefined ? {} : { name }),
    ...(path ? { path } : {}),
    ...decided(node, model),
  };
}

/** `Error` of `new Error(…)`; nothing for a caught or computed error. */
function classNameOf(callee: Expression, model: FileModel): string | undefined {
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : undefined;
  if (name === undefined || !/^[A-Z]/u.test(name)) return undefined;
  return callee.kind === "name" && model.bindingOf(callee)?.kind === "variable" ? undefined : name;
}

/** `response.raise_for_status()`, and readers of input that fail on a bad one. */
function raisedBy(call: Call, model: FileModel): ThrowRecord | undefined {
  const { callee } = call;
  if (callee.kind === "member" && callee.name === "raise_for_status") {
    const path = model.pathOf(callee);
    const decision = decided(call, model);
    return {
      place: model.place(call),
      name: "raise_for_status",
      text: line(model.source(call)),
      ...(path ? { path } : {}),
      ...(decision.input ? {} : decision),
    };
  }
  const reader = readerName(call, model);
  const argument = call.args[0]?.value;
  if (reader === undefined || !argument || !isGiven(argument, model)) return undefined;
  return { place: model.place(call), name: reader, text: line(model.source(call)), input: true };
}

/** A function parameter, nothing that was fetched. */
function isGiven(argument: Expression, model: FileModel): boolean {
  let parameter = false;
  walk(argument, node => {
    if (node.kind === "name" && model.bindingOf(node)?.kind === "parameter" && !["self", "this"].includes(node.name))
      parameter = true;
  });
  return parameter && isInput(argument, model, 0);
}

function readerName(call: Call, model: FileModel): string | undefined {
  const { callee } = call;
  if (!model.python) return undefined;
  if (callee.kind === "name" && callee.name === "open" && !model.bindingOf(callee))
    return writes(call) ? undefined : "open";
  const library = model.libraryNameOf(callee);
  return library !== undefined && READERS.some(row => row.library.test(library)) ? library : undefined;
}

/** `open(path, "w")` makes the file. */
function writes(call: Call): boolean {
  const mode = call.args[1]?.value;
  return mode?.kind === "literal" && typeof mode.value === "string" && /[wax]/u.test(mode.value);
}

function decided(node: Node, model: FileModel): Pick<ThrowRecord, "statuses" | "input"> {
  const statuses = statusesAt(node, model);
  if (statuses === "open") return {};
  if (statuses) return { statuses };
  return dependsOnInput(node, model) ? { input: true } : {};
}

const HARMLESS =
  /^(console|logger|log|logging|time|Date|performance|json|str|len|int|dict|list|self\.log|this\.log)\b|\.(debug|info|warn|warning|error|exception|bind|get|format|now|time)$/u;

/** A blanket handler around all that can fail: nothing ever leaves the function. */
function swallowing(fn: FunctionNode, model: FileModel) {
  const around = fn.body.find((one): one is Try => one.kind === "try");
  if (!around) return undefined;
  const handler = around.handlers.find(one => one.types.length === 0 || isBlanket(one.types, model));
  if (!handler || around.handlers.some(one => leavesOpen(one.body)) || leavesOpen(around.finally)) return undefined;
  const outside = fn.body.filter(one => one !== around);
  if (leavesOpen(around.otherwise) || outside.some(one => mayFail(one, model)) || !asks(around)) return undefined;
  return model.place({ start: handler.start, end: handler.body[0]?.start ?? handler.end });
}

function isBlanket(types: readonly Expression[], model: FileModel): boolean {
  return types.some(type => /^(Exception|BaseException)$/u.test(model.source(type)));
}

/** Something is thrown on, or another attempt is asked for. */
function leavesOpen(statements: readonly Node[]): boolean {
  let open = false;
  for (const statement of statements)
    walk(statement, node => {
      if (node.kind === "throw") open = true;
      if (node.kind === "call" && node.callee.kind === "member" && node.callee.name === "retry") open = true;
      if (node.kind === "call" && node.callee.kind === "name" && /raise|throw|exit|bail|abort/iu.test(node.callee.name))
        open = true;
    });
  return open;
}

function mayFail(statement: Node, model: FileModel): boolean {
  if (statement.kind === "function" || statement.kind === "import") return false;
  let fails = false;
  walk(statement, node => {
    if (node.kind === "function") return false;
    if (node.kind === "await" || node.kind === "throw" || node.kind === "yield") fails = true;
    if (node.kind === "call" && !HARMLESS.test(model.source(node.callee))) fails = true;
    return undefined;
  });
  return fails;
}

function asks(around: Try): boolean {
  let calls = 0;
  for (const statement of around.body)
    walk(statement, node => {
      if (node.kind === "call") calls++;
    });
  return calls > 0;
}

export function recogniseUnawaited(model: FileModel): UnawaitedRecord[] {
  return model.functions.filter(fn => fn.async === true && !fn.generator).flatMap(fn => unawaitedIn(fn, model));
}

function unawaitedIn(fn: FunctionNode, model: FileModel): UnawaitedRecord[] {
  const found: UnawaitedRecord[] = [];
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    if (node.kind === "return" && node.value?.kind === "call" && isTried(node)) {
      const record = unawaited(node, node.value, fn, model);
      if (record) found.push(record);
    }
    return undefined;
  });
  return found;
}

/** In the body of a `try` with a handler, of the same function. */
function isTried(node: Node): boolean {
  for (let at = node, parent = node.parent; parent && at.kind !== "function"; at = parent, parent = parent.parent)
    if (parent.kind === "try" && parent.handlers.length > 0 && parent.body.includes(at as never)) return true;
  return false;
}

function unawaited(node: Return, call: Call, fn: FunctionNode, model: FileModel): UnawaitedRecord | undefined {
  const { callee } = call;
  const path = model.pathOf(callee);
  const parameter =
    callee.kind === "name" && model.bindingOf(callee)?.kind === "parameter"
      ? typeOf(callee.name, fn, model)
      : undefined;
  if (!path && !(callee.kind === "name" && callee.name === "fetch")) return undefined;
  return {
    start: call.start,
    end: call.end,
    functionId: model.functionId(fn),
    place: model.place(node.value ?? node),
    text: line(model.source(callee)),
    ...(path ? { path } : {}),
    ...(parameter ? { parameter } : {}),
  };
}

/** Whether the type of a function parameter says that it gives a promise. */
function typeOf(name: string, fn: FunctionNode, model: FileModel): UnawaitedRecord["parameter"] {
  const parameter = fn.params.find(one => one.name === name);
  const annotation = parameter?.annotation && model.source(parameter.annotation);
  if (annotation === undefined) return "unknown";
  return /Promise|Awaitable|Coroutine/u.test(annotation) ? "promise" : undefined;
}

export function line(text: string): string {
  const one = text.replace(/\s+/gu, " ").replace(/;$/u, "").trim();
  return one.length > 70 ? `${one.slice(0, 67)}…` : one;
}
