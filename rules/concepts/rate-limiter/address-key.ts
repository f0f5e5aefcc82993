/** Limiters that count by the client's address alone, and what the routes behind them know about the caller by then. */
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import { ACCOUNT_SOURCE, CREDENTIALS, NO_GUESS, TENANT_IN_PATH } from "../../libraries/limit-keys.ts";
import type { Project } from "../../project/project.ts";
import type { CallRecord, FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import type { Route } from "../route/route.ts";
import { routesOf } from "../route/route-table.ts";
import { isForMachines } from "./exempt.ts";
import { isForeignPath } from "./places.ts";
import { addressKeysIn } from "./recognise-address-key.ts";
import { Standings } from "./standing.ts";

export type AddressKeyRecord = KeyedInstance | KeyedCall | KeyedFunction;

interface Base extends Span {
  name: string;
  place: Place;
}

/** A limiter of a library that is made with an address for its key. */
export interface KeyedInstance extends Base {
  form: "instance";
  /** Nothing is said about the key: the library takes the address. */
  byDefault: boolean;
}

/** A limiter is asked with an address for its key. */
export interface KeyedCall extends Base {
  form: "call";
  limiter?: AccessPath;
  functionId: string;
  /** Another limiter of the function counts by something else. */
  alsoKeyed: boolean;
  /** Only for callers that are not known, or after they were refused. */
  forStrangers: boolean;
  /** The file counts failures by account. */
  lockout: boolean;
  /** Where the key's template ends. */
  templateEnd?: number;
}

/** A limiter of its own that is given nothing but an address. */
export interface KeyedFunction extends Base {
  form: "function";
  functionId: string;
}

export interface AddressKey extends ConceptNode {
  type: "AddressKey";
  limiter: string;
  /** What is wrong with counting by the address here. */
  fault: KeyFault | undefined;
}

export interface KeyFault {
  /** account: the caller is known. credentials: what is guessed belongs to one account, wherever the guesses come from. */
  kind: "account" | "credentials";
  /** The caller is known before the limiter is asked. */
  before: boolean;
  route: string;
  /** By what the caller is known. */
  by: string;
  known: FilePlace | undefined;
  others: { title: string; place: FilePlace }[];
  repair?: { at: number; text: string };
}

export const addressKey: ConceptKind<AddressKeyRecord, AddressKey> = {
  name: "AddressKey",
  triggers: () => ["imit", "hrottl"],
  recognise: addressKeysIn,
  complete: (record, file, project): AddressKey => ({
    type: "AddressKey",
    start: record.start,
    end: record.end,
    limiter: record.name,
    fault: isTestPath(file.path) || isForeignPath(file.path) ? undefined : faultOf(record, file, project),
  }),
};

function faultOf(record: AddressKeyRecord, file: FileSummary, project: Project): KeyFault | undefined {
  switch (record.form) {
    case "instance":
      return instanceFault(record, file, project);
    case "call":
      return callFault(record, file, project);
    case "function":
      return functionFault(record, file, project);
  }
}

/** Routes that name the limiter themselves, behind a guard that tells who calls. */
function instanceFault(record: KeyedInstance, file: FileSummary, project: Project): KeyFault | undefined {
  const standings = Standings.of(project);
  const key = `${file.path}\0${record.name}`;
  const known: { route: Route; account: Account }[] = [];
  for (const route of routesOf(project)) {
    const hit = standings.on(route).limiters.get(key);
    if (!hit || hit.shared || hit.distance > 0 || isForMachines(route)) continue;
    const guard = route.way.findIndex(one => one.place.start === hit.at.start && one.file.path === hit.at.path);
    if (guard >= 0 && hasOwnKey(route.way[guard]!.text)) continue;
    const account = accountBefore(route, record.byDefault ? guard : undefined);
    if (account) known.push({ route, account });
  }
  const first = known[0];
  if (!first) return undefined;
  return {
    kind: "account",
    before: true,
    route: first.route.title,
    by: first.account.text,
    known: first.account.at,
    others: known.map(({ route }) => ({ title: route.title, place: route.place })),
  };
}

function callFault(record: KeyedCall, file: FileSummary, project: Project): KeyFault | undefined {
  if (record.forStrangers || record.alsoKeyed) return undefined;
  const route = routesOf(project).find(
    one =>
      one.handler?.file === file &&
      (one.handler.fn.id === record.functionId || record.functionId.startsWith(`${one.handler.fn.id}.`)),
  );
  if (!route || isForMachines(route)) return undefined;
  const target = record.limiter && project.functionOf(record.limiter, file);
  const keyed =
    target && recordsOf(target.file).some(one => one.form === "function" && one.functionId === target.value.id);
  if (keyed) return undefined;
  const guard = accountBefore(route, undefined);
  const calls = route.handler!.fn.calls;
  const before =
    guard ??
    accountIn(
      calls.filter(call => call.place.end < record.start),
      file,
    );
  const account =
    before ??
    accountIn(
      calls.filter(call => call.place.start > record.end),
      file,
    );
  if (account)
    return {
      kind: "account",
      before: before !== undefined,
      route: route.title,
      by: account.text,
      known: account.at,
      others: [],
      ...(before && record.templateEnd !== undefined && account.id !== undefined
        ? { repair: { at: record.templateEnd, text: `:\${${account.id}}` } }
        : {}),
    };
  const guessed = [...Standings.of(project).on(route).resources.values()].some(
    hit => hit.kind === "login" && hit.distance <= 2,
  );
  if (record.lockout || !guessed || NO_GUESS.test(route.path ?? "")) return undefined;
  return { kind: "credentials", before: false, route: route.title, by: "", known: undefined, others: [] };
}

/** A limiter that says in its name that it guards credentials. */
function functionFault(record: KeyedFunction, file: FileSummary, project: Project): KeyFault | undefined {
  if (!CREDENTIALS.test(record.name) || NO_GUESS.test(record.name)) return undefined;
  const users = project.callersOf(file, record.functionId).filter(site => !isTestPath(site.file.path));
  const first = users[0];
  if (!first) return undefined;
  const route = routesOf(project).find(one => one.handler?.fn === first.caller);
  const place = { ...first.call.place, path: first.file.path };
  const title = route?.title ?? first.caller.name ?? first.file.path;
  return { kind: "credentials", before: false, route: title, by: "", known: undefined, others: [{ title, place }] };
}

interface Account {
  text: string;
  at: FilePlace;
  /** An expression for the account's id, when there is a name for the caller. */
  id?: string;
}

/** A guard on the way that tells who calls; before the guard at `end`, where the order decides. */
function accountBefore(route: Route, end: number | undefined): Account | undefined {
  const guards = end === undefined || end < 0 ? route.way : route.way.slice(0, end);
  // Middleware of a whole application often lets strangers through and leaves it to the route.
  const telling = guards.filter(one => isAccountName(one.text) && !/middleware$/iu.test(one.text));
  const guard = telling.find(one => !one.shared) ?? telling[0];
  if (!guard) return undefined;
  return { text: guard.text.split("(")[0]!, at: { ...guard.place, path: guard.file.path } };
}

/** A guard of the route tells who calls. */
export function isKnownCaller(route: Route): boolean {
  return accountBefore(route, undefined) !== undefined;
}

function accountIn(calls: readonly CallRecord[], file: FileSummary): Account | undefined {
  const call = calls.find(one => one.use !== "dropped" && isAccountName(one.text));
  if (!call) return undefined;
  return {
    text: call.text,
    at: { ...call.place, path: file.path },
    ...(call.result !== undefined && /user|account/iu.test(call.result) ? { id: `${call.result}.id` } : {}),
  };
}

function isAccountName(text: string): boolean {
  const callee = text.split("(")[0]!;
  return ACCOUNT_SOURCE.test(callee.slice(callee.lastIndexOf(".") + 1)) && !TENANT_IN_PATH.test(callee);
}

/** `@limiter.limit("5/minute", key_func=by_account)`. */
function hasOwnKey(text: string): boolean {
  return /key_func|keyGenerator|key=/u.test(text);
}

function recordsOf(file: FileSummary): AddressKeyRecord[] {
  return (file.concepts["AddressKey"] ?? []) as AddressKeyRecord[];
}
