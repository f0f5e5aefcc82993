/** What becomes of a limiter's answer in the function that asked: whether anything that follows depends on it. */
import type { Call, Expression, Handler, Name, Node, Pattern, Statement } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { Neglect } from "./check-record.ts";
import { isVerdictName } from "./names.ts";

export interface Use {
  neglect: Neglect;
  awaited: boolean;
  whole: Node;
  at?: Node;
  member?: string;
  name?: string;
  direct?: boolean;
  after?: number;
  pattern?: number;
}

const PROMISE_MEMBERS = new Set(["then", "catch", "finally"]);
const LOGS = /^(?:console|logger|log|logging|winston|pino|Sentry|print|debug|warn|info)\b/u;
/** Members that tell about the limit and decide nothing by themselves. */
const DETAILS =
  /^(?:limit|remaining|reset|resetAt|reset_at|resetTime|reset_time|retryAfter|retry_after|pending|reason|count|total|used)$/u;

/** How the answer is neglected; undefined when something may depend on it. */
export function neglectOf(call: Call, model: FileModel): Use | undefined {
  let whole: Expression = call;
  let awaited = false;
  while (whole.parent?.kind === "await") {
    whole = whole.parent;
    awaited = true;
  }
  const parent = whole.parent;
  const base = { awaited, whole };
  switch (parent?.kind) {
    case "expression":
      return swallowed(parent, base) ?? { ...base, neglect: "dropped" };
    case "unary":
      if (parent.operator === "void" && parent.parent?.kind === "expression") return { ...base, neglect: "dropped" };
      return tested(parent, base);
    case "member":
      return memberRead(parent, call, base);
    case "declare":
      return parent.value === whole && !parent.exported ? bound(parent.target, parent, base, model) : undefined;
    case "assign":
      return parent.operator === "=" && parent.targets.length === 1 && parent.parent?.kind === "expression"
        ? bound(parent.targets[0]!, parent, base, model)
        : undefined;
    default:
      return parent && isTest(whole) ? tested(whole, base) : undefined;
  }
}

/** `try { await limiter.consume(ip) } catch {}`: only where the refusal is a throw. */
function swallowed(statement: Statement, base: Pick<Use, "awaited" | "whole">): Use | undefined {
  const around = statement.parent;
  // What follows in the same `try` is left out with the refusal.
  if (around?.kind !== "try" || around.body.at(-1) !== statement) return undefined;
  const handler = around.handlers.find(isIdle);
  return handler && around.handlers.length === 1 ? { ...base, neglect: "swallowed", at: handler } : undefined;
}

function isIdle(handler: Handler): boolean {
  return handler.body.every(
    statement => isLog(statement) || (statement.kind === "hole" && statement.children.length === 0),
  );
}

/** `rl.limit(id).success` of a promise is undefined; `(await rl.limit(id)).limit` tells nothing. */
function memberRead(
  member: Expression & { kind: "member" },
  call: Call,
  base: Pick<Use, "awaited" | "whole">,
): Use | undefined {
  if (base.awaited || PROMISE_MEMBERS.has(member.name) || member.object !== call) return undefined;
  const called = member.parent?.kind === "call" && member.parent.callee === member;
  return called ? undefined : { ...base, neglect: "promise", at: member, member: member.name };
}

/** `if (!(await rl.limit(id)))` tests an object; without `await` a promise. */
function tested(operand: Expression, base: Pick<Use, "awaited" | "whole">): Use | undefined {
  if (!isTest(operand)) return undefined;
  return { ...base, neglect: base.awaited ? "whole" : "promise", at: operand };
}

function bound(
  target: Pattern,
  statement: Node,
  base: Pick<Use, "awaited" | "whole">,
  model: FileModel,
): Use | undefined {
  const after = statement.kind === "declare" ? statement.statement.end : statement.parent!.end;
  if (target.kind === "object-pattern") return patternUse(target, { ...base, after }, model);
  if (target.kind === "list-pattern") return tupleUse(target, { ...base, after }, model);
  if (target.kind !== "name") return undefined;
  const references = referencesOf(target, model);
  if (!references) return undefined;
  const uses = references.map(reference => useOf(reference));
  if (uses.every(use => use === "nothing")) return { ...base, neglect: "unread", name: target.name, after };
  const logged = references.find(reference => isLoggedOnly(reference));
  if (logged && uses.every((use, at) => use === "nothing" || isLoggedOnly(references[at]!)))
    return { ...base, neglect: "logged", at: branchOf(logged)!, name: target.name };
  // Every use tests the value itself and none takes it further.
  const at = references.find(reference => isTest(outermostNot(reference)));
  if (at && uses.every(use => use === "nothing" || use === "test"))
    return { ...base, neglect: base.awaited ? "whole" : "promise", at, name: target.name };
  if (base.awaited || !references.every(reference => isMemberOnly(reference))) return undefined;
  const read = references.find(reference => isVerdictName((reference.parent as { name?: string }).name ?? ""));
  return read
    ? { ...base, neglect: "promise", at: read.parent!, member: (read.parent as { name: string }).name }
    : undefined;
}

function patternUse(
  pattern: Pattern & { kind: "object-pattern" },
  base: Pick<Use, "awaited" | "whole" | "after">,
  model: FileModel,
): Use | undefined {
  const start = pattern.start + 1;
  if (pattern.properties.some(property => property.rest || property.target.kind !== "name")) return undefined;
  const verdict = pattern.properties.find(property => property.key !== undefined && isVerdictName(property.key));
  if (!base.awaited && verdict) return { ...base, neglect: "promise", at: pattern, member: verdict.key! };
  if (pattern.properties.length === 0) return undefined;
  let logged: Name | undefined;
  for (const property of pattern.properties) {
    const references = referencesOf(property.target as Name, model);
    if (!references || (property !== verdict && !DETAILS.test(property.key ?? ""))) return undefined;
    for (const reference of references) {
      if (property === verdict && isLoggedOnly(reference)) logged = reference;
      else if (useOf(reference) !== "nothing" && !(property !== verdict && isDetail(reference))) return undefined;
    }
  }
  if (logged) return { ...base, neglect: "logged", at: branchOf(logged)! };
  const name = verdict?.target.kind === "name" ? verdict.target.name : undefined;
  return {
    ...base,
    neglect: "unread",
    ...(name === undefined ? { pattern: start } : { name, direct: true }),
    ...(verdict ? { member: verdict.key! } : {}),
  };
}

/** `allowed, reason = limiter.check(key)`. */
function tupleUse(
  pattern: Pattern & { kind: "list-pattern" },
  base: Pick<Use, "awaited" | "whole" | "after">,
  model: FileModel,
): Use | undefined {
  for (const item of pattern.items) {
    if (item?.target.kind !== "name" || item.rest) return undefined;
    if (referencesOf(item.target, model)?.some(reference => useOf(reference) !== "nothing") !== false) return undefined;
  }
  const first = pattern.items[0]?.target;
  return { ...base, neglect: "unread", ...(first?.kind === "name" ? { name: first.name } : {}) };
}

/** Uses of a variable that is given a value once. */
function referencesOf(target: Name, model: FileModel): readonly Name[] | undefined {
  const binding = model.bindings.lookUp(target.name, target);
  return binding?.definitions.length === 1 ? binding.references : undefined;
}

/** nothing: read for a log, or as a detail that goes nowhere. test: tested as a whole. */
function useOf(reference: Name): "nothing" | "test" | "more" {
  if (isTest(outermostNot(reference))) return "test";
  if (isLogged(reference)) return "nothing";
  const parent = reference.parent;
  return parent?.kind === "member" && DETAILS.test(parent.name) && isDetail(parent) ? "nothing" : "more";
}

/** A detail put into a header, a text or a log: not compared, not tested, not given to a function of the project. */
function isDetail(value: Expression): boolean {
  for (let at: Node = value, parent = value.parent; parent; at = parent, parent = parent.parent) {
    switch (parent.kind) {
      case "property":
        if (parent.key === "headers") return true;
        continue;
      case "member":
      case "template":
      case "object":
        continue;
      case "binary":
        if (!/^[-+*/]$|^\?\?$/u.test(parent.operator)) return false;
        continue;
      case "argument":
        return isLogged(value) || isPrinted(parent.parent as Call);
      case "call":
        if (parent.callee === at) continue;
        return false;
      default:
        return false;
    }
  }
  return false;
}

/** `headers.set("X-RateLimit-Limit", String(limit))`. */
function isPrinted(call: Call): boolean {
  const callee = call.callee;
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  if (/^(?:String|Number|ceil|floor|round|max|min|Date|str|int)$/u.test(name))
    return call.parent?.kind === "argument" ? isPrinted(call.parent.parent as Call) : isDetail(call);
  return (
    /^(?:(?:Next)?Response|Headers)$/u.test(name) ||
    (callee.kind === "member" && /^(?:set|append|header|setHeader|waitUntil)$/u.test(name))
  );
}

/** The branch on a verdict holds nothing but log lines. */
function isLoggedOnly(reference: Name): boolean {
  const branch = branchOf(reference);
  return branch !== undefined && branch.otherwise.length === 0 && branch.then.length > 0 && branch.then.every(isLog);
}

function branchOf(reference: Name) {
  let at: Expression = reference;
  if (at.parent?.kind === "member" && isVerdictName(at.parent.name)) at = at.parent;
  at = outermostNot(at);
  return at.parent?.kind === "if" && at.parent.test === at ? at.parent : undefined;
}

function isLog(statement: Statement): boolean {
  if (statement.kind !== "expression") return false;
  let at: Expression = statement.expression;
  while (at.kind === "await") at = at.value;
  return at.kind === "call" && isLogCall(at);
}

function isLogCall(call: Call): boolean {
  let at: Expression = call.callee;
  while (at.kind === "member" || at.kind === "call") {
    if (at.kind === "member" && /^(?:logger|log)$/u.test(at.name)) return true;
    at = at.kind === "member" ? at.object : at.callee;
  }
  return at.kind === "name" && LOGS.test(at.name);
}

/** Anywhere inside the arguments of a log line. */
function isLogged(value: Node): boolean {
  for (let at = value.parent; at && at.kind !== "function" && at.kind !== "expression"; at = at.parent)
    if (at.kind === "call" && isLogCall(at)) return true;
  return false;
}

function isMemberOnly(reference: Name): boolean {
  return reference.parent?.kind === "member" && !PROMISE_MEMBERS.has(reference.parent.name);
}

function outermostNot(value: Expression): Expression {
  let at = value;
  while (at.parent?.kind === "unary" && at.parent.operator === "not") at = at.parent;
  return at;
}

/** The test of a branch, or an operand of `and`/`or` in one. */
function isTest(value: Expression): boolean {
  for (let at: Node = value, parent = value.parent; parent; at = parent, parent = parent.parent) {
    if (parent.kind === "unary" && parent.operator === "not") continue;
    if (parent.kind === "binary" && (parent.operator === "and" || parent.operator === "or")) continue;
    return (parent.kind === "if" || parent.kind === "conditional" || parent.kind === "loop") && parent.test === at;
  }
  return false;
}

/** Other members that the file reads of what the call asks: `limiter.getRemaining(…)`. */
export function peeksOf(call: Call, model: FileModel): string[] {
  const callee = call.callee;
  if (callee.kind !== "member") return [];
  const receiver = receiverText(callee.object, model);
  const names = new Set<string>();
  walk(model.module, node => {
    if (
      node.kind === "member" &&
      node !== callee &&
      node.name !== callee.name &&
      receiverText(node.object, model) === receiver
    )
      names.add(node.name);
  });
  return [...names].slice(0, 12);
}

/** Without arguments: `ratelimit(5, "1 m")` and `ratelimit(10, "1 h")` are the same. */
function receiverText(object: Expression, model: FileModel): string {
  if (object.kind === "call") return `${receiverText(object.callee, model)}()`;
  return object.kind === "name" || object.kind === "member" ? model.source(object) : `@${object.start}`;
}
