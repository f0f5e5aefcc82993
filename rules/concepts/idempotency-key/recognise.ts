/** Values that stand under the name of an idempotency key: options, keyword arguments, headers, also set one by one. */
import type { Expression, FunctionNode, Name, Node, ObjectLiteral, Property } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import {
  DELIVERY_HEADERS,
  KEEPS_FIRST_KEY,
  KEY_WORDS,
  KEYED_APIS,
  SERVICE_KEYS,
  STANDARD_KEYS,
} from "../../libraries/idempotency-keys.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { calleePath, calleeText } from "../task/body/call-facts.ts";
import { recordOf } from "../task/body/writes.ts";
import { defaultKey } from "./defaults.ts";
import { Ingredients } from "./ingredients.ts";
import type { IdempotencyKeyRecord, KeyedCallRecord, KeyMakerRecord } from "./record.ts";

/** Names that only the libraries' rows make keys: BullMQ's `jobId`. */
const LIBRARY_KEYS: ReadonlySet<string> = new Set([
  ...KEYED_APIS.map(row => row.slot.name).filter(name => !STANDARD_KEYS.test(name) && !SERVICE_KEYS.test(name)),
  "deduplication.id",
]);
const SETS_HEADER = /^(set|append|header|setHeader|add_header)$/u;
/** Functions whose result may be a key, by their name. */
const MAKES = /key|id$|uuid|nonce|token/iu;
const MAX_CLIMB = 8;

interface Given {
  value: Expression;
  name: string;
  node: Node;
  property?: Property;
}

export function recogniseKeys(model: FileModel): IdempotencyKeyRecord[] {
  if (!KEY_WORDS.some(word => model.text.includes(word))) return [];
  const found: IdempotencyKeyRecord[] = [];
  walk(model.module, node => {
    const given = givenBy(node);
    const record = (given && keyRecord(given, model)) ?? defaultKey(node, model);
    if (record && !found.some(one => one.start === record.start)) found.push(record);
  });
  return found;
}

/** Functions that give back something that changes: `newRequestKey()`. */
export function recogniseMakers(model: FileModel): KeyMakerRecord[] {
  return model.functions.flatMap(fn => {
    const name = fn.name ?? model.functionId(fn).split(".").at(-1)!;
    if (!MAKES.test(name)) return [];
    const sources = returnsOf(fn).flatMap(value => new Ingredients(value, model).sources);
    return sources.length > 0
      ? [{ start: fn.start, end: fn.start + 1, functionId: model.functionId(fn), sources: sources.slice(0, 2) }]
      : [];
  });
}

function givenBy(node: Node): Given | undefined {
  switch (node.kind) {
    case "property":
      return node.key === undefined || node.spread
        ? undefined
        : { value: node.value, name: node.key, node, property: node };
    case "argument":
      if (node.name !== undefined) return { value: node.value, name: node.name, node };
      return node.value.kind === "name" && STANDARD_KEYS.test(node.value.name)
        ? { value: node.value, name: node.value.name, node }
        : undefined;
    case "assign": {
      const target = node.targets[0];
      if (target?.kind === "member" && target.object.kind === "name")
        return { value: node.value, name: target.name, node };
      if (target?.kind !== "index" || target.index.kind !== "literal") return undefined;
      return { value: node.value, name: String(target.index.value), node };
    }
    case "call": {
      const name = node.args[0]?.value;
      if (node.callee.kind !== "member" || !SETS_HEADER.test(node.callee.name) || node.args.length !== 2)
        return undefined;
      const literal = name?.kind === "literal" && typeof name.value === "string" ? name.value : undefined;
      return literal !== undefined && isHeaderKey(literal)
        ? { value: node.args[1]!.value, name: literal, node }
        : undefined;
    }
    default:
      return undefined;
  }
}

const isHeaderKey = (name: string) =>
  STANDARD_KEYS.test(name) || SERVICE_KEYS.test(name) || DELIVERY_HEADERS.test(name);

function keyRecord(given: Given, model: FileModel): IdempotencyKeyRecord | undefined {
  const { value, name, node } = given;
  const known = kindOf(name, given);
  if (known === undefined || value.kind === "function" || isType(node)) return undefined;
  const call = receiver(node, model, 0);
  if (!call) return undefined;
  const parts = new Ingredients(value, model);
  if (known !== "standard" && parts.sources.length === 0 && parts.makers.length === 0) return undefined;
  const last = call.text.slice(call.text.lastIndexOf(".") + 1);
  const stored = recordOf(call.text) === "write" || KEEPS_FIRST_KEY.test(last);
  return {
    start: value.start,
    end: value.end,
    name,
    known,
    header: /-/u.test(name) || /(?:^|\.)headers\./u.test(call.inside),
    at: model.place(node.kind === "property" || node.kind === "argument" ? node : value),
    call,
    functionId: model.functionId(model.enclosingFunction(node)),
    sources: parts.sources,
    makers: parts.makers.slice(0, 4),
    varies: parts.varies,
    ...(stored ? { stored } : {}),
  };
}

function kindOf(name: string, given: Given): IdempotencyKeyRecord["known"] | undefined {
  if (STANDARD_KEYS.test(name) || SERVICE_KEYS.test(name)) return "standard";
  if (DELIVERY_HEADERS.test(name)) return "delivery";
  if (LIBRARY_KEYS.has(name)) return "library";
  const around = given.property?.parent?.parent;
  return name === "id" && around?.kind === "property" && around.key === "deduplication" ? "library" : undefined;
}

/** The object type of an interface holds names too, but no values. */
function isType(node: Node): boolean {
  for (let at = node.parent, depth = 0; at && depth < 4; at = at.parent, depth++)
    if (at.kind === "class" || (at.kind === "parameter" && node.kind === "property")) return true;
  return false;
}

/** The call that is given what the key stands in, also through a variable. */
function receiver(node: Node, model: FileModel, depth: number): KeyedCallRecord | undefined {
  const names: string[] = [];
  let property: Property | undefined;
  let accompanied = false;
  if (node.kind === "property" && node.key !== undefined) {
    names.push(node.key);
    property = node;
    accompanied = ((node.parent as ObjectLiteral | undefined)?.properties?.length ?? 0) > 1;
  }
  for (
    let at = node, parent = node.parent, climbed = 0;
    parent && climbed < MAX_CLIMB;
    at = parent, parent = parent.parent, climbed++
  ) {
    if (parent.kind === "property" && parent.key !== undefined) names.unshift(parent.key);
    if (parent.kind === "argument" || (at.kind === "argument" && parent.kind === "call"))
      return callRecord(
        parent.kind === "argument" ? parent.parent! : parent,
        names,
        property,
        accompanied || names.length > 1,
        at,
        model,
      );
    if (parent.kind === "declare" || parent.kind === "assign" || parent.kind === "expression")
      return throughName(at.kind === "assign" ? at : parent, names, model, depth);
    if (parent.kind === "function" || parent.kind === "return") return undefined;
  }
  return undefined;
}

function callRecord(
  node: Node,
  names: string[],
  property: Property | undefined,
  accompanied: boolean,
  inside: Node,
  model: FileModel,
): KeyedCallRecord | undefined {
  if (node.kind !== "call") return undefined;
  if (node.callee.kind === "name" && /^(Object|dict|Headers)$/u.test(node.callee.name)) return receiver(node, model, 1);
  const position = node.args.findIndex(argument => argument.start <= inside.start && argument.end >= inside.end);
  const path = calleePath(node.callee, model);
  const last = node.args.at(-1);
  return {
    text: calleeText(node.callee),
    place: model.place(node),
    ...(path ? { path } : {}),
    isNew: node.isNew === true,
    position,
    inside: names.join("."),
    accompanied,
    ...(property && last ? { property: { start: property.start, end: property.end }, after: last.end } : {}),
    count: node.args.length,
  };
}

/** `headers = {…}` or `headers["…"] = …`, then `post(url, headers=headers)`. */
function throughName(statement: Node, names: string[], model: FileModel, depth: number): KeyedCallRecord | undefined {
  const target =
    statement.kind === "declare" ? statement.target : statement.kind === "assign" ? statement.targets[0] : undefined;
  const name = target && heldBy(target);
  const binding = name && model.bindings.lookUp(name.name, statement);
  if (!binding || depth > 2) return undefined;
  const uses = binding.references.filter(use => use.start > statement.end && use.parent?.kind !== "member");
  for (const use of uses) {
    const found = receiver(use, model, depth + 1);
    if (found && !/^(print|logger?\.|console\.|log\.|json\.|JSON\.)/u.test(found.text))
      return { ...found, inside: [found.inside, ...names].filter(Boolean).join(".") };
  }
  return undefined;
}

function heldBy(target: Node): Name | undefined {
  if (target.kind === "name") return target;
  return (target.kind === "member" || target.kind === "index") && target.object.kind === "name"
    ? target.object
    : undefined;
}

function returnsOf(fn: FunctionNode): Expression[] {
  const found: Expression[] = [];
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    if (node.kind === "return" && node.value) found.push(node.value);
    return undefined;
  });
  return found.filter(value => isKeyLike(value));
}

/** A text or an id, not an object that happens to hold one. */
function isKeyLike(value: Expression): boolean {
  return (
    value.kind === "template" ||
    value.kind === "call" ||
    value.kind === "binary" ||
    value.kind === "member" ||
    value.kind === "name"
  );
}
