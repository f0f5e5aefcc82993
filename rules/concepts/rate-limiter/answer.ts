/** What a function that limits tells its caller: a verdict to act on, a refusal that it throws by itself, or what another limiter told it. */
import type { Place } from "../../finding.ts";
import type { Call, Expression, FunctionNode, Node, Span, Statement } from "../../ir/nodes.ts";
import { eachOwn, walk } from "../../ir/walk.ts";
import { SLEEPS } from "../../libraries/limiters.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf, loopsAround } from "../../semantics/guards.ts";
import { isCheckingName, isLimiterFunctionName, isVerdictName, mentionsLimiter, verdictAllows } from "./names.ts";
import { shapeOf } from "./recognise-function.ts";
import { isBoolean, literalSense, sense } from "./verdict-sense.ts";

export type AnswerShape = "boolean" | "object" | "tuple" | "response" | "rejection" | "wait" | "handed on";

export interface AnswerRecord extends Span {
  what: "answer";
  functionId: string;
  shape: AnswerShape;
  /** Given as a promise or coroutine. */
  promised: boolean;
  /** The member that holds the verdict. */
  field?: string;
  /** The verdict is an attribute of an instance, not a key. */
  attribute?: boolean;
  /** Whether a true verdict allows; undefined when its sense is not clear. */
  allows?: boolean;
  /** Calls whose answers are given on. */
  from: AccessPath[];
  /** Where it refuses. */
  refusal?: Place;
}

interface Part {
  kind: AnswerShape | "nothing" | "unknown";
  node: Node;
  refuses: boolean;
  field?: string;
  attribute?: boolean;
  allows?: boolean;
  from?: AccessPath;
}

const RESPONSES = /^(?:Next)?Response$|^(?:JSON|Plain ?Text|Http|Json|ORJSON)Response$/u;
const REFUSAL_TEXT = /limit|429|too.?many|throttl|quota|slow.?down|exceed/iu;

export function answersIn(model: FileModel): AnswerRecord[] {
  const file = model.path
    .split("/")
    .at(-1)!
    .replace(/\.\w+$/u, "");
  return model.functions.flatMap(fn => {
    const id = model.functionId(fn);
    if (id.includes("@") || !speaks(id, mentionsLimiter(file))) return [];
    return answerOf(fn, id, model) ?? [];
  });
}

/** `checkRateLimit`; `RateLimiter.check`; `check` in a file that is named after limits, also inside what a factory there makes. */
function speaks(id: string, inLimiterFile: boolean): boolean {
  const names = id.split(".");
  const name = names.at(-1)!;
  if (isLimiterFunctionName(name)) return true;
  return isCheckingName(name) && (inLimiterFile || names.slice(0, -1).some(mentionsLimiter));
}

function answerOf(fn: FunctionNode, id: string, model: FileModel): AnswerRecord | undefined {
  const record = { what: "answer", start: fn.start, end: fn.end, functionId: id } as const;
  if (passesOn(fn)) return undefined;
  const thrown = refusalsThrown(fn, model);
  const promise = promiseOf(fn);
  const promised = fn.async === true || promise !== undefined;
  if (thrown) return { ...record, shape: "rejection", promised, from: [], refusal: model.place(thrown) };
  if (waits(fn)) return promised ? { ...record, shape: "wait", promised, from: [] } : undefined;
  if (promise || writesItself(fn)) return undefined;
  const parts = returnsOf(fn).map(node => partOf(node, fn, model));
  const told = parts.filter(part => part.kind !== "nothing");
  if (told.length === 0 || told.some(part => part.kind === "unknown")) return undefined;
  const own = told.filter(part => part.kind !== "handed on");
  const from = told.flatMap(part => part.from ?? []);
  const first = own[0];
  if (!first) return { ...record, shape: "handed on", promised, from };
  const refusing = own.find(part => part.refuses);
  if (!refusing || own.some(part => part.kind !== first.kind) || !decides(first, fn, model)) return undefined;
  const allows = first.field !== undefined ? verdictAllows(first.field) : agreed(own);
  return {
    ...record,
    shape: first.kind as AnswerShape,
    promised,
    from,
    refusal: model.place(refusing.node),
    ...(first.field === undefined ? {} : { field: first.field }),
    ...(first.attribute ? { attribute: true } : {}),
    ...(allows === undefined ? {} : { allows }),
  };
}

/** It compares a count, asks another's verdict, or says in so many words that something is allowed. */
function decides(part: Part, fn: FunctionNode, model: FileModel): boolean {
  if (part.kind === "object" && !/^(?:success|ok)$/u.test(part.field ?? "")) return true;
  if (shapeOf(fn, model).compares) return true;
  return has(fn, node => (node.kind === "member" || node.kind === "name") && isVerdictName(node.name));
}

function agreed(parts: Part[]): boolean | undefined {
  const senses = new Set(parts.flatMap(part => part.allows ?? []));
  return senses.size === 1 ? [...senses][0] : undefined;
}

function partOf(node: Node & { kind: "return" }, fn: FunctionNode, model: FileModel): Part {
  const value = node.value && unwrap(node.value);
  if (!value || (value.kind === "literal" && value.value === null)) return { kind: "nothing", node, refuses: false };
  return { ...valuePart(value, fn, model, 0), node };
}

function valuePart(value: Expression, fn: FunctionNode, model: FileModel, depth: number): Omit<Part, "node"> {
  if (value.kind === "object") return objectPart(value);
  if (isBoolean(value, model)) {
    const literal = value.kind === "literal" ? value.value === true : undefined;
    const allows = literal === undefined ? sense(value) : literalSense(value, literal, fn);
    return {
      kind: "boolean",
      refuses: literal !== true || allows === false,
      ...(allows === undefined ? {} : { allows }),
    };
  }
  if (value.kind === "list") {
    const [first] = value.items;
    if (value.flavour !== "tuple" || !first || !isBoolean(first, model)) return { kind: "unknown", refuses: false };
    return { kind: "tuple", refuses: !(first.kind === "literal" && first.value === true) };
  }
  if (value.kind === "conditional" && depth < 3) {
    const parts = [value.then, value.otherwise].map(one => valuePart(unwrap(one), fn, model, depth + 1));
    return parts.find(part => part.refuses) ?? parts[0]!;
  }
  if (value.kind === "name" && depth < 3) {
    const definition = model.definitionOf(value);
    if (definition?.value && definition.steps.length === 0 && model.bindingOf(value)?.definitions.length === 1)
      return valuePart(unwrap(definition.value), fn, model, depth + 1);
  }
  if (value.kind === "call") {
    if (isResponse(value)) return { kind: "response", refuses: true };
    const made = constructedPart(value);
    if (made) return made;
    const path = model.pathOf(value);
    return path ? { kind: "handed on", refuses: false, from: path } : { kind: "unknown", refuses: false };
  }
  return { kind: "unknown", refuses: false };
}

/** `RateLimitResult(allowed=False, remaining=0)`. */
function constructedPart(call: Call): Omit<Part, "node"> | undefined {
  const argument = call.args.find(one => one.name !== undefined && isVerdictName(one.name));
  if (argument?.name === undefined) return undefined;
  const literal = argument.value.kind === "literal" ? argument.value.value : undefined;
  const refuses = literal === undefined || literal !== verdictAllows(argument.name);
  return { kind: "object", field: argument.name, refuses, attribute: true };
}

/** `{ allowed: false, remaining: 0 }`, `{ success: count <= limit }`; shorthand properties count as computed. */
function objectPart(value: Expression & { kind: "object" }): Omit<Part, "node"> {
  const property = value.properties.find(one => one.key !== undefined && isVerdictName(one.key));
  if (!property) return { kind: "unknown", refuses: false };
  const field = property.key!;
  const literal = property.value.kind === "literal" ? property.value.value : undefined;
  return { kind: "object", field, refuses: literal === undefined || literal !== verdictAllows(field) };
}

/** `new Response(…, { status: 429 })`, `NextResponse.json(…)`, `JSONResponse(…)`. */
function isResponse(call: Expression & { kind: "call" }): boolean {
  const callee = call.callee;
  const made =
    callee.kind === "name"
      ? callee.name
      : callee.kind === "member" && callee.object.kind === "name"
        ? callee.object.name
        : "";
  return RESPONSES.test(made);
}

function returnsOf(fn: FunctionNode): (Node & { kind: "return" })[] {
  const found: (Node & { kind: "return" })[] = [];
  eachOwn(fn, node => {
    if (node.kind === "return") found.push(node);
  });
  return found;
}

/** A throw or rejection that leaves the function and speaks of limits. */
function refusalsThrown(fn: FunctionNode, model: FileModel): Node | undefined {
  let found: Node | undefined;
  walk(fn, node => {
    if (node.kind === "throw" && !isCaughtInside(node, fn) && REFUSAL_TEXT.test(model.source(node))) found ??= node;
    if (node.kind !== "call") return;
    const name = node.callee.kind === "name" || node.callee.kind === "member" ? node.callee.name : "";
    if (
      (node.callee.kind === "name" && /^(?:reject|abort)$/u.test(name)) ||
      (/^(?:throw|raise|assert|enforce)/u.test(name) && REFUSAL_TEXT.test(name))
    )
      found ??= node;
  });
  return found;
}

/** Middleware that goes on by calling the next one: who calls it has nothing to ask. */
function passesOn(fn: FunctionNode): boolean {
  return has(
    fn,
    node => node.kind === "call" && node.callee.kind === "name" && /^(?:next|call_next|done)$/u.test(node.callee.name),
  );
}

function promiseOf(fn: FunctionNode): Expression | undefined {
  return returnsOf(fn)
    .map(node => node.value)
    .find(
      value =>
        value?.kind === "call" &&
        value.isNew === true &&
        value.callee.kind === "name" &&
        value.callee.name === "Promise",
    );
}

/** `response.status(429).json(…)`: it answers the request itself. */
function writesItself(fn: FunctionNode): boolean {
  return has(
    fn,
    node =>
      node.kind === "call" &&
      node.callee.kind === "member" &&
      /^(?:status|sendStatus|writeHead|code)$/u.test(node.callee.name) &&
      node.args[0]?.value.kind === "literal" &&
      node.args[0].value.value === 429,
  );
}

/** It sleeps until it has a token. */
function waits(fn: FunctionNode): boolean {
  return has(
    fn,
    node =>
      node.kind === "call" &&
      (node.callee.kind === "name" || node.callee.kind === "member") &&
      SLEEPS.includes(node.callee.name) &&
      loopsAround(node).length > 0,
  );
}

function isCaughtInside(node: Node, fn: FunctionNode): boolean {
  for (let at = node, parent = at.parent; parent && at !== fn; at = parent, parent = parent.parent)
    if (
      parent.kind === "try" &&
      parent.body.includes(at as Statement) &&
      parent.handlers.some(handler => catchesAll(handler.types) && exitOf(handler.body) !== "throw")
    )
      return true;
  return false;
}

function catchesAll(types: readonly Expression[]): boolean {
  return types.length === 0 || types.some(type => type.kind === "name" && /^(?:Base)?Exception$/u.test(type.name));
}

function unwrap(value: Expression): Expression {
  return value.kind === "await" ? unwrap(value.value) : value;
}

function has(root: Node, test: (node: Node) => boolean): boolean {
  let found = false;
  walk(root, node => {
    if (!found && test(node)) found = true;
    return !found;
  });
  return found;
}
