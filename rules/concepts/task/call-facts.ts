/** What one call says by its own shape: functions given to it, request, key, option, database write. */
import type { Call, Expression, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { RETRY_PREDICATES } from "../../libraries/delivery.ts";
import { boundTo, outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { type AccessPath, extend } from "../../semantics/access-path.ts";
import type { StepRecord } from "./task.ts";

const MAX_TEXT = 80;
/** Names under which APIs take a key that makes a repetition harmless: DOMAIN.md §2.3. PayPal: `sender_batch_id`; AWS: `ClientRequestToken`. */
const KEY_WORDS =
  /idempot|dedup|^jobid$|client_?msg_?id|^message-?id$|if-none-match|^external_?(id|ref\w*)$|^(transaction|request|reference|sender_batch|merchant_order|client_order|client_reference)_?id$|paypal-request-id|^client_?(request_?)?token$|^unique/iu;
const WRITES = /(^|\.)(save|commit|bulk_create|bulk_update|executemany)$/u;
const CHAINED_WRITES = /\.(update|insert|upsert|updateMany|createMany|create|delete|update_or_create|get_or_create|set)$/u;
const DATABASE = /(^|\.|_)(db|prisma|tx|trx|supabase\w*|session|objects|admin\w*|repo\w*|knex|cursor|conn\w*|collection|table|from)(\(\)|\.|$)/iu;

/** The callee as written, without arguments. */
export function calleeText(callee: Expression): string {
  const text = build(callee);
  return text.length > MAX_TEXT ? `…${text.slice(-MAX_TEXT)}` : text;
}

function build(callee: Expression): string {
  switch (callee.kind) {
    case "name":
      return callee.name;
    case "member":
      return `${build(callee.object)}.${callee.name}`;
    case "call":
      return `${build(callee.callee)}()`;
    case "index":
      return `${build(callee.object)}[]`;
    case "await":
      return build(callee.value);
    default:
      return "…";
  }
}

/** Where a callee comes from; of a name that is defined several times (`async with … as client`), the nearest one above counts. */
export function calleePath(callee: Expression, model: FileModel): AccessPath | undefined {
  const path = model.pathOf(callee);
  if (path) return path;
  if (callee.kind === "member") return extend(calleePath(callee.object, model), `.${callee.name}`);
  if (callee.kind === "call") return extend(calleePath(callee.callee, model), "()");
  if (callee.kind === "await") return calleePath(callee.value, model);
  const binding = callee.kind === "name" ? model.bindingOf(callee) : undefined;
  const nearest = binding?.definitions.filter(one => one.node.start < callee.start && one.value && one.steps.length === 0).at(-1);
  return nearest?.value && model.pathOf(nearest.value);
}

/** Functions given to a call, in any argument or property of an options object. */
export function functionsGiven(call: Call, model: FileModel): StepRecord["passes"] {
  const found: StepRecord["passes"] = [];
  const add = (value: Expression, property?: string) => {
    const as = property === undefined ? {} : { property };
    if (value.kind === "function") found.push({ id: model.functionId(value), ...as });
    else if (value.kind === "name" || value.kind === "member") {
      const path = model.pathOf(value);
      if (path && isFunctionPath(path, value, model)) found.push({ path, ...as });
    }
  };
  for (const argument of call.args) {
    if (argument.value.kind === "object")
      argument.value.properties.forEach(property => property.value.kind === "function" && add(property.value, property.key ?? ""));
    else add(argument.value, argument.name);
  }
  return found;
}

const FUNCTION_NAME = /^(fn|func|function|operation|op|callback|cb|handler|task|action|call|job|work|execute|run|factory|method)$|(Fn|Func|Function|Callback|Handler|Operation|Call|_fn|_func)$/u;

/** Ids of the functions whose own function parameter is given on: `pRetry(operation, …)` in `withRetry(operation)`. */
export function forwardsOf(call: Call, model: FileModel): string[] | undefined {
  const owners = call.args.flatMap(({ value }) => {
    const path = value.kind === "name" && FUNCTION_NAME.test(value.name) ? model.pathOf(value) : undefined;
    return path?.root === "parameter" && path.steps.length === 1 ? [path.owner ?? ""] : [];
  });
  return owners.length > 0 ? owners : undefined;
}

/** A name that may stand for a function: not a value made by a call. */
function isFunctionPath(path: AccessPath, value: Expression, model: FileModel): boolean {
  if (path.root === "parameter" || path.steps.includes("()") || path.steps.includes("[]")) return false;
  if (value.kind === "name") {
    const kind = model.bindingOf(value)?.kind;
    return kind === "import" || kind === "function" || kind === "variable";
  }
  return path.root === "this" || path.root === "import";
}

/** Method and address of an HTTP request that carries both in its arguments: `fetch`, `axios(config)`, `requests.request`. */
export function requestOf(call: Call, text: string, model: FileModel): StepRecord["request"] | undefined {
  const last = text.slice(text.lastIndexOf(".") + 1);
  const address = call.args[0]?.value;
  if (last === "request" && model.python) {
    const method = constant(model.argument(call, 0, "method"), model);
    return method === undefined ? undefined : { method: method.toUpperCase(), address: addressOf(model.argument(call, 1, "url"), model) };
  }
  if (last === "post") return { method: "POST", address: addressOf(model.argument(call, 0, "url"), model) };
  if (model.python) return undefined;
  const options = call.args.find(argument => model.property(argument.value, "method"))?.value;
  const method = options && constant(model.property(options, "method"), model);
  if (method === undefined) return undefined;
  return { method: method.toUpperCase(), address: addressOf(model.property(options, "url") ?? address, model) };
}

function constant(expression: Expression | undefined, model: FileModel): string | undefined {
  const value = expression && model.valueOf(expression);
  return value?.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}

function addressOf(expression: Expression | undefined, model: FileModel): string {
  if (!expression) return "";
  const written = model.source(expression);
  const value = model.valueOf(expression);
  return `${written} ${value === expression ? "" : model.source(value)}`.slice(0, 300);
}

/** An idempotency or deduplication key is among what the call is given, also through local objects. */
export function isKeyed(call: Call, model: FileModel): boolean {
  const seen = new Set<Node>();
  const look = (node: Node, depth: number): boolean => {
    let found = false;
    walk(node, child => {
      if (found || seen.has(child)) return false;
      seen.add(child);
      if (child.kind === "property" && child.key !== undefined && KEY_WORDS.test(child.key)) found = true;
      if (child.kind === "argument" && child.name !== undefined && KEY_WORDS.test(child.name)) found = true;
      if (child.kind === "literal" && typeof child.value === "string" && /^(x-)?idempotency|deduplication-?id$/iu.test(child.value)) found = true;
      if (child.kind === "name" && depth < 3) {
        if (/idempotenc|dedup/iu.test(child.name)) found = true;
        for (const definition of model.bindingOf(child)?.definitions ?? [])
          if (definition.value && definition.node.kind !== "parameter" && look(definition.value, depth + 1)) found = true;
        found ||= assignedKeys(child, model);
      }
      return undefined;
    });
    return found;
  };
  return call.args.some(argument => look(argument, 0));
}

/** `headers["Idempotency-Key"] = …` after the object was made. */
function assignedKeys(name: Extract<Node, { kind: "name" }>, model: FileModel): boolean {
  return (model.bindingOf(name)?.references ?? []).some(reference => {
    const parent = reference.parent;
    if (parent?.kind === "index" && parent.object === reference && parent.index.kind === "literal")
      return typeof parent.index.value === "string" && KEY_WORDS.test(parent.index.value);
    return parent?.kind === "member" && parent.object === reference && KEY_WORDS.test(parent.name) && parent.parent?.kind === "assign";
  });
}

const OPTION_NAMES = new Set(["retry", "retries", "max_retries", "retry_on_error", "attempts", "maxAttempts", "acks_late", "bind"]);

export function optionsOf(call: Call, model: FileModel): StepRecord["options"] | undefined {
  const options: Record<string, string | number | boolean> = {};
  const add = (name: string, value: Expression) => {
    if (!OPTION_NAMES.has(name)) return;
    const known = model.valueOf(value);
    options[name] = known.kind === "literal" ? (known.value ?? false) : true;
  };
  for (const argument of call.args) {
    if (argument.name !== undefined) add(argument.name, argument.value);
    const object = model.valueOf(argument.value);
    if (object.kind === "object") for (const property of object.properties) if (property.key !== undefined) add(property.key, property.value);
  }
  return Object.keys(options).length > 0 ? options : undefined;
}

/** The option that says which failures are retried. */
export function predicateOf(call: Call, model: FileModel): StepRecord["predicate"] | undefined {
  const parts: Expression[] = [];
  for (const argument of call.args) {
    if (argument.name !== undefined && RETRY_PREDICATES.has(argument.name)) parts.push(argument.value);
    if (argument.value.kind === "object")
      for (const property of argument.value.properties)
        if (property.key !== undefined && RETRY_PREDICATES.has(property.key)) parts.push(property.value);
  }
  if (parts.length === 0) return undefined;
  return {
    text: parts.map(part => model.source(part)).join(" ").slice(0, 1_500),
    judges: parts.flatMap(part => judgesIn(part, model)),
    ...(parts.some(part => dependsOnParameter(part, model)) ? { open: true } : {}),
  };
}

/** A test inside looks at a parameter of the function around. */
function dependsOnParameter(part: Expression, model: FileModel): boolean {
  let found = false;
  walk(part, node => {
    if ((node.kind !== "if" && node.kind !== "conditional") || found) return;
    walk(node.test, inner => {
      const binding = inner.kind === "name" ? model.bindingOf(inner) : undefined;
      if (binding?.kind === "parameter" && !(binding.scope.start >= part.start && binding.scope.end <= part.end)) found = true;
    });
  });
  return found || (part.kind === "name" && model.bindingOf(part)?.kind === "parameter");
}

/** Functions that a test calls or is. */
export function judgesIn(part: Node, model: FileModel): AccessPath[] {
  const found: AccessPath[] = [];
  walk(part, node => {
    const named = node.kind === "call" ? node.callee : node === part && (node.kind === "name" || node.kind === "member") ? node : undefined;
    const path = named && model.pathOf(named);
    if (path && path.root !== "parameter" && found.length < 6) found.push(path);
  });
  return found;
}

const INCREMENTS = [
  /\b(\w+)\s*:\s*\{\s*(?:increment|decrement)\s*:/u,
  /\b(\w+)\s*=\s*F\(\s*["'](\w+)["']\s*\)\s*[+-]/u,
  /\bset\s[\s\S]*?\b(\w+)\s*=\s*(?:coalesce\(\s*)?(?:\w+\.)?\1\b[^=]{0,12}[+-]/iu,
];

/** The column that a database call adds to or takes from. */
export function counterOf(call: Call, text: string, model: FileModel): string | undefined {
  const last = text.slice(text.lastIndexOf(".") + 1);
  const first = call.args[0]?.value;
  if (last === "rpc" && first?.kind === "literal" && typeof first.value === "string")
    return /^(increment|decrement|add|deduct|debit|credit|consume|grant)_\w+$/iu.test(first.value) ? first.value : undefined;
  if (!/^(update|updateMany|upsert|execute|query|\$executeRaw\w*)$/u.test(last)) return undefined;
  const source = call.args.map(argument => model.source(argument)).join(" ").slice(0, 3_000);
  for (const pattern of INCREMENTS) {
    const found = pattern.exec(source);
    if (found) return found[1];
  }
  return undefined;
}

/** Whether a call writes to the project's own store, told by its name and what it is called on. */
export function recordOf(text: string): StepRecord["record"] | undefined {
  if (/(^|\.)commit$/u.test(text)) return "commit";
  if (WRITES.test(text)) return "write";
  return CHAINED_WRITES.test(text) && DATABASE.test(text.slice(0, text.lastIndexOf("."))) ? "write" : undefined;
}

/** The result decides a branch, a loop or an early exit. */
export function isTested(call: Call, model: FileModel): boolean {
  let top: Node = outermost(call);
  while (top.parent?.kind === "await" || (top.parent?.kind === "argument" && isPassing(top.parent.parent))) top = top.parent.kind === "await" ? top.parent : top.parent.parent!;
  if (standsInTest(top)) return true;
  const binding = boundTo(top as Expression, model);
  const names = binding ? [binding] : destructured(top, model);
  return names.some(one => one.references.some(reference => standsInTest(reference)));
}

/** `asyncio.run(f())`, `bool(f())`: the outer call gives the inner's result back. */
function isPassing(node: Node | undefined): boolean {
  return node?.kind === "call" && /^(asyncio\.run|bool|Boolean|list|len|async_to_sync|first|next)$/u.test(build(node.callee));
}

function destructured(top: Node, model: FileModel) {
  const parent = top.parent;
  const target = parent?.kind === "declare" ? parent.target : parent?.kind === "assign" ? parent.targets[0] : undefined;
  const found: NonNullable<ReturnType<FileModel["bindingOf"]>>[] = [];
  if (target && target.kind !== "name")
    walk(target, node => {
      const binding = node.kind === "name" ? model.bindings.lookUp(node.name, node) : undefined;
      if (binding) found.push(binding);
    });
  return found;
}

function standsInTest(node: Node): boolean {
  for (let at = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    if ((parent.kind === "if" || parent.kind === "conditional") && parent.test === at) return true;
    if (parent.kind === "switch" && parent.subject === at) return true;
    if (parent.kind === "loop") return parent.test === at;
    if (parent.kind === "binary" && (parent.operator === "and" || parent.operator === "or") && parent.left === at) return true;
    if (["function", "expression", "declare", "argument", "return", "try", "block"].includes(parent.kind)) return false;
  }
  return false;
}
