/** Calls that may ask a limiter and whose answer nothing depends on. Whether they ask one is told when the project is linked. */
import type { Call, ClassNode, Decorator, Expression, FunctionNode } from "../../ir/nodes.ts";
import { LIMIT_MEMBERS, VIEW_DECIDES } from "../../libraries/limit-answers.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { WiringRecord } from "./record.ts";
import type { CheckRecord, LimitCheckRecord, UnreadDecoratorRecord } from "./check-record.ts";
import { neglectOf, peeksOf } from "./check-use.ts";
import { handlerOf } from "./handler.ts";
import { isCheckingName, mentionsLimiter } from "./names.ts";

const MAX_CALLEE = 120;

export function checksIn(model: FileModel): LimitCheckRecord[] {
  const read = readsVerdict(model);
  return [
    ...model.calls.flatMap(call => checkOf(call, model) ?? []),
    ...(read ? [] : [...model.functions, ...model.classes].flatMap(owner => unreadDecorators(owner, model))),
  ];
}

function checkOf(call: Call, model: FileModel): CheckRecord | undefined {
  const { callee } = call;
  if ((callee.kind !== "member" && callee.kind !== "name") || call.isNew) return undefined;
  const path = model.pathOf(callee);
  const binding = isBinding(call, model);
  if (!binding && (!path || !mayAsk(callee, path, model))) return undefined;
  const use = neglectOf(call, model);
  if (!use) return undefined;
  const fn = model.enclosingFunction(call);
  return {
    form: "call",
    start: call.start,
    end: call.end,
    callee: calleeText(callee, model),
    ...(path ? { path } : {}),
    ...(binding ? { binding } : {}),
    neglect: use.neglect,
    awaited: use.awaited,
    call: model.place(call),
    ...(use.at ? { at: model.place(use.at) } : {}),
    ...(use.member === undefined ? {} : { member: use.member }),
    flags: flagsOf(call),
    ...(isAskedBesides(call, fn, model) ? { askedBesides: true } : {}),
    handler: handlerOf(fn, model),
    peeks: peeksOf(call, model),
    repair: {
      awaitable: fn ? fn.async === true : false,
      whole: { start: use.whole.start, end: use.whole.end },
      ...(use.name === undefined ? {} : { name: use.name }),
      ...(use.direct ? { direct: true } : {}),
      ...(use.after === undefined ? {} : { after: use.after }),
      ...(use.pattern === undefined ? {} : { pattern: use.pattern }),
    },
  };
}

/** The same is asked of the same key elsewhere in the function and decides there: this call only counts. */
function isAskedBesides(call: Call, fn: FunctionNode | undefined, model: FileModel): boolean {
  const asked = model.source(call);
  return model.calls.some(
    other =>
      other !== call &&
      fn !== undefined &&
      other.start >= fn.start &&
      other.end <= fn.end &&
      model.source(other) === asked &&
      !/^(?:dropped|unread|swallowed)$/u.test(neglectOf(other, model)?.neglect ?? ""),
  );
}

/** A name that speaks of limits, or a member that libraries ask by on something that the file knows. */
export function mayAsk(callee: Expression & { kind: "member" | "name" }, path: AccessPath, model: FileModel): boolean {
  if (mentionsLimiter(callee.name)) return true;
  if (callee.kind === "name") return mentionsLimiter(path.module ?? "") && isCheckingName(callee.name);
  const object = callee.object;
  if (mentionsLimiter(model.source(object).slice(0, MAX_CALLEE)))
    return isCheckingName(callee.name) || LIMIT_MEMBERS.has(callee.name);
  return LIMIT_MEMBERS.has(callee.name) && (object.kind === "name" || object.kind === "member");
}

/** `env.LIMITER.limit({ key: ip })`: the only argument is an object with a key, on a member of what the platform gives. */
function isBinding(call: Call, model: FileModel): boolean {
  const callee = call.callee;
  if (callee.kind !== "member" || callee.name !== "limit" || callee.object.kind !== "member" || call.args.length !== 1)
    return false;
  const object = call.args[0]!.value;
  if (object.kind !== "object" || object.properties.length !== 1 || object.properties[0]!.key !== "key") return false;
  return /(?:^|\.)env$/u.test(model.source(callee.object.object));
}

function calleeText(callee: Expression, model: FileModel): string {
  const text = model.source(callee).replaceAll(/\s+/gu, " ");
  return text.length > 60 ? `…${text.slice(-50)}` : text;
}

function flagsOf(call: Call): string[] {
  return call.args.flatMap(argument =>
    argument.value.kind === "object"
      ? argument.value.properties.flatMap(property =>
          property.key !== undefined && property.value.kind === "literal" && property.value.value === true
            ? [property.key]
            : [],
        )
      : argument.name !== undefined && argument.value.kind === "literal" && argument.value.value === true
        ? [argument.name]
        : [],
  );
}

/** The fact, for other files, that this one looks at what such a decorator leaves. */
export function verdictReadsIn(model: FileModel): WiringRecord[] {
  return model.python && readsVerdict(model) ? [{ what: "read", start: 0, end: 0, text: VIEW_DECIDES.attribute }] : [];
}

/** Whether anything in the file looks at what the decorator leaves on the request. */
function readsVerdict(model: FileModel): boolean {
  if (!model.python) return true;
  return (
    model.nodesOf("member").some(node => node.name === VIEW_DECIDES.attribute) ||
    model.nodesOf("literal").some(node => node.value === VIEW_DECIDES.attribute)
  );
}

function unreadDecorators(owner: FunctionNode | ClassNode, model: FileModel): UnreadDecoratorRecord[] {
  return owner.decorators.flatMap(decorator => unreadDecorator(decorator, owner.name ?? "", model) ?? []);
}

/** `@ratelimit(key="ip", rate="5/m", block=False)`, also inside `@method_decorator(…)`. */
function unreadDecorator(decorator: Decorator, owner: string, model: FileModel): UnreadDecoratorRecord | undefined {
  let call = decorator.expression;
  if (call.kind === "call" && call.callee.kind === "name" && call.callee.name === "method_decorator" && call.args[0])
    call = call.args[0].value;
  if (call.kind !== "call") return undefined;
  const path = model.pathOf(call.callee);
  const rate = model.keyword(call, VIEW_DECIDES.rate);
  if (!path || !rate) return undefined;
  const block = model.keyword(call, VIEW_DECIDES.keyword);
  if (block && block.value.kind !== "literal") return undefined;
  const last = call.args.at(-1)!;
  return {
    form: "decorator",
    start: decorator.start,
    end: decorator.end,
    path,
    function: owner,
    place: model.place(call),
    ...(block?.value.kind === "literal"
      ? { blocks: block.value.value === true, keyword: model.place(block.value) }
      : {}),
    closing: last.end,
  };
}
