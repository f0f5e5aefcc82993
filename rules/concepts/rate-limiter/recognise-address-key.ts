/** Where a limiter's key is made of the client's address and of nothing else. */
import type { Call, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { limiterLibrary } from "../../libraries/limiters.ts";
import {
  ADDRESS_HEADER,
  ADDRESS_KEY_FUNCTIONS,
  ADDRESS_MEMBER,
  ADDRESS_NAME,
  AMOUNT_NAME,
  KEY_OPTIONS,
  LOCKOUT,
  TRANSPARENT_CALL,
} from "../../libraries/limit-keys.ts";
import { PERSON } from "../../libraries/request-shapes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf } from "../../semantics/guards.ts";
import type { AddressKeyRecord, KeyedCall, KeyedInstance } from "./address-key.ts";
import { rootName } from "./recognise-function.ts";
import { isLimiterFunctionName, mentionsLimiter } from "./names.ts";
import { limiterWord } from "./reach.ts";

const MAX_DEPTH = 8;
const MAX_TEXT = 120;
/** Libraries whose middleware takes the address when nothing is said. */
const BY_DEFAULT = new Set(["express-rate-limit"]);

export function addressKeysIn(model: FileModel): AddressKeyRecord[] {
  if (!/limit|throttl/iu.test(model.text)) return [];
  const asked = model.calls.filter(call => isAsked(call, model));
  return [
    ...model.calls.flatMap(call => instance(call, model) ?? []),
    ...asked.flatMap(call => keyedCall(call, asked, model) ?? []),
    ...model.functions.flatMap(fn => keyedFunction(fn, model) ?? []),
  ];
}

function instance(call: Call, model: FileModel): KeyedInstance | undefined {
  const library = limiterLibrary(model.libraryNameOf(call));
  const declare = call.parent;
  const target =
    declare?.kind === "declare" ? declare.target : declare?.kind === "assign" ? declare.targets[0] : undefined;
  if (!library || target?.kind !== "name") return undefined;
  const key = keyOf(call, model);
  const byDefault = key === undefined && BY_DEFAULT.has(library.title);
  if (!byDefault && !(key && givesAddress(key, model))) return undefined;
  return {
    form: "instance",
    start: target.start,
    end: target.end,
    name: target.name,
    place: model.place(target),
    byDefault,
  };
}

function keyOf(call: Call, model: FileModel): Expression | undefined {
  for (const option of KEY_OPTIONS) {
    const keyword = model.keyword(call, option)?.value;
    const property = call.args.map(argument => model.property(argument.value, option)).find(one => one !== undefined);
    if (keyword ?? property) return keyword ?? property;
  }
  // `Limiter(get_remote_address, app=app)`.
  const first = call.args[0];
  return first?.name === undefined &&
    first?.value.kind === "name" &&
    ADDRESS_KEY_FUNCTIONS.has(model.libraryNameOf(first.value) ?? "")
    ? first.value
    : undefined;
}

/** A key function: the library's, or one of this file that returns an address. */
function givesAddress(key: Expression, model: FileModel): boolean {
  if (ADDRESS_KEY_FUNCTIONS.has(model.libraryNameOf(key) ?? "")) return true;
  const node = key.kind === "name" ? model.bindingOf(key)?.definitions[0]?.node : key;
  const fn = node?.kind === "declare" ? node.value : node;
  if (fn?.kind !== "function") return false;
  const returned: Expression[] = [];
  walk(fn, inner => {
    if (inner.kind === "function" && inner !== fn) return false;
    if (inner.kind === "return" && inner.value) returned.push(inner.value);
    return undefined;
  });
  return returned.length > 0 && isAddressOnly(returned, model);
}

function isAsked(call: Call, model: FileModel): boolean {
  // `ratelimit(10)` of `ratelimit(10).limit(key)` makes what is asked.
  if (call.isNew || call.parent?.kind === "decorator" || call.parent?.kind === "member") return false;
  const text = model.source(call.callee).slice(0, MAX_TEXT);
  if (limiterWord(text) !== undefined) return true;
  const path = call.callee.kind === "name" ? model.pathOf(call.callee) : undefined;
  return (
    path?.root === "import" &&
    mentionsLimiter(path.module?.split("/").at(-1) ?? "") &&
    /^(?:check|consume|enforce|assert|hit)/u.test(path.steps[0]?.slice(1) ?? "")
  );
}

function keyedCall(call: Call, asked: readonly Call[], model: FileModel): KeyedCall | undefined {
  const outer = model.outermostFunction(call);
  if (!outer || !isAddressOnly(keysOf(call), model)) return undefined;
  const limiter = model.pathOf(call.callee);
  const own = model.enclosingFunction(call);
  const template = keysOf(call)
    .flatMap(value => (value.kind === "object" ? value.properties.map(one => one.value) : [value]))
    .find(value => value.kind === "template");
  const isPlain = template && model.text[template.end - 1] === "`";
  return {
    form: "call",
    start: call.callee.start,
    end: call.callee.end,
    name: limiterWord(model.source(call.callee).slice(0, MAX_TEXT)) ?? model.source(call.callee).slice(0, MAX_TEXT),
    place: model.place(call.callee),
    ...(limiter ? { limiter } : {}),
    functionId: model.functionId(own),
    alsoKeyed: asked.some(
      one => one !== call && model.outermostFunction(one) === outer && !isAddressOnly(keysOf(one), model),
    ),
    forStrangers: isForStrangers(call, model),
    lockout: LOCKOUT.test(model.text),
    ...(isPlain ? { templateEnd: template.end - 1 } : {}),
  };
}

function keyedFunction(fn: FunctionNode, model: FileModel): AddressKeyRecord | undefined {
  const id = model.functionId(fn);
  const first = fn.params.filter(parameter => !AMOUNT_NAME.test(parameter.name ?? ""));
  const span = fn.nameSpan;
  if (!span || !isLimiterFunctionName(id) || first.length !== 1 || !ADDRESS_NAME.test(first[0]!.name ?? ""))
    return undefined;
  return { form: "function", start: span.start, end: span.end, name: id, place: model.place(span), functionId: id };
}

function keysOf(call: Call): Expression[] {
  return call.args.map(argument => argument.value);
}

/** In a branch for callers that are not known or were refused, which is what an address is for. */
function isForStrangers(call: Call, model: FileModel): boolean {
  for (
    let at: Node = call, parent = at.parent;
    parent && parent.kind !== "function";
    at = parent, parent = parent.parent
  ) {
    if (parent.kind === "handler") return true;
    if (parent.kind === "conditional" && parent.test !== at) return true;
    if (parent.kind !== "if" || parent.test === at) continue;
    const branch = parent.then.includes(at as never) ? parent.then : parent.otherwise;
    if (
      exitOf(branch) ||
      PERSON.test(model.source(parent.test)) ||
      /session|token|api_?key|auth|anonymous|guest|user/iu.test(model.source(parent.test))
    )
      return true;
  }
  return false;
}

function isAddressOnly(values: readonly Expression[], model: FileModel): boolean {
  const found = new Set<"address" | "other">();
  for (const value of values) collect(value, model, found, 0);
  return found.has("address") && !found.has("other");
}

function collect(value: Expression, model: FileModel, found: Set<"address" | "other">, depth: number): void {
  const go = (part: Expression) => collect(part, model, found, depth + 1);
  if (depth > MAX_DEPTH) return void found.add("other");
  switch (value.kind) {
    case "literal":
    case "unary":
      return;
    case "template":
      return value.values.forEach(go);
    case "binary":
      go(value.left);
      return go(value.right);
    case "conditional":
      go(value.then);
      return go(value.otherwise);
    case "await":
      return go(value.value);
    case "index":
      return go(value.object);
    case "list":
      return value.items.forEach(go);
    case "object":
      return value.properties
        .filter(one => one.spread || !AMOUNT_NAME.test(one.key ?? ""))
        .forEach(one => go(one.value));
    case "name":
      return name(value, model, found, depth);
    case "member":
      if (ADDRESS_NAME.test(value.name) || ADDRESS_MEMBER.test(model.source(value).slice(-MAX_TEXT)))
        return void found.add("address");
      return isSetting(value, model) ? undefined : void found.add("other");
    case "call":
      return called(value, model, found, depth);
    default:
      found.add("other");
  }
}

function name(
  value: Expression & { kind: "name" },
  model: FileModel,
  found: Set<"address" | "other">,
  depth: number,
): void {
  if (ADDRESS_NAME.test(value.name)) return void found.add("address");
  const binding = model.bindingOf(value);
  if (/^[A-Z\d_]+$/u.test(value.name) || binding?.scope.kind === "module") return;
  const definition = model.definitionOf(value);
  if (definition?.value && binding?.kind === "variable" && definition.steps.length === 0)
    return collect(definition.value, model, found, depth + 1);
  if (!AMOUNT_NAME.test(value.name)) found.add("other");
}

function called(call: Call, model: FileModel, found: Set<"address" | "other">, depth: number): void {
  const callee = call.callee;
  const own = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  const header = call.args[0]?.value;
  if (ADDRESS_NAME.test(own)) return void found.add("address");
  if (header?.kind === "literal" && typeof header.value === "string" && ADDRESS_HEADER.test(header.value))
    return void found.add("address");
  if (!TRANSPARENT_CALL.test(own)) return void found.add("other");
  if (callee.kind === "member") collect(callee.object, model, found, depth + 1);
  for (const argument of call.args) collect(argument.value, model, found, depth + 1);
}

/** `RATE_LIMITS.login`, `rateLimitConfigs.auth.login`: how much, not who. */
function isSetting(value: Expression & { kind: "member" }, model: FileModel): boolean {
  const root = rootName(value);
  return (
    root !== undefined &&
    (/^[A-Z\d_]+$/u.test(root.name) || model.bindingOf(root)?.kind === "import" || AMOUNT_NAME.test(value.name))
  );
}
