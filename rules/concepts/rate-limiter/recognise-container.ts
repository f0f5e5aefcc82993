/** Home-made limiters that count in a container of their process: a `Map` of the module, a dictionary of the instance. */
import type { Call, ClassNode, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { CONTAINERS, SHARED_STORE } from "../../libraries/limiter-stores.ts";
import { SLEEPS } from "../../libraries/limiters.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isFallback } from "./fallback.ts";
import { isLimiterClassName, isQuantityName, mentionsLimiter, words } from "./names.ts";
import { isDurableObject } from "./recognise-function.ts";
import type { ContainerRecord } from "./storage-record.ts";

const GATE = /limit|throttl|attempt|bucket|quota|429/iu;
const SPEAKS = /rate ?limit|throttl|limiter|attempt|bucket|quota|flood|brute|lockout|too ?many/u;
const CLOCK =
  /Date\.now|new Date|time\.time|monotonic|datetime|timezone\.now|utcnow|performance\.now|\bttl\b|TTLCache|setInterval/u;
const REFUSES = /\b429\b|[Tt]oo ?[Mm]any|[Rr]ate ?[Ll]imit ?[Ee]xceed|RateLimit\w{0,60}(?:Error|Exception)/u;
const CLIENT_FILE = /(?:^|\/)(?:components|hooks|ui|client|frontend\/src|mobile|ios|android)\/|\.[jt]sx$/u;
const BROWSER =
  /\b(?:window|localStorage|sessionStorage)\.\w|\bdocument\.(?:querySelector|getElementById|addEventListener|createElement|body|cookie)/u;
/** How often something is logged, sampled or announced is no limit of requests. */
const OUTPUT =
  /\b(?:logs?|logger|logging|log filters?|sampling|sampler|metrics?|telemetry|alerts?|alerting|notifier|toasts?)\b/u;
const MAX_SOURCE = 20_000;

interface Candidate {
  name: string;
  target: Node;
  value: Expression;
  accesses: Node[];
  exported: boolean;
  owner?: ClassNode;
}

export function containersIn(model: FileModel): ContainerRecord[] {
  if (!GATE.test(model.text) || isClientCode(model)) return [];
  const candidates = [...variables(model), ...members(model)];
  const records = candidates.flatMap(candidate => recordOf(candidate, model) ?? []);
  // A window's start beside its count: one limiter, one finding.
  return records.filter((record, index) => records.findIndex(other => other.unit === record.unit) === index);
}

function variables(model: FileModel): Candidate[] {
  const candidates: Candidate[] = [];
  for (const node of model.nodesOf("declare", "assign")) {
    const target = node.kind === "declare" ? node.target : node.targets[0];
    if (target?.kind !== "name" || !node.value || !isContainer(node.value)) continue;
    const binding = model.bindings.lookUp(target.name, node);
    if (!binding || binding.definitions.length > 2 || binding.scope.kind === "class") continue;
    // What a function makes anew for each call counts nothing, unless a function inside it keeps it.
    const scope = model.enclosingFunction(node);
    const kept = scope ? binding.references.some(one => model.enclosingFunction(one) !== scope) : true;
    if (!kept || candidates.some(one => one.target === target)) continue;
    const exported = node.kind === "declare" && node.exported === true;
    candidates.push({ name: target.name, target, value: node.value, accesses: binding.references, exported });
  }
  return candidates;
}

function members(model: FileModel): Candidate[] {
  return model.classes.flatMap(owner => {
    if (isDurableObject(owner)) return [];
    const paces = model.calls.some(call => isIn(call, owner) && SLEEPS.includes(lastName(call)));
    const counts = isLimiterClassName(owner.name ?? "") && !paces ? numbersOf(owner) : new Set<string>();
    return model.memberNames(owner).flatMap(name => {
      const values = model.memberValues(owner, name);
      const value = values.find(isContainer) ?? (counts.has(name) ? values[0] : undefined);
      const target = value && memberTarget(value);
      if (!value || !target) return [];
      const accesses: Node[] = [];
      walk(owner, node => {
        if (node.kind === "member" && node.name === name && node !== target) accesses.push(node);
      });
      return [{ name, target, value, accesses, exported: owner.exported === true || model.python, owner }];
    });
  });
}

/** Members that are raised or lowered: the tokens of a bucket, the count of a window. */
function numbersOf(owner: ClassNode): Set<string> {
  const names = new Set<string>();
  walk(owner, node => {
    const target = node.kind === "assign" ? node.targets[0] : undefined;
    if (node.kind !== "assign" || target?.kind !== "member") return;
    if (target.object.kind !== "name" || !/^(?:self|this)$/u.test(target.object.name)) return;
    if (["+", "-"].includes(node.operator) && isQuantityName(target.name)) names.add(target.name);
  });
  return names;
}

function memberTarget(value: Expression): Node | undefined {
  for (let at: Node | undefined = value.parent; at; at = at.parent) {
    if (at.kind === "declare") return at.target;
    if (at.kind === "assign") return at.targets[0];
    if (at.kind !== "binary") return undefined;
  }
  return undefined;
}

function recordOf(candidate: Candidate, model: FileModel): ContainerRecord | undefined {
  const counters = [...new Set(candidate.accesses.flatMap(access => counterOf(access, candidate, model) ?? []))];
  const factory = candidate.owner ? undefined : model.enclosingFunction(candidate.target);
  const group = candidate.owner || factory ? counters : counters.filter(one => countsAndRefuses([one], model));
  const unit = candidate.owner ?? factory ?? group[0];
  if (!unit || group.length === 0 || !countsAndRefuses(group, model)) return undefined;
  const name = unit.kind === "function" ? model.functionId(unit) : (unit.name ?? "");
  const source = group.map(one => sourceOf(one, model)).join("\n");
  const file = model.path
    .split("/")
    .at(-1)!
    .replace(/\.\w+$/u, "");
  const spoken = [candidate.name, name, file].some(one => SPEAKS.test(words(one)) || mentionsLimiter(one));
  if (!spoken && !REFUSES.test(source)) return undefined;
  if ([file, candidate.name, name].some(one => OUTPUT.test(words(one.replaceAll(".", " "))))) return undefined;
  if (!CLOCK.test(source) && !CLOCK.test(model.source(candidate.value))) return undefined;
  if (counters.every(one => asksSharedStore(one, model))) return undefined;
  if (candidate.accesses.every(access => isFallback(access, model) || !insideAny(access, counters))) return undefined;
  const { start, end } = candidate.target;
  return {
    form: "container",
    start,
    end,
    name: candidate.name,
    place: model.place(candidate.target),
    unit: name,
    kind: candidate.owner ? "class" : factory ? "factory" : "function",
    counters: counters.map(one => model.functionId(one)),
    exported: [name, ...counters.map(one => model.functionId(one).split(".")[0]!)],
    container: isContainer(candidate.value)
      ? shortened(model.source(candidate.value))
      : model.source(candidate.target).slice(0, 40),
  };
}

function shortened(source: string): string {
  const plain = source.replaceAll(/<[^()]{0,200}>/gu, "").replaceAll(/\s+/gu, " ");
  return plain.length > 40 ? `${plain.slice(0, plain.indexOf("(") + 1)}…)` : plain;
}

/** The function around an access, when it is no part of a cleaning up or of a report. */
function counterOf(access: Node, candidate: Candidate, model: FileModel): FunctionNode | undefined {
  let fn = model.enclosingFunction(access);
  const top = candidate.owner ?? model.enclosingFunction(candidate.target);
  for (let outer = fn && model.enclosingFunction(fn); outer && outer !== top; outer = model.enclosingFunction(fn!)) {
    if (candidate.owner && !isIn(outer, candidate.owner)) break;
    fn = outer;
  }
  return fn && !/clean|purge|evict|prune|sweep|reset|clear|stat|metric|report/u.test(words(fn.name ?? ""))
    ? fn
    : undefined;
}

/** Grows or takes from a count, compares a quantity, and answers no. */
function countsAndRefuses(group: readonly FunctionNode[], model: FileModel): boolean {
  let counts = false;
  let compares = false;
  let refuses = group.some(one => REFUSES.test(sourceOf(one, model)));
  const read = (node: Node) => {
    if (node.kind === "assign" && ["+", "-"].includes(node.operator)) counts = true;
    else if (node.kind === "call") {
      const name = node.callee.kind === "member" || node.callee.kind === "name" ? node.callee.name : "";
      if (/^(?:push|append|appendleft)$/u.test(name)) counts = true;
      if (/^(?:reject|abort)$/u.test(name)) refuses = true;
      if (name === "set" && node.args[1] && isSum(node.args[1].value)) counts = true;
    } else if (node.kind === "property" && isSum(node.value)) counts = true;
    else if (node.kind === "assign" && isSum(node.value)) counts = true;
    else if (
      node.kind === "property" &&
      /^(?:allowed|allow|success|limited|blocked|ok|isLimited|isRateLimited|is_limited|rateLimited|exceeded)$/u.test(
        node.key ?? "",
      )
    )
      refuses = true;
    else if (node.kind === "binary" && ["<", "<=", ">", ">="].includes(node.operator)) {
      if (isQuantity(node.left) || isQuantity(node.right)) compares = true;
    } else if (node.kind === "throw") refuses = true;
    else if (node.kind === "return" && answersNo(node.value)) refuses = true;
  };
  for (const one of group) walk(one, node => read(node));
  return counts && compares && refuses;
}

function answersNo(value: Expression | undefined): boolean {
  if (value?.kind === "literal") return typeof value.value === "boolean";
  if (value?.kind === "list") return value.items.some(item => answersNo(item));
  return value?.kind === "binary" && ["<", "<=", ">", ">="].includes(value.operator);
}

function isSum(value: Expression): boolean {
  if (value.kind !== "binary" || !["+", "-"].includes(value.operator)) return false;
  return value.right.kind === "literal"
    ? value.right.value === 1
    : /token|count|cost|amount|points/u.test(textOf(value.right));
}

function textOf(value: Expression): string {
  return value.kind === "name" || value.kind === "member" ? words(value.name) : "";
}

function isQuantity(value: Expression): boolean {
  switch (value.kind) {
    case "name":
    case "member":
      return isQuantityName(value.name);
    case "call":
      return value.args.some(argument => isQuantity(argument.value)) || isQuantity(value.callee);
    case "index":
      return isQuantity(value.object) || (value.index.kind === "literal" && isQuantityName(String(value.index.value)));
    default:
      return false;
  }
}

export function isContainer(value: Expression): boolean {
  switch (value.kind) {
    case "object":
      return value.properties.length === 0;
    case "call":
      // `Counter("requests_total", "…")` is a metric.
      return CONTAINERS.has(lastName(value)) && !value.args.some(argument => isText(argument.value));
    case "binary":
      return ["or", "??"].includes(value.operator) && isContainer(value.right);
    default:
      return false;
  }
}

function isText(value: Expression): boolean {
  return value.kind === "literal" && typeof value.value === "string";
}

function lastName(call: Call): string {
  return call.callee.kind === "name" || call.callee.kind === "member" ? call.callee.name : "";
}

/** The count itself is asked of a store that the processes share; the container is a cache in front of it. */
function asksSharedStore(fn: FunctionNode, model: FileModel): boolean {
  let asks = false;
  walk(fn, node => {
    if (node.kind !== "call" || node.callee.kind !== "member") return;
    const receiver = words(model.source(node.callee.object).slice(0, 120).replaceAll(".", " "));
    if (SHARED_STORE.test(receiver) && !/storage|session|\bthis\b|\bself\b/u.test(receiver)) asks = true;
  });
  return asks;
}

function insideAny(node: Node, functions: readonly FunctionNode[]): boolean {
  return functions.some(fn => isIn(node, fn));
}

function isIn(inner: Node, outer: Node): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function sourceOf(unit: Node, model: FileModel): string {
  return model.source(unit).slice(0, MAX_SOURCE);
}

/** Code of a browser counts for one person. */
export function isClientCode(model: FileModel): boolean {
  if (model.python) return false;
  if (/^\s*["']use client["']/u.test(model.text)) return true;
  if (/\b429\b/u.test(model.text)) return false;
  return CLIENT_FILE.test(model.path) || BROWSER.test(model.text);
}
