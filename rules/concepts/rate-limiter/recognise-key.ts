/** Where limiters are given their keys, and the headers that those may be made of. */
import type { Argument, Call, Expression, FunctionNode, Parameter } from "../../ir/nodes.ts";
import { DEFAULT_KEYS, FORWARDING_HEADERS, KEYED_BY_ADDRESS, PATH_KEYED } from "../../libraries/client-identity.ts";
import { LIMITER_LIBRARIES, REGISTERED_LIMITERS } from "../../libraries/limiters.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { type HeaderRead, headerReadsIn, knowsProxies, partOf, partOfParameter } from "./header-reads.ts";
import type { HeaderKeyRecord, KeyWiring } from "./key-record.ts";
import { SourceFinder } from "./key-sources.ts";
import { isLimiterFunctionName, mentionsLimiter, words } from "./names.ts";

const GATE = /forward|real-ip|REAL_IP|user-agent|USER_AGENT|client-ip|imit|hrottl|ttempt/iu;
const KEY_OPTIONS = /^(?:keyGenerator|key_func|keyFunc|key|getTracker|generateKey|identifier|keyPrefixFn|id)$/u;
const ASKS =
  /^(?:limit|consume|check|check_?limit|check_?rate_?limit|hit|test|acquire|allow|allowed|is_?allowed|take|try_?acquire|penalty|increment|incr|get|set|has|push|zadd|eval|is_?rate_?limited|enforce|allow_?request)$/iu;
const COUNTERS = /attempts?$|rate ?limits?|\bhits$|throttle|request counts?$|login ?(?:count|fail)/u;
const LIMIT_TEXT = /rate_?-?limit|ratelimit|throttle|\battempts?\b|\brl:/iu;
const IDENTITY = /\b(?:ip|client|address|addr|identity|identifier|ident|key|fingerprint|remote|visitor|caller)\b/u;
const MAKES = new Set(LIMITER_LIBRARIES.flatMap(library => library.makes));
const OF_LIMITERS = [...MAKES].map(make => `${make}.`);
const LIST_SPLIT = /split\(\s*["'],/u;
/** Parameters that carry a whole request. */
const CARRIERS = /^(?:req|request|res|response|next|ctx|context|c|self)$/u;
const MAX_ARGUMENT = 200;

export function headerKeysIn(model: FileModel): HeaderKeyRecord[] {
  if (!GATE.test(model.text)) return [];
  const reads = headerReadsIn(model);
  return reads.flatMap(read => {
    if (read.platform) return [];
    const { part, first, passed } = partOf(read, model);
    const receiver = passed && passedTo(passed, model);
    const guardedBy = guardOf(read, part, reads, model);
    return [
      {
        form: "header" as const,
        start: read.node.start,
        end: read.node.end,
        place: model.place(read.node),
        header: read.header,
        part,
        ...(guardedBy ? { guardedBy } : {}),
        ...(receiver ? { passed: receiver } : {}),
        ...(first?.kind === "index" ? { first: model.place({ start: first.object.end, end: first.end }) } : {}),
      },
    ];
  });
}

/** The function that gets the whole value; the address goes into a text unchanged when it is no function's argument. */
function passedTo(argument: Argument, model: FileModel): HeaderKeyRecord["passed"] {
  const call = argument.parent;
  const path = call?.kind === "call" ? model.pathOf(call.callee) : undefined;
  return path && call?.kind === "call" ? { path, position: call.args.indexOf(argument) } : undefined;
}

/** Another read of the same function that is asked first. */
function guardOf(
  read: HeaderRead,
  part: string,
  reads: readonly HeaderRead[],
  model: FileModel,
): HeaderKeyRecord["guardedBy"] {
  const row = FORWARDING_HEADERS.find(one => one.name === read.header)!;
  if (row.shape === "free") return undefined;
  if (knowsProxies(read, model)) return "proxies";
  const others = reads.filter(other => other !== read && other.fn === read.fn);
  // `headers.get("x-forwarded-for") or headers.get("X-Forwarded-For")` is one read.
  const near = (other: HeaderRead) =>
    model.lines.positionAt(other.node.start).line === model.lines.positionAt(read.node.start).line;
  if (others.some(other => other.header === read.header && other.node.start < read.node.start && near(other)))
    return "list";
  if (others.some(other => other.platform && other.node.start < read.node.start)) return "platform";
  const isList = (other: HeaderRead) => FORWARDING_HEADERS.find(one => one.name === other.header)?.shape === "list";
  return row.shape === "single" && part === "whole" && others.some(isList) ? "list" : undefined;
}

export function keyWiringIn(model: FileModel): KeyWiring[] {
  const takes = LIST_SPLIT.test(model.text) ? model.functions.flatMap(fn => takesOf(fn, model)) : [];
  return GATE.test(model.text) ? [...takes, ...limiterKeysIn(model)] : takes;
}

function limiterKeysIn(model: FileModel): KeyWiring[] {
  const reads = headerReadsIn(model).filter(read => !read.platform);
  const finder = new SourceFinder(
    model,
    reads.map(read => read.node),
  );
  const asking = askingFunctions(model);
  const makers = model.functions.filter(fn => reads.length > 0 || IDENTITY.test(words(model.functionId(fn))));
  return [
    ...makers.flatMap(fn => identityOf(fn, finder, model)),
    ...model.calls.flatMap(call => keysOf(call, finder, asking, model)),
    ...model.calls.flatMap(call => byAddress(call, model)),
    ...model.calls.flatMap(call => pathKeyed(call, model)),
    ...model.calls.flatMap(call => dependency(call, model)),
  ];
}

function identityOf(fn: FunctionNode, finder: SourceFinder, model: FileModel): KeyWiring[] {
  const functionId = model.functionId(fn);
  const { headers, calls } = finder.ofReturns(fn);
  if (headers.length === 0 && calls.length === 0) return [];
  return [{ what: "identity", start: fn.start, end: fn.start, functionId, headers, calls }];
}

/** The key that a call gives to a limiter, as an option or as an argument. */
function keysOf(
  call: Call,
  finder: SourceFinder,
  asking: ReadonlyMap<FunctionNode, ReadonlySet<string>>,
  model: FileModel,
): KeyWiring[] {
  const own = model.libraryNameOf(call);
  const library = own !== undefined && (MAKES.has(own) || OF_LIMITERS.some(start => own.startsWith(start)));
  const given = library || speaksOfLimits(call, model) ? optionsOf(call, model) : [];
  const asked = isAsking(call, library, model) ? argumentsOf(call) : givenThrough(call, asking, model);
  const values = [...given, ...asked];
  if (values.length === 0) return [];
  const functions = values.filter(value => value.kind === "function");
  const plain = values.filter(value => value.kind !== "function");
  const sources = finder.of(plain);
  for (const fn of functions) {
    const inner = finder.ofReturns(fn);
    sources.headers.push(...inner.headers);
    sources.calls.push(...inner.calls);
  }
  // A key function is given by its name.
  for (const value of given) {
    const path = value.kind === "name" || value.kind === "member" ? model.pathOf(value) : undefined;
    if (path && path.root !== "parameter") sources.calls.push(path);
  }
  if (sources.headers.length === 0 && sources.calls.length === 0) return [];
  const limiter = model.source(call.callee).replaceAll(/\s+/gu, "").slice(0, 60);
  return [
    {
      what: "key",
      start: call.start,
      end: call.callee.end,
      limiter,
      library,
      place: model.place(call.callee),
      ...sources,
    },
  ];
}

function optionsOf(call: Call, model: FileModel): Expression[] {
  return call.args.flatMap((argument, index) => {
    if (argument.name !== undefined) return KEY_OPTIONS.test(argument.name) ? [argument.value] : [];
    // flask-limiter takes its key function first.
    if (model.python && index === 0 && argument.value.kind === "name") return [argument.value];
    const value = model.valueOf(argument.value);
    if (value.kind !== "object") return [];
    return value.properties.flatMap(property => (KEY_OPTIONS.test(property.key ?? "") ? [property.value] : []));
  });
}

function argumentsOf(call: Call): Expression[] {
  return call.args.map(argument => argument.value).filter(value => value.kind !== "function");
}

function speaksOfLimits(call: Call, model: FileModel): boolean {
  const text = model.source(call.callee).slice(0, MAX_ARGUMENT);
  return /imit|hrottl|ucket/u.test(text) && mentionsLimiter(text);
}

/** Functions of this file that hand parameters to a limiter, with the parameters: what their callers give is a key too. */
function askingFunctions(model: FileModel): ReadonlyMap<FunctionNode, ReadonlySet<string>> {
  const found = new Map<FunctionNode, Set<string>>();
  for (const call of model.calls) {
    const fn = model.enclosingFunction(call);
    if (!fn || fn.params.length === 0 || !isAsking(call, false, model)) continue;
    const names = new Set(fn.params.flatMap(namesOf));
    for (const value of argumentsOf(call)) {
      const meant = model.valueOf(value);
      // What another function makes of a parameter may leave it out.
      const text = meant.kind === "call" && meant !== value ? "" : model.source(meant).slice(0, MAX_ARGUMENT);
      // `options.address` is one property of a parameter.
      for (const [, word, member] of text.matchAll(/(\w+)(?:\??\.(\w+)(?![\w(]))?/gu))
        if (names.has(word!) && !CARRIERS.test(word!)) found.set(fn, (found.get(fn) ?? new Set()).add(member ?? word!));
    }
  }
  return found;
}

function namesOf(parameter: Parameter): string[] {
  if (parameter.name !== undefined) return [parameter.name];
  return parameter.pattern?.kind === "object-pattern" ? parameter.pattern.properties.flatMap(one => one.key ?? []) : [];
}

/** The arguments that become a key in a function of this file. */
function givenThrough(
  call: Call,
  asking: ReadonlyMap<FunctionNode, ReadonlySet<string>>,
  model: FileModel,
): Expression[] {
  if (asking.size === 0 || call.callee.kind !== "name") return [];
  const node = model.bindingOf(call.callee)?.definitions[0];
  const fn = node?.node.kind === "function" ? node.node : node?.value;
  const names = fn?.kind === "function" ? asking.get(fn) : undefined;
  if (!names || fn?.kind !== "function") return [];
  return call.args.flatMap((argument, index) => {
    const name = argument.name ?? fn.params[index]?.name;
    if (name !== undefined && names.has(name)) return [argument.value];
    if (argument.value.kind !== "object") return [];
    return argument.value.properties.flatMap(one => (names.has(one.key ?? "") ? [one.value] : []));
  });
}

/** `limiter.limit(key)`, `checkRateLimit(ip)`, `attempts.get(ip)`, ``redis.incr(`ratelimit:${ip}`)``. */
function isAsking(call: Call, library: boolean, model: FileModel): boolean {
  const { callee } = call;
  if (callee.kind === "name") return namesLimiter(callee.name) || isFromLimiterFile(callee, model);
  if (callee.kind !== "member") return false;
  if (namesLimiter(callee.name)) return true;
  if (!ASKS.test(callee.name)) return false;
  if (library) return true;
  const receiver = words(model.source(callee.object).slice(-60).replaceAll(".", " "));
  if (mentionsLimiter(receiver) || COUNTERS.test(receiver)) return true;
  return call.args.some(
    argument =>
      LIMIT_TEXT.test(model.source(model.valueOf(argument.value)).slice(0, MAX_ARGUMENT)) &&
      argument.value.kind !== "function",
  );
}

/** Most names are no limiter's: the words of the rest are read. */
function namesLimiter(name: string): boolean {
  return /imit|hrottl|ucket/u.test(name) && isLimiterFunctionName(name);
}

/** `allowSubmission` of `@/lib/rate-limit`. */
function isFromLimiterFile(callee: Expression, model: FileModel): boolean {
  const path = model.pathOf(callee);
  const last = path?.root === "import" ? (path.module ?? "").split(/[./]/u).at(-1)! : "";
  return (
    /imit|hrottl/u.test(last) &&
    path!.steps.length === 1 &&
    mentionsLimiter(last) &&
    !IDENTITY.test(words(path!.steps[0]!))
  );
}

function byAddress(call: Call, model: FileModel): KeyWiring[] {
  const own = model.libraryNameOf(call);
  const isRegister = call.callee.kind === "member" && call.callee.name === REGISTERED_LIMITERS.awaited.register;
  const plugin = isRegister && call.args[0] ? model.libraryNameOf(call.args[0].value) : undefined;
  const row = KEYED_BY_ADDRESS.find(one => one.make === own || one.make === plugin);
  if (!row) return [];
  const objects = call.args.map(argument => model.valueOf(argument.value)).filter(value => value.kind === "object");
  const generator = objects.flatMap(value => value.properties).find(property => property.key === row.key)?.value;
  if (generator && !/\.ips?\b/u.test(model.source(generator))) return [];
  const { start } = call;
  return [
    {
      what: "by-address",
      start,
      end: call.callee.end,
      place: model.place(call.callee),
      name: model.source(call.callee),
    },
  ];
}

/** `Depends(RateLimiter(times=5, seconds=60, identifier=by_account))`. */
function dependency(call: Call, model: FileModel): KeyWiring[] {
  const own = model.libraryNameOf(call);
  const row = DEFAULT_KEYS.find(one => own !== undefined && one.dependencies.includes(own));
  if (!row) return [];
  const keyed = call.args.some(argument => argument.name === row.keyword || argument.spread !== undefined);
  return [{ what: "dependency", start: call.start, end: call.callee.end, keyed }];
}

function takesOf(fn: FunctionNode, model: FileModel): KeyWiring[] {
  return fn.params.flatMap((parameter, position): KeyWiring[] => {
    const part = parameter.name === undefined ? undefined : partOfParameter(fn, parameter.name, model);
    if (!part) return [];
    return [{ what: "takes", start: fn.start, end: fn.start, functionId: model.functionId(fn), position, part }];
  });
}

function pathKeyed(call: Call, model: FileModel): KeyWiring[] {
  const own = model.libraryNameOf(call);
  const row = PATH_KEYED.find(one => one.make === own);
  if (!row) return [];
  const told = call.args.some(argument => argument.name === row.option || argument.spread !== undefined);
  const last = call.args.at(-1);
  return [
    {
      what: "path-keyed",
      start: call.start,
      end: call.callee.end,
      told,
      place: model.place(call.callee),
      ...(last ? { insertAt: last.end } : {}),
    },
  ];
}
