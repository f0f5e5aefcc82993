/** Limiters of libraries that count in the memory of their process. */
import type { Call, Expression, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { REST_FRAMEWORK_THROTTLING as DRF } from "../../libraries/limiters.ts";
import { DJANGO_CACHE, LIMITER_STORES, type LimiterStore, MEMORY_STORE } from "../../libraries/limiter-stores.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { fallbackCallsIn, isFallback } from "./fallback.ts";
import { REGISTERED_LIMITERS } from "../../libraries/limiters.ts";
import type { CacheRecord, LibraryStorageRecord, StorageWiring } from "./storage-record.ts";

const SETTINGS = new Set(LIMITER_STORES.flatMap(store => store.settings ?? []));
/** Settings of a developer's machine. */
const LOCAL_SETTINGS = /(?:dev|development|local|test|testing|ci)\.py$/u;

/** What a call says of its store. */
type Given = "absent" | "memory" | "other";

export function libraryStoragesIn(model: FileModel): LibraryStorageRecord[] {
  const records: LibraryStorageRecord[] = [];
  for (const call of model.calls) {
    const store = storeOf(call, model);
    const given = store && givenStore(call, store, model);
    if (!store || !given || given === "other" || isFallback(call, model) || isHandedAsFallback(call, model)) continue;
    const target = targetOf(call);
    const at = target ?? call.callee;
    const end = insertionEnd(call);
    const importAt = model.module.body.find(node => node.kind === "import" && node.module !== "__future__")?.start;
    records.push({
      form: "library",
      start: call.start,
      end: call.callee.end,
      name: target?.kind === "name" || target?.kind === "member" ? target.name : model.source(at).slice(0, 60),
      place: model.place(call.callee),
      title: store.title,
      explicit: given === "memory",
      ...(store.keyword && given === "absent" && end !== undefined ? { insertAt: end } : {}),
      ...(importAt === undefined ? {} : { importAt }),
    });
  }
  return records;
}

/** `"DEFAULT_THROTTLE_CLASSES": […]` of the settings. */
export function cacheStoragesIn(model: FileModel): CacheRecord[] {
  if (!model.python || LOCAL_SETTINGS.test(model.path)) return [];
  for (const binding of model.bindings.topLevel()) {
    const value = binding.name === DRF.settings ? binding.definitions[0]?.value : undefined;
    if (value?.kind !== "object") continue;
    const classes = value.properties.find(property => property.key === DRF.classes);
    if (!classes || (classes.value.kind === "list" && classes.value.items.length === 0)) continue;
    const { start, end } = classes.keyNode;
    return [{ form: "cache", start, end, name: DRF.classes, place: model.place(classes.keyNode) }];
  }
  return [];
}

export function storageWiringIn(model: FileModel): StorageWiring[] {
  const records: StorageWiring[] = fallbackCallsIn(model).map(span => ({ what: "fallback-call", ...span }));
  if (model.python && model.text.includes(DJANGO_CACHE.settings)) records.push(...cachesIn(model));
  for (const name of SETTINGS) {
    const start = model.text.indexOf(name);
    if (start >= 0) records.push({ what: "setting", start, end: start + name.length, name });
  }
  return records;
}

function cachesIn(model: FileModel): StorageWiring[] {
  if (LOCAL_SETTINGS.test(model.path)) return [];
  const records: StorageWiring[] = [];
  walk(model.module, node => {
    const value =
      node.kind === "assign" || node.kind === "declare"
        ? namedTarget(node) === DJANGO_CACHE.settings
          ? node.value
          : undefined
        : undefined;
    if (value)
      records.push({
        what: "cache",
        start: node.start,
        end: node.start,
        memory: DJANGO_CACHE.memory.test(model.source(value)) && !/redis|memcache/iu.test(model.source(value)),
      });
  });
  return records;
}

function namedTarget(node: Node): string | undefined {
  const target = node.kind === "declare" ? node.target : node.kind === "assign" ? node.targets[0] : undefined;
  const name = target?.kind === "index" ? target.object : target;
  return name?.kind === "name" ? name.name : undefined;
}

function storeOf(call: Call, model: FileModel): LimiterStore | undefined {
  const own = model.libraryNameOf(call);
  const direct = own === undefined ? undefined : LIMITER_STORES.find(row => !row.plugin && row.makes.includes(own));
  if (direct) return direct;
  if (call.callee.kind !== "member" || call.callee.name !== REGISTERED_LIMITERS.awaited.register) return undefined;
  const plugin = call.args[0] && model.libraryNameOf(call.args[0].value);
  return plugin === undefined ? undefined : LIMITER_STORES.find(row => row.plugin && row.makes.includes(plugin));
}

function givenStore(call: Call, store: LimiterStore, model: FileModel): Given {
  if (store.options.length === 0) return "memory";
  const entries: { name: string; value: Expression }[] = [];
  for (const argument of call.args.slice(store.plugin ? 1 : 0)) {
    if (argument.spread) return "other";
    if (argument.name !== undefined) entries.push({ name: argument.name, value: argument.value });
    const value = model.valueOf(argument.value);
    if (argument.name !== undefined || value.kind === "list" || value.kind === "literal") continue;
    if (value.kind === "function" && !store.plugin) continue;
    if (value.kind !== "object") {
      // A first positional argument may be the key or the application; anything else is not known.
      if (model.python) continue;
      return "other";
    }
    if (value.properties.some(property => property.spread || property.key === undefined)) return "other";
    entries.push(...value.properties.map(property => ({ name: property.key!, value: property.value })));
  }
  // What a factory gives is only known not to be a store when it does not speak of one.
  const made = entries.filter(entry => entry.value.kind === "function").map(entry => model.source(entry.value));
  if (made.some(text => store.options.some(option => text.includes(option)))) return "other";
  return givenIn(entries, store, model);
}

function givenIn(entries: { name: string; value: Expression }[], store: LimiterStore, model: FileModel): Given {
  const own = entries.find(entry => store.options.includes(entry.name));
  if (own) return MEMORY_STORE.test(model.source(model.valueOf(own.value))) ? "memory" : "other";
  if (store.inside === undefined) return "absent";
  const inner = entries.find(entry => entry.name === store.inside);
  const object = inner && model.valueOf(inner.value);
  if (object?.kind !== "object" || object.properties.some(property => property.spread)) return "other";
  const off = object.properties.find(property => property.key === "enabled")?.value;
  if (off?.kind === "literal" && off.value === false) return "other";
  const nested = object.properties.map(property => ({ name: property.key ?? "", value: property.value }));
  return givenIn(nested, { ...store, inside: undefined } as never, model);
}

/** `new RateLimiterRedis({ insuranceLimiter: memory })` with `memory` made above. */
function isHandedAsFallback(call: Call, model: FileModel): boolean {
  const target = targetOf(call);
  const references = target?.kind === "name" ? (model.bindings.lookUp(target.name, call)?.references ?? []) : [];
  return references.length > 0 && references.every(reference => isFallback(reference, model));
}

function targetOf(call: Call): Node | undefined {
  let at: Node = call;
  while (at.parent?.kind === "await" || at.parent?.kind === "binary") at = at.parent;
  const parent = at.parent;
  if (parent?.kind === "declare") return parent.target;
  return parent?.kind === "assign" ? parent.targets[0] : undefined;
}

/** The end of the last argument, or where the first would stand. */
function insertionEnd(call: Call): number | undefined {
  return call.args.at(-1)?.end ?? (call.argsStart < call.end ? call.argsStart : undefined);
}
