import type { Call, Expression, ObjectLiteral } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { KEYED_APIS } from "../../libraries/idempotency-keys.ts";
import { QUOTA_FUNCTIONS, QUOTAS } from "../../libraries/tenant-quotas.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { calleePath, calleeText } from "../task/body/call-facts.ts";
import type { EnqueueRecord, EnqueueSlot, ObjectSlot } from "./enqueue.ts";

/** Last members of callees that put work on a queue, and the fewest arguments that they take. */
export const ENQUEUE_METHODS: ReadonlyMap<string, number> = new Map([
  ...KEYED_APIS.flatMap(row => (row.kind === "enqueue" ? (row.methods ?? []).map(one => [one, 1] as const) : [])),
  ...QUOTAS.flatMap(row => row.methods.map(method => [method, row.least] as const)),
  ...QUOTA_FUNCTIONS.map(row => [row.method, 2] as const),
]);
const MAX_NAMES = 40;

export function recogniseEnqueues(model: FileModel): EnqueueRecord[] {
  return model.calls.flatMap(call => enqueueRecord(call, model) ?? []);
}

function enqueueRecord(call: Call, model: FileModel): EnqueueRecord | undefined {
  if (call.isNew === true) return undefined;
  const last = call.callee.kind === "member" ? call.callee.name : call.callee.kind === "name" ? call.callee.name : "";
  const least = ENQUEUE_METHODS.get(last);
  if (least === undefined || call.args.length < least) return undefined;
  const path = calleePath(call.callee, model);
  if (!path || path.root === "parameter") return undefined;
  const reads = readsOf(call, last, model);
  return {
    start: call.start,
    end: call.end,
    text: calleeText(call.callee),
    place: model.place(call),
    path,
    functionId: model.functionId(model.enclosingFunction(call)),
    ...namesOf(call, model),
    fields: fieldsOf(call, model),
    handed: handedOf(call, model),
    slot: slotOf(call),
    ...(reads ? { reads } : {}),
  };
}

/** All names among the arguments; a spread, and options that are made elsewhere, may hold any other. */
function namesOf(call: Call, model: FileModel): Pick<EnqueueRecord, "names" | "open"> {
  const names = new Set<string>();
  let open = false;
  const read = (value: Expression) =>
    walk(value, node => {
      if (node.kind === "function") return false;
      if (node.kind === "property" && (node.spread || isOptions(node.key, node.value, model))) open = true;
      if (node.kind === "property" && node.key !== undefined) names.add(node.key);
      return undefined;
    });
  call.args.forEach((argument, position) => {
    if (argument.name !== undefined) names.add(argument.name);
    const value = model.valueOf(argument.value);
    if (argument.spread) open = true;
    // The first two are a name and the data; what comes later are options.
    if (position > 1 && value.kind !== "object" && value.kind !== "function") open = true;
    if (value.kind === "object" || value.kind === "list") read(value);
    else if (call.args.length === 1 && argument.name === undefined) open = true;
  });
  return { names: [...names].slice(0, MAX_NAMES), open };
}

/** Headers and options that are made elsewhere may hold a key. */
function isOptions(name: string | undefined, value: Expression, model: FileModel): boolean {
  return name !== undefined && /^(headers|options|opts)$/u.test(name) && model.valueOf(value).kind !== "object";
}

/** `1.orgId`, `0.body.orgId`, and keywords by their name. */
function fieldsOf(call: Call, model: FileModel): EnqueueRecord["fields"] {
  const found: EnqueueRecord["fields"] = [];
  const add = (prefix: string, value: Expression, depth: number) => {
    const object = model.valueOf(value);
    if (object.kind !== "object" || depth > 1) return;
    for (const property of object.properties) {
      if (property.key === undefined || property.spread) continue;
      const at = `${prefix}.${property.key}`;
      const source = model.source(property.value);
      if (source.length < 60 && found.length < MAX_NAMES) found.push({ at, value: source });
      add(at, property.value, depth + 1);
    }
  };
  call.args.forEach((argument, position) => add(argument.name ?? String(position), argument.value, 0));
  return found;
}

/** Arguments, and properties of objects among them, that are parameters of the function around. */
function handedOf(call: Call, model: FileModel): string[] {
  // An element of a list that the function goes through is its own work, not its callers'.
  const isParameter = (value: Expression) => {
    const path = model.pathOf(value);
    return path?.root === "parameter" && !path.owner!.split(".").at(-1)!.startsWith("@");
  };
  return call.args.flatMap((argument, position) => {
    const at = argument.name ?? String(position);
    const object = model.valueOf(argument.value);
    if (object.kind !== "object") return isParameter(argument.value) ? [at] : [];
    return object.properties.flatMap(one =>
      one.key !== undefined && !one.spread && isParameter(one.value) ? [`${at}.${one.key}`] : [],
    );
  });
}

function slotOf(call: Call): EnqueueSlot {
  const positional = call.args.filter(argument => argument.name === undefined);
  return {
    count: positional.length,
    after: call.args.at(-1)?.end ?? call.argsStart,
    keywords: positional.length < call.args.length,
    objects: Object.fromEntries(
      positional.flatMap(({ value }, position) => (value.kind === "object" ? [[position, objectSlot(value)]] : [])),
    ) as Record<number, ObjectSlot>,
  };
}

function objectSlot(object: ObjectLiteral): ObjectSlot {
  return { at: object.start + 1, empty: object.properties.length === 0 };
}

/** Fields of the event that the function given to the call reads. */
function readsOf(call: Call, method: string, model: FileModel): string[] | undefined {
  const row = QUOTA_FUNCTIONS.find(one => one.method === method);
  if (!row) return undefined;
  const found = new Set<string>();
  for (const argument of call.args) {
    if (argument.value.kind !== "function") continue;
    const source = model.source(argument.value);
    for (const match of source.matchAll(row.data)) found.add(match[1]!);
    for (const match of source.matchAll(/\{([^{}]*)\}\s*=\s*event\.data\b/gu))
      for (const name of match[1]!.split(",")) found.add(name.split(":")[0]!.trim());
  }
  return [...found];
}
