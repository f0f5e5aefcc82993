/** Home-made limiters: functions and classes that limit by their name and by what they do. */
import type { ClassNode, Expression, FunctionNode, Name, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { REST_FRAMEWORK_THROTTLING } from "../../libraries/limiters.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { libraryName } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import {
  isCheckingName,
  isLimiterClassName,
  isLimiterFunctionName,
  isPlainCheckName,
  isQuantityName,
  mentionsLimiter,
} from "./names.ts";
import type { ClassRecord, FunctionRecord } from "./record.ts";

/** What a body does that a limiter does. */
export interface Shape {
  /** Compares a quantity with another. */
  compares: boolean;
  /** Changes state: a counter, a map, a store. */
  mutates: boolean;
  /** Answers 429, throws, or returns whether it is allowed. */
  refuses: boolean;
  /** Holds the status itself. */
  answers429: boolean;
  delegates: AccessPath[];
}

const COMPARISONS = new Set(["<", "<=", ">", ">="]);
const VERDICTS =
  /^(?:allowed|allow|success|limited|isLimited|is_limited|rateLimited|isRateLimited|blocked|ok|remaining|exceeded|permitted)$/u;
const STORES =
  /^(?:set|push|append|appendleft|incr|incrby|incrBy|increment|zadd|zAdd|zincrby|eval|evalsha|evalSha|pipeline|multi|hincrby|hIncrBy|setex|expire|pexpire|upsert|insert|rpc|add|register_script|popleft|shift|put)$/u;
const NO_LIMITER_BASE =
  /(?:Error|Exception|TestCase|BaseModel|Model|Enum|Protocol|ABC|TypedDict|NamedTuple|Serializer|Config|Component|Event|Command|Admin|Form|Factory|Mixin)$/u;

export function limiterFunctionsIn(model: FileModel): FunctionRecord[] {
  const records: FunctionRecord[] = [];
  const isLimiterFile = isNamedAfterLimits(model.path);
  for (const fn of model.functions) {
    const id = model.functionId(fn);
    if (!/^\w+$/u.test(id) || isComponent(id, model)) continue;
    const named = isLimiterFunctionName(id);
    if (!named && !(isLimiterFile && isPlainCheckName(id))) continue;
    const shape = shapeOf(fn, model);
    const counts = shape.compares && (shape.mutates || shape.refuses);
    if (!named && !(counts && shape.mutates)) continue;
    if (!counts && !shape.answers429 && shape.delegates.length === 0 && !(shape.refuses && shape.mutates)) continue;
    const span = fn.nameSpan ?? nameSpan(fn) ?? fn;
    records.push({
      form: "function",
      start: span.start,
      end: span.end,
      name: id,
      place: model.place(span),
      functionId: id,
      exported: model.python || isExported(fn),
      evidence: evidenceOf(shape),
      counts: counts || shape.mutates,
      delegates: shape.delegates,
      refuses: shape.refuses,
    });
  }
  return records;
}

export function limiterClassesIn(model: FileModel): ClassRecord[] {
  const records: ClassRecord[] = [];
  for (const node of model.classes) {
    if (node.name === undefined || node.parent?.kind === "function") continue;
    const framework = node.bases.some(base =>
      (REST_FRAMEWORK_THROTTLING.bases as readonly string[]).includes(libraryName(model.pathOf(base)) ?? ""),
    );
    if (!framework && !isHomeMade(node)) continue;
    const shape = shapeOf(node, model);
    if (!framework && !(shape.compares && shape.mutates) && !(shape.refuses && shape.delegates.length > 0)) continue;
    const span = node.nameSpan ?? node;
    records.push({
      form: "class",
      start: span.start,
      end: span.end,
      name: node.name,
      place: model.place(span),
      exported: model.python || node.exported === true,
      value: model.place(node),
      evidence: evidenceOf(shape),
      framework,
    });
  }
  return records;
}

export function shapeOf(root: FunctionNode | ClassNode, model: FileModel): Shape {
  const shape: Shape = { compares: false, mutates: false, refuses: false, answers429: false, delegates: [] };
  const own = root.name ?? (root.kind === "function" ? model.functionId(root) : "");
  walk(root, node => {
    switch (node.kind) {
      case "binary":
        if (COMPARISONS.has(node.operator) && (isQuantity(node.left) || isQuantity(node.right))) shape.compares = true;
        break;
      case "assign":
        if (node.targets.some(target => target.kind !== "name") || node.operator === "+" || node.operator === "-")
          shape.mutates = true;
        break;
      case "literal":
        // `response.status === 429` reads somebody else's answer.
        if (node.value === 429 && node.parent?.kind !== "binary") shape.refuses = shape.answers429 = true;
        break;
      case "property":
        if (node.key !== undefined && VERDICTS.test(node.key)) shape.refuses = true;
        break;
      case "return":
        if (node.value?.kind === "literal" && typeof node.value.value === "boolean") shape.refuses = true;
        break;
      case "throw":
        shape.refuses = true;
        break;
      case "call":
        readCall(node.callee, own, shape, model);
        break;
    }
  });
  return shape;
}

function readCall(callee: Expression, own: string, shape: Shape, model: FileModel): void {
  const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  if (STORES.test(name)) shape.mutates = true;
  const root = rootName(callee);
  if (!root || root.name === own) return;
  const speaks =
    mentionsLimiter(root.name) ||
    (callee.kind === "name" &&
      (isLimiterFunctionName(callee.name) || (isPlainCheckName(callee.name) && isNamedAfterLimits(model.path))));
  const symbol = speaks ? model.symbolOf(root) : undefined;
  if (symbol && shape.delegates.length < 8) shape.delegates.push(symbol);
}

/** `lib/rate-limit.ts`: in such a file `check` is a limiter's. */
function isNamedAfterLimits(path: string): boolean {
  return mentionsLimiter(
    path
      .split("/")
      .at(-1)!
      .replace(/\.\w+$/u, ""),
  );
}

/** The name that a chain of members, calls and indexes starts from. */
export function rootName(expression: Expression): Name | undefined {
  let at = expression;
  for (;;) {
    if (at.kind === "name") return at;
    if (at.kind === "member" || at.kind === "index") at = at.object;
    else if (at.kind === "call") at = at.callee;
    else if (at.kind === "await") at = at.value;
    else return undefined;
  }
}

function isQuantity(expression: Expression): boolean {
  switch (expression.kind) {
    case "name":
    case "member":
      return isQuantityName(expression.name);
    case "index":
      return (
        (expression.index.kind === "literal" && isQuantityName(String(expression.index.value))) ||
        isQuantity(expression.object)
      );
    case "call":
      return expression.args.some(argument => isQuantity(argument.value)) || isQuantity(expression.callee);
    case "binary":
      return isQuantity(expression.left) || isQuantity(expression.right);
    default:
      return false;
  }
}

function evidenceOf(shape: Shape): string[] {
  return [
    ...(shape.compares ? ["compares a count with a limit"] : []),
    ...(shape.mutates ? ["keeps a count"] : []),
    ...(shape.refuses ? ["refuses"] : []),
  ];
}

function isHomeMade(node: ClassNode): boolean {
  if (!isLimiterClassName(node.name!)) return false;
  if (node.bases.some(base => (base.kind === "name" || base.kind === "member") && NO_LIMITER_BASE.test(base.name)))
    return false;
  if (isDurableObject(node)) return false;
  return node.body.some(
    member =>
      member.kind === "function" &&
      member.name !== undefined &&
      member.method !== "constructor" &&
      isCheckingName(member.name),
  );
}

/** An object that its platform makes and calls by a binding: it is reached through configuration, not through code. */
export function isDurableObject(node: ClassNode): boolean {
  const parts: Node[] = node.bases;
  const constructor = node.body.find(member => member.kind === "function" && member.method === "constructor");
  const types = constructor?.kind === "function" ? constructor.params.map(parameter => parameter.annotation) : [];
  return [...parts, ...types].some(
    part => (part?.kind === "name" || part?.kind === "member") && /^DurableObject/u.test(part.name),
  );
}

/** A component of a user interface is a function with a capital first letter. */
function isComponent(name: string, model: FileModel): boolean {
  return !model.python && /^[A-Z]/u.test(name);
}

function isExported(fn: FunctionNode): boolean {
  if (fn.exported) return true;
  for (let at: Node | undefined = fn.parent; at; at = at.parent) {
    if (at.kind === "declare") return at.exported === true;
    if (at.kind === "export") return true;
    if (at.kind !== "argument" && at.kind !== "call") return false;
  }
  return false;
}

function nameSpan(fn: FunctionNode): Node | undefined {
  for (let at: Node | undefined = fn.parent; at; at = at.parent) {
    if (at.kind === "declare") return at.target;
    if (at.kind !== "argument" && at.kind !== "call") return undefined;
  }
  return undefined;
}
