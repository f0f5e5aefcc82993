/** Limiters that answer "allowed" when the store fails or is not there. */
import * as l10n from "@vscode/l10n";
import type { Expression, FunctionNode, Handler, If, Node, Statement, Try } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { LIMITER_LIBRARIES } from "../../libraries/limiters.ts";
import { SHARED_STORE } from "../../libraries/limiter-stores.ts";
import { libraryName } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf, guardsAt } from "../../semantics/guards.ts";
import { isDecided } from "./decisions.ts";
import type { PassingRecord } from "./failure-record.ts";
import {
  isCheckingName,
  isLimiterFunctionName,
  isVerdictName,
  mentionsLimiter,
  verdictAllows,
  words,
} from "./names.ts";
import { literalSense } from "./verdict-sense.ts";

const GATE = /imit|hrottl|LIMIT/u;
const REFUSALS = /\b429\b|[Tt]oo ?_?[Mm]any|[Rr]ate_?[Ll]imit\w{0,60}(?:Error|Exception|Exceeded)/u;
const NEXT = /^(?:next|call_next|callNext|get_response|handler|proceed)$/u;
const MODE = /fail ?-?_?(?:open|closed)|\bmode\b|strict|policy/iu;
const FLAG =
  /disabled|enabled|enable|development|node env|\btest\b|debug|skip|bypass|allow ?list|white ?list|admin|internal|should|apply|active|\bkey\b|\bip\b|user/u;
const STORE = /redis|upstash|\bkv\b|valkey|memcache|limiter|rate ?limit|store|client|configured|cache/u;
const OF_LIMITERS = LIMITER_LIBRARIES.flatMap(library => library.makes).map(make => `${make}.`);

export function passingFailuresIn(model: FileModel): PassingRecord[] {
  if (!GATE.test(model.text)) return [];
  return model.functions.flatMap(fn => {
    const limits = isLimiting(fn, model);
    const records = [...handlersOf(fn, limits, model), ...(limits ? absencesOf(fn, model) : [])];
    const [first, ...others] = records;
    // Told once a function; to close one way of several closes nothing.
    return first ? [others.length > 0 ? { ...first, verdict: undefined } : first] : [];
  });
}

/** By its name, or by that of its class or file. */
function isLimiting(fn: FunctionNode, model: FileModel): boolean {
  const id = model.functionId(fn);
  const name = id.split(".").at(-1)!;
  if (name.includes("@")) return false;
  const file = model.path
    .split("/")
    .at(-1)!
    .replace(/\.\w+$/u, "");
  return (
    isLimiterFunctionName(name) || (isCheckingName(name) && [file, ...id.split(".").slice(0, -1)].some(mentionsLimiter))
  );
}

function handlersOf(fn: FunctionNode, limits: boolean, model: FileModel): PassingRecord[] {
  const records: PassingRecord[] = [];
  eachOwn(fn, node => {
    if (node.kind !== "try") return;
    const asked = askedIn(node.body, limits, model);
    if (!asked || (!limits && !isAboutLimit(node, model))) return;
    for (const handler of node.handlers) {
      const passing = passingOf(handler, node, fn, model);
      if (!passing || isDecided(handler, fn, model)) continue;
      records.push(recordOf("handler", fn, passing, asked, model));
    }
  });
  return records;
}

interface Passing {
  at: Node;
  verdict?: Node;
  middleware: boolean;
}

function passingOf(handler: Handler, around: Try, fn: FunctionNode, model: FileModel): Passing | undefined {
  const ways: { node: Node; passing: Passing | undefined; refuses: boolean; tests: string }[] = [];
  for (const statement of handler.body)
    eachOwn(statement, node => {
      const tests = () => testsAround(node, handler, model);
      if (node.kind === "throw") ways.push({ node, passing: undefined, refuses: true, tests: tests() });
      else if (node.kind === "return") {
        const passing = passingReturn(node, fn, model);
        ways.push({ node, passing, refuses: !passing, tests: tests() });
      } else if (isNext(node)) {
        ways.push({ node, passing: { at: node, middleware: true }, refuses: false, tests: tests() });
      }
    });
  const open = ways.find(way => way.passing && !MODE.test(way.tests));
  if (ways.length === 0) return fallingThrough(handler, around, fn, model);
  if (!open || ways.some(way => way.passing && MODE.test(way.tests))) return undefined;
  // A handler that refuses too has an answer of its own, unless it only tells a refusal from a failure.
  const tellsApart = /instanceof|isinstance|msBeforeNext|remainingPoints/u.test(open.tests);
  return ways.some(way => way.refuses) && !tellsApart ? undefined : open.passing;
}

/** Nothing in the handler leaves: the request goes on behind it. */
function fallingThrough(handler: Handler, around: Try, fn: FunctionNode, model: FileModel): Passing | undefined {
  if (exitOf(handler.body) || countsItself(handler)) return undefined;
  if (!around.body.some(statement => leavesWithRefusal(statement, model))) return undefined;
  const list = fn.body;
  const index = list.indexOf(around);
  const next = index < 0 ? undefined : list.slice(index + 1).find(statement => statement.kind === "return");
  if (next?.kind === "return" && index >= 0 && !passingReturn(next, fn, model) && isVerdict(next.value))
    return undefined;
  return { at: handler, middleware: false };
}

/** `return { allowed: true }`, `return true` where true allows, `return await call_next(request)`. */
function passingReturn(node: Node & { kind: "return" }, fn: FunctionNode, model: FileModel): Passing | undefined {
  const value = node.value && unwrap(node.value);
  if (!value || (value.kind === "literal" && value.value === null))
    return refusesOtherwise(fn, model) ? { at: node, middleware: false } : undefined;
  if (isNext(value)) return { at: node, middleware: true };
  const verdict = verdictOf(value, fn, model, 0);
  return verdict?.allows
    ? { at: node, middleware: false, ...(verdict.node ? { verdict: verdict.node } : {}) }
    : undefined;
}

function verdictOf(
  value: Expression,
  fn: FunctionNode,
  model: FileModel,
  depth: number,
): { allows: boolean; node?: Node } | undefined {
  if (depth > 3) return undefined;
  switch (value.kind) {
    case "literal": {
      if (typeof value.value !== "boolean") return undefined;
      return { allows: value.value === trueAllows(fn, model), node: value };
    }
    case "object": {
      const property = value.properties.find(one => one.key !== undefined && isVerdictName(one.key));
      if (property?.value.kind !== "literal" || typeof property.value.value !== "boolean") return undefined;
      return { allows: property.value.value === verdictAllows(property.key!), node: property.value };
    }
    case "list":
      return value.items[0] && verdictOf(value.items[0], fn, model, depth + 1);
    case "call": {
      const given = value.args.find(argument => argument.value.kind === "object" || argument.name !== undefined);
      if (given?.name !== undefined && isVerdictName(given.name) && given.value.kind === "literal")
        return { allows: given.value.value === verdictAllows(given.name), node: given.value };
      return given ? verdictOf(given.value, fn, model, depth + 1) : undefined;
    }
    case "name": {
      const definition = model.definitionOf(value);
      return definition?.value && definition.steps.length === 0
        ? verdictOf(unwrap(definition.value), fn, model, depth + 1)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether `true` allows: by what is returned over the limit, else by the function's name. */
function trueAllows(fn: FunctionNode, model: FileModel): boolean {
  let told: boolean | undefined;
  eachOwn(fn, node => {
    if (node.kind !== "return" || node.value?.kind !== "literal" || typeof node.value.value !== "boolean") return;
    told ??= literalSense(node.value, node.value.value, fn);
  });
  const name = words(model.functionId(fn).split(".").at(-1)!);
  return told ?? !/limited|exceed|blocked|throttled|\bover\b|should (?:limit|block)/u.test(name);
}

/** `if (!redis) return { success: true }`. */
function absencesOf(fn: FunctionNode, model: FileModel): PassingRecord[] {
  const records: PassingRecord[] = [];
  eachOwn(fn, node => {
    if (node.kind !== "if" || !isAbsence(node, model)) return;
    const left = node.then.at(-1);
    const passing = left?.kind === "return" ? passingReturn(left, fn, model) : undefined;
    if (!passing || isDecided(node, fn, model, true)) return;
    const rest = fn.body.filter(statement => statement.start > node.end);
    if (!askedIn(rest, true, model)) return;
    records.push(recordOf("absent", fn, passing, node.test, model));
  });
  return records;
}

function isAbsence(node: If, model: FileModel): boolean {
  const { test } = node;
  const isNegative =
    (test.kind === "unary" && test.operator === "not") ||
    (test.kind === "binary" && test.operator === "==" && test.right.kind === "literal" && test.right.value === null) ||
    (test.kind === "binary" && test.operator === "or");
  const text = words(model.source(test).slice(0, 200).replaceAll(".", " "));
  return isNegative && STORE.test(text) && !FLAG.test(text);
}

function recordOf(
  form: PassingRecord["form"],
  fn: FunctionNode,
  passing: Passing,
  asked: Node,
  model: FileModel,
): PassingRecord {
  const functionId = model.functionId(fn);
  const { start, end } = passing.at;
  const first = model.text.slice(start, end).split("\n")[0]!;
  return {
    form,
    start,
    end: start + first.trimEnd().length,
    name: functionId.split(".").at(-1)!.replace(/^@.*/u, l10n.t("the handler")),
    place: model.place(passing.at),
    functionId,
    ...(passing.verdict ? { verdict: model.place(passing.verdict) } : {}),
    middleware: passing.middleware,
    asked: model.place(asked),
    test: form === "absent" ? model.source(asked).replaceAll(/\s+/gu, " ").slice(0, 60) : "",
  };
}

/** A call of the store or of a limiter. */
function askedIn(statements: readonly Statement[], limits: boolean, model: FileModel): Node | undefined {
  let asked: Node | undefined;
  for (const statement of statements)
    eachOwn(statement, node => {
      if (asked || node.kind !== "call") return;
      const own = libraryName(model.pathOf(node.callee));
      const library = own !== undefined && OF_LIMITERS.some(start => own.startsWith(start));
      const name = node.callee.kind === "member" || node.callee.kind === "name" ? node.callee.name : "";
      const receiver =
        node.callee.kind === "member" ? words(model.source(node.callee.object).slice(-80).replaceAll(".", " ")) : "";
      if (library || isLimiterFunctionName(name)) asked = node;
      else if (receiver !== "" && mentionsLimiter(receiver) && isCheckingName(name)) asked = node;
      else if (limits && receiver !== "" && SHARED_STORE.test(receiver)) asked = node;
    });
  return asked;
}

/** The try holds little more than the question and the refusal, so that its handler is about the limiter. */
function isAboutLimit(around: Try, model: FileModel): boolean {
  return (
    around.body.length <= 4 &&
    around.body.some(statement => leavesWithRefusal(statement, model) || asksThrowing(statement))
  );
}

/** `await limiter.consume(key)` throws its refusal. */
function asksThrowing(statement: Statement): boolean {
  const value = statement.kind === "expression" ? unwrap(statement.expression) : undefined;
  return value?.kind === "call" && value.callee.kind === "member" && value.callee.name === "consume";
}

function leavesWithRefusal(statement: Statement, model: FileModel): boolean {
  let leaves = false;
  eachOwn(statement, node => {
    if ((node.kind === "return" || node.kind === "throw") && REFUSALS.test(model.source(node))) leaves = true;
  });
  return leaves;
}

function refusesOtherwise(fn: FunctionNode, model: FileModel): boolean {
  return REFUSALS.test(model.source(fn).slice(0, 20_000));
}

/** A count of its own, kept for the time without the store. */
function countsItself(handler: Handler): boolean {
  let counts = false;
  walk(handler, node => {
    if (node.kind === "binary" && ["<", "<=", ">", ">="].includes(node.operator)) counts = true;
  });
  return counts;
}

function testsAround(node: Node, handler: Handler, model: FileModel): string {
  return guardsAt(node)
    .filter(guard => guard.test.start >= handler.start && guard.test.end <= handler.end)
    .map(guard => model.source(guard.test))
    .join(" ");
}

/** `next()` and `call_next(request)`; `next(error)` gives the failure on. */
function isNext(node: Node): boolean {
  if (node.kind !== "call" || (node.callee.kind !== "name" && node.callee.kind !== "member")) return false;
  return NEXT.test(node.callee.name) && node.args.length <= (node.callee.name === "next" ? 0 : 1);
}

function isVerdict(value: Expression | undefined): boolean {
  return value?.kind === "literal" ? typeof value.value === "boolean" : value?.kind === "object";
}

function unwrap(value: Expression): Expression {
  return value.kind === "await" ? unwrap(value.value) : value;
}

/** Nodes below, without those of functions inside. */
function eachOwn(root: Node, visit: (node: Node) => void): void {
  walk(root, node => {
    if (node.kind === "function" && node !== root) return false;
    visit(node);
    return undefined;
  });
}
