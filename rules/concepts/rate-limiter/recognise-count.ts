/** Counts of a shared store that are raised in two steps: read, compare and write; or raise and then set the time to live. */
import type { Call, Expression, FunctionNode, If, Node } from "../../ir/nodes.ts";
import { COUNT_MEMBERS } from "../../libraries/count-stores.ts";
import { libraryName } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardsAt } from "../../semantics/guards.ts";
import { keyOf } from "../../semantics/values.ts";
import { boundedTests, comparisonsOf, grows } from "./count-comparison.ts";
import type { ExpireApartRecord, ExpireRepair, LimitCountRecord, ReadThenWriteRecord } from "./count-record.ts";
import { mentionsLimiter, words } from "./names.ts";
import { objectCountsIn } from "./recognise-object-count.ts";
import { peeksIn } from "./recognise-peek.ts";
import { rowCountsIn } from "./recognise-rows-count.ts";

/** A command of a store: `redis.incr(key)`. */
interface Command {
  call: Call;
  member: string;
  client: Expression;
  clientText: string;
  key: string;
  keyNode: Expression;
  /** Sent with others as one. */
  together: boolean;
}

const MAX_CLIENT = 60;
const STORES = /redis|valkey|\bkv\b|memcache|upstash|cache|^r$|^rdb$|^conn$|store|client/u;
const ATOMIC =
  /\b(?:watch|WATCH|eval|evalsha|evalSha|lock|Lock|mutex|redlock|withLock|with_lock|advisory)\b|[Ll]ock\(/u;
const SUBJECTS = /attempt|quota|throttl|otp|login|lockout|flood|abuse|brute/u;
const WINDOWED =
  /floor|date\.now|time\.time|window|bucket|iso|strftime|strptime|minute|hour|today|day|month|period|epoch|timestamp/iu;

export function limitCountsIn(model: FileModel): LimitCountRecord[] {
  const byFunction = new Map<FunctionNode | undefined, Command[]>();
  for (const call of model.calls) {
    const command = commandOf(call, model);
    if (!command) continue;
    const fn = model.enclosingFunction(call);
    byFunction.set(fn, [...(byFunction.get(fn) ?? []), command]);
  }
  const records: LimitCountRecord[] = [];
  for (const [fn, commands] of byFunction) {
    if (!fn || ATOMIC.test(model.source(fn))) continue;
    const single = commands.filter(command => !command.together);
    const read = [...readsThenWrites(fn, single, model), ...roundTrips(fn, commands, model)].slice(0, 1);
    records.push(...read, ...(read.length > 0 ? [] : expiresApart(fn, single, model)));
  }
  return [...records, ...rowCountsIn(model), ...objectCountsIn(model), ...peeksIn(model)];
}

function commandOf(call: Call, model: FileModel): Command | undefined {
  const { callee } = call;
  const first = call.args[0];
  if (callee.kind !== "member" || !first || first.spread) return undefined;
  const { name: member, object: client } = callee;
  const known = [COUNT_MEMBERS.reads, COUNT_MEMBERS.raises, COUNT_MEMBERS.writes, COUNT_MEMBERS.expires];
  if (!known.some(members => members.has(member))) return undefined;
  const together = isTogether(client, model);
  if (!together && client.end - client.start > MAX_CLIENT) return undefined;
  const keyNode = first.value;
  return { call, member, client, clientText: model.source(client), key: keyOf(keyNode, model), keyNode, together };
}

/** `redis.multi().incr(…)`, `pipe.incr(…)`: sent as one. */
function isTogether(client: Expression, model: FileModel): boolean {
  for (let at: Expression = client; ;) {
    if (at.kind === "name") {
      if (/^(?:pipe|pipeline|multi|tx|transaction|batch|p|chain)$/iu.test(at.name)) return true;
      const value = model.valueOf(at);
      if (value.kind !== "call") return false;
      at = value;
    }
    if (at.kind === "call") at = at.callee;
    else if (at.kind === "member") {
      if (COUNT_MEMBERS.together.has(at.name as "multi")) return true;
      at = at.object;
    } else return false;
  }
}

function expiresApart(fn: FunctionNode, commands: Command[], model: FileModel): ExpireApartRecord[] {
  const records: ExpireApartRecord[] = [];
  for (const raise of commands.filter(one => COUNT_MEMBERS.raises.has(one.member) && /incr/iu.test(one.member))) {
    const expire = commands.find(
      one =>
        COUNT_MEMBERS.expires.has(one.member) &&
        one.clientText.replace(/\?$/u, "") === raise.clientText.replace(/\?$/u, "") &&
        one.key === raise.key &&
        one.call.start > raise.call.end,
    );
    const first = expire && guardsAt(expire.call).find(guard => guard.holds && asksForFirst(guard.test, model));
    if (!expire || guardsAt(expire.call).some(guard => /ttl/iu.test(model.source(guard.test)))) continue;
    if (!first) {
      records.push(...slides(raise, expire, fn, model));
      continue;
    }
    const named = speaksOfLimits(fn, raise, model);
    const compared = comparisonsOf(raise.call, fn, model).length > 0;
    if (!compared && !(named && isGivenOn(raise.call, first.test, model))) continue;
    const repair = repairOf(raise, expire, first.node, model);
    records.push({
      form: "expire-apart",
      ...baseOf(raise, model),
      start: expire.call.start,
      end: expire.call.end,
      first: model.place(raise.call),
      second: model.place(expire.call),
      named,
      windowed: WINDOWED.test(keyText(raise.keyNode, model)),
      ...(repair ? { repair } : {}),
    });
  }
  return records;
}

/** The time to live is set anew by every call: the window never ends for who calls more often than it lasts. */
function slides(raise: Command, expire: Command, fn: FunctionNode, model: FileModel): ExpireApartRecord[] {
  const isEach = guardsAt(expire.call).length <= guardsAt(raise.call).length;
  const windowed = WINDOWED.test(keyText(raise.keyNode, model));
  if (!isEach || windowed || expire.call.args.length !== 2 || comparisonsOf(raise.call, fn, model).length === 0)
    return [];
  return [
    {
      form: "expire-apart",
      ...baseOf(raise, model),
      start: expire.call.start,
      end: expire.call.end,
      first: model.place(raise.call),
      second: model.place(expire.call),
      named: speaksOfLimits(fn, raise, model),
      windowed,
      each: { closing: expire.call.args[1]!.end },
    },
  ];
}

/** `count === 1`, `count == 1`, `created`. */
function asksForFirst(test: Expression, model: FileModel): boolean {
  if (test.kind === "binary" && test.operator === "and")
    return asksForFirst(test.left, model) || asksForFirst(test.right, model);
  if (test.kind !== "binary" || !/^(?:==|<=|<)$/u.test(test.operator)) return false;
  const right = test.right.kind === "literal" ? test.right.value : undefined;
  return right === (test.operator === "<" ? 2 : 1) && test.left.kind !== "literal";
}

/** The count is used for more than to know the first: given back, passed on. */
function isGivenOn(raise: Call, first: Expression, model: FileModel): boolean {
  const whole = raise.parent?.kind === "await" ? raise.parent : raise;
  const target = whole.parent?.kind === "declare" ? whole.parent.target : undefined;
  if (target?.kind !== "name") return false;
  const references = model.bindings.lookUp(target.name, raise)?.references ?? [];
  return references.some(reference => reference.start < first.start || reference.end > first.end);
}

function repairOf(raise: Command, expire: Command, branch: Node, model: FileModel): ExpireRepair | undefined {
  if (branch.kind !== "if" || !isOnly(branch, expire.call) || raise.clientText.includes("?")) return undefined;
  const whole = raise.call.parent?.kind === "await" ? raise.call.parent : raise.call;
  const callee = raise.call.callee as Expression & { kind: "member" };
  const member = expire.call.callee as Expression & { kind: "member" };
  const text = model.source(branch);
  if (/\/\/|\/\*|#/u.test(text) || expire.call.args.length !== 2) return undefined;
  return {
    raise: { start: whole.start, end: whole.end },
    raised: model.text.slice(callee.nameSpan.start, raise.call.end),
    expired: model.text.slice(member.nameSpan.start, expire.call.args[1]!.end),
    statement: { start: branch.start, end: branch.end },
  };
}

/** The branch holds the call and nothing else. */
function isOnly(branch: If, call: Call): boolean {
  const [statement] = branch.then;
  if (branch.then.length !== 1 || branch.otherwise.length > 0 || statement?.kind !== "expression") return false;
  const { expression } = statement;
  return expression === call || (expression.kind === "await" && expression.value === call);
}

function readsThenWrites(fn: FunctionNode, commands: Command[], model: FileModel): ReadThenWriteRecord[] {
  for (const read of commands.filter(one => COUNT_MEMBERS.reads.has(one.member))) {
    if (!isShared(read, model)) continue;
    const compared = comparisonsOf(read.call, fn, model)[0];
    if (!compared) continue;
    const write = commands.find(
      one =>
        one.clientText === read.clientText &&
        one.key === read.key &&
        one.call.start > compared.end &&
        raises(one, read, model),
    );
    if (!write || !(speaksOfLimits(fn, read, model) || boundedTests(compared))) continue;
    return [
      {
        form: "read-then-write",
        ...baseOf(read, model),
        first: model.place(read.call),
        second: model.place(write.call),
        read: read.member,
        write: write.member,
        compared: model.place(compared),
        named: speaksOfLimits(fn, read, model),
      },
    ];
  }
  return [];
}

/** Read in one transaction and written in another: each is atomic, the two together are not. */
function roundTrips(fn: FunctionNode, commands: Command[], model: FileModel): ReadThenWriteRecord[] {
  for (const read of commands.filter(one => one.together && COUNT_MEMBERS.reads.has(one.member))) {
    const sent = sentBy(read, fn, model);
    const compared = sent && comparisonsOf(sent, fn, model)[0];
    const named = speaksOfLimits(fn, read, model);
    if (!sent || !compared || !named) continue;
    const write = commands.find(
      one =>
        one.key === read.key &&
        one.call.start > compared.end &&
        (COUNT_MEMBERS.raises.has(one.member) ||
          (COUNT_MEMBERS.writes.has(one.member) &&
            one.call.args.slice(1).some(argument => grows(argument.value, sent, model)))),
    );
    if (!write) continue;
    return [
      {
        form: "read-then-write",
        ...baseOf(read, model),
        first: model.place(read.call),
        second: model.place(write.call),
        read: read.member,
        write: write.member,
        compared: model.place(compared),
        named,
      },
    ];
  }
  return [];
}

/** The call that sends a pipeline's commands and gives their results. */
function sentBy(read: Command, fn: FunctionNode, model: FileModel): Call | undefined {
  return model.calls.find(call => {
    const { callee } = call;
    if (callee.kind !== "member" || !/^exec(?:ute)?$/u.test(callee.name) || model.enclosingFunction(call) !== fn)
      return false;
    if (callee.object.start <= read.call.start && callee.object.end >= read.call.end) return true;
    return call.start > read.call.end && model.source(callee.object) === read.clientText;
  });
}

/** Adds one, or writes what was read and one more. */
function raises(write: Command, read: Command, model: FileModel): boolean {
  if (COUNT_MEMBERS.raises.has(write.member)) return true;
  if (!COUNT_MEMBERS.writes.has(write.member)) return false;
  return write.call.args.slice(1).some(argument => grows(argument.value, read.call, model));
}

/** Awaited, or a store by its name: a map of the process is read and written without a pause. */
function isShared(read: Command, model: FileModel): boolean {
  if (!model.python) return read.call.parent?.kind === "await";
  return STORES.test(words(read.clientText.split(".").at(-1)!));
}

function baseOf(command: Command, model: FileModel) {
  const path = model.pathOf(command.client);
  return {
    start: command.call.start,
    end: command.call.end,
    client: command.clientText,
    ...(path && (path.root !== "import" || libraryName(path) !== undefined) ? { clientPath: path } : {}),
    key: shownKey(command.keyNode, model),
  };
}

/** The key as it is made, when that is short: `rl:${ip}` rather than `key`. */
function shownKey(key: Expression, model: FileModel): string {
  const made = model.source(model.valueOf(key));
  const text = made.length <= MAX_CLIENT && !made.includes("\n") ? made : model.source(key).slice(0, MAX_CLIENT);
  return text.replaceAll("`", "");
}

function keyText(key: Expression, model: FileModel): string {
  const value = model.valueOf(key);
  const parts = value.kind === "template" ? value.values.map(part => model.source(model.valueOf(part))) : [];
  return [model.source(value), ...parts].join(" ");
}

/** The function, its class, its file or the key is named after what is limited. */
function speaksOfLimits(fn: FunctionNode, command: Command, model: FileModel): boolean {
  const names = [model.functionId(fn), model.path.split("/").at(-1)!, keyText(command.keyNode, model)];
  return names.some(name => mentionsLimiter(name) || SUBJECTS.test(words(name)));
}
