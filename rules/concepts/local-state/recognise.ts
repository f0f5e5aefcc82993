/** Containers of a module, or of a class that the module makes once, that functions write and others read. */
import type { ClassNode, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { SHARED_STORE } from "../../libraries/limiter-stores.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { words } from "../rate-limiter/names.ts";
import { isClientCode, isContainer } from "../rate-limiter/recognise-container.ts";
import type { LocalStateRecord, UseRecord } from "./local-state.ts";
import { tokensIn } from "./tokens.ts";
import { type Use, useOf } from "./uses.ts";
import { isHousekeeping, namedState, STATE_KEY } from "./words.ts";

interface Candidate {
  name: string;
  target: Node;
  accesses: readonly Node[];
  owner?: ClassNode;
}

interface Found {
  use: Use;
  fn: FunctionNode;
  at: Node;
}

export function localStatesIn(model: FileModel): LocalStateRecord[] {
  if (isClientCode(model)) return [];
  const kept = [...variables(model), ...members(model)].flatMap(candidate => recordOf(candidate, model) ?? []);
  return [...kept, ...tokensIn(model)];
}

function variables(model: FileModel): Candidate[] {
  return [...model.bindings.topLevel()].flatMap(binding => {
    const [first] = binding.definitions;
    if (binding.kind !== "variable" || !first?.value || first.steps.length > 0) return [];
    if (!isContainer(first.value) && !isCounters(first.value)) return [];
    const target = targetOf(first.node);
    return target ? [{ name: binding.name, target, accesses: binding.references }] : [];
  });
}

function members(model: FileModel): Candidate[] {
  return model.classes.flatMap(owner =>
    model.memberNames(owner).flatMap(name => {
      const value = model.memberValues(owner, name).find(one => isContainer(one) || isCounters(one));
      const target = value?.parent && targetOf(value.parent);
      if (!target) return [];
      const accesses: Node[] = [];
      walk(owner, node => {
        if (node.kind === "member" && node.name === name && node !== target && isOwn(node.object)) accesses.push(node);
      });
      return [{ name, target, accesses, owner }];
    }),
  );
}

function isOwn(object: Expression): boolean {
  return object.kind === "name" && /^(?:self|this|cls)$/u.test(object.name);
}

function targetOf(node: Node): Node | undefined {
  return node.kind === "declare" ? node.target : node.kind === "assign" ? node.targets[0] : undefined;
}

/** `{"sent": 0, "failed": 0}`. */
function isCounters(value: Expression): boolean {
  return (
    value.kind === "object" &&
    value.properties.some(({ value: count }) => count.kind === "literal" && count.value === 0)
  );
}

function recordOf(candidate: Candidate, model: FileModel): LocalStateRecord | undefined {
  const spoken = namedState(candidate.name);
  if (spoken === undefined) return undefined;
  const uses = candidate.accesses.flatMap((at): Found[] => {
    const fn = functionAround(at, candidate, model);
    return fn ? [{ use: useOf(at, model), fn, at }] : [];
  });
  const kept = storeOf(uses, spoken, model) ?? (spoken === "counts" ? countersOf(uses, model) : undefined);
  if (!kept) return undefined;
  const { start, end } = candidate.target;
  const { owner } = candidate;
  return {
    start,
    end,
    name: candidate.name,
    place: model.place(candidate.target),
    ...kept,
    ...(owner?.name === undefined ? {} : { owner: owner.name }),
  };
}

type Kept = Pick<LocalStateRecord, "kind" | "writers" | "readers">;

/** Put in under a key by some functions, read back by the key in others that put nothing in. */
function storeOf(uses: readonly Found[], spoken: "state" | "counts" | "open", model: FileModel): Kept | undefined {
  const puts = uses.filter(({ use }) => use.does === "put");
  const shaped = puts.some(({ use }) => use.does === "put" && isShaped(use.value, model));
  if (puts.length === 0 || (spoken !== "state" && !shaped)) return undefined;
  if (puts.every(({ use }) => use.does === "put" && cannotLeave(use.value, model))) return undefined;
  const putting = new Set(puts.map(one => one.fn));
  const readers = uses.filter(
    ({ use, fn }) => use.does === "read" && use.by === "key" && !putting.has(fn) && isReading(fn, model),
  );
  return readers.length > 0 ? { kind: "store", writers: told(puts, model), readers: told(readers, model) } : undefined;
}

function countersOf(uses: readonly Found[], model: FileModel): Kept | undefined {
  const counts = uses.filter(({ use }) => use.does === "count");
  const counting = new Set(counts.map(one => one.fn));
  const readers = uses.filter(({ use, fn }) => use.does === "read" && !counting.has(fn) && isReading(fn, model));
  return counts.length > 0 && readers.length > 0
    ? { kind: "counters", writers: told(counts, model), readers: told(readers, model) }
    : undefined;
}

/** Once for each function. */
function told(found: readonly Found[], model: FileModel): UseRecord[] {
  const first = found.filter((one, index) => found.findIndex(other => other.fn === one.fn) === index);
  return first.map(({ fn, at }) => ({ functionId: model.functionId(fn), place: model.place(at) }));
}

/** The named function around an access: a callback belongs to whoever gives it away. */
function functionAround(at: Node, { owner }: Candidate, model: FileModel): FunctionNode | undefined {
  let fn = model.enclosingFunction(at);
  while (fn && model.functionId(fn).includes("@")) {
    const outer = model.enclosingFunction(fn);
    if (!outer) break;
    fn = outer;
  }
  // The constructor makes the container; it keeps nothing yet.
  return fn && !(owner && /^(?:__init__|constructor)$/u.test(fn.name ?? "")) ? fn : undefined;
}

/** Reads for somebody, and asks no store that the processes share. */
function isReading(fn: FunctionNode, model: FileModel): boolean {
  return !isHousekeeping(fn.name ?? "") && !model.once(asksSharedStore, fn);
}

function asksSharedStore(fn: FunctionNode, model: FileModel): boolean {
  let asks = false;
  walk(fn, node => {
    if (node.kind !== "call" || node.callee.kind !== "member") return;
    const receiver = words(model.source(node.callee.object).slice(0, 120).replaceAll(".", " "));
    if (SHARED_STORE.test(receiver.replace(/^(?:self|this)\b/u, "").replaceAll(/\bsessions?\b|\bstorage\b/gu, "")))
      asks = true;
  });
  return asks;
}

/** `{ status: "pending", progress: 0 }`, `JobProgress(status=…)`. */
function isShaped(value: Expression, model: FileModel): boolean {
  const known = model.valueOf(value);
  if (known.kind === "object") return known.properties.some(({ key }) => key !== undefined && STATE_KEY.test(key));
  return known.kind === "call" && known.args.some(({ name }) => name !== undefined && STATE_KEY.test(name));
}

/** Functions, promises, connections and the like live in their process. */
function cannotLeave(value: Expression, model: FileModel): boolean {
  const known = model.valueOf(value);
  if (known.kind === "function") return true;
  if (known.kind !== "call") return false;
  const text = model.source(known.callee);
  return /(?:Promise|AbortController|Event|Lock|Semaphore|Queue|WebSocket|EventEmitter|Thread|Process|Popen|create_task|ensure_future|setTimeout|setInterval|spawn|Client|Transport|Server|Browser|Page|Context|Limiter)$/u.test(
    text,
  );
}
