/** Calls that may be guards and that nothing waits for, in one file. */
import type { Call, Expression, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { GUARD_METHODS } from "../../libraries/locks.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { calleePath, calleeText } from "../task/body/call-facts.ts";
import type { GuardRecord } from "./guard.ts";
import { guardNamed, guardOn, keepsWhatWasDone } from "./names.ts";
import { unawaitedUse } from "./use.ts";

const ADVISORY = /pg_(try_)?advisory_(xact_)?lock/iu;
const SQL_METHODS = /^(query|execute|fetch|fetchrow|fetchval|\$queryRaw(Unsafe)?|\$executeRaw(Unsafe)?)$/u;
/** Calls in a chain that build the query on, and send nothing. */
const BUILDING =
  /^(select|single|maybeSingle|throwOnError|values|returning|onConflict|onConflictDoNothing|onConflictDoUpdate|ignore|merge|eq|into|catch|finally)$/u;
const MAX_SQL = 400;

export function recogniseGuards(model: FileModel): GuardRecord[] {
  if (/\.[jt]sx$/u.test(model.path)) return [];
  return model.calls.flatMap(call => guardAt(call, model) ?? []);
}

function guardAt(call: Call, model: FileModel): GuardRecord | undefined {
  const { callee } = call;
  const owner = model.enclosingFunction(call);
  // At the top of a module the call is the program itself: `checkDuplicates();` of a script.
  if (!owner) return undefined;
  const method = callee.kind === "name" || callee.kind === "member" ? callee.name : undefined;
  if (method === undefined) return undefined;
  const facts = factsOf(call, method, model);
  const top = facts && endOfChain(call);
  const use = top && unawaitedUse(top, model);
  if (!top || !use) return undefined;
  const text = calleeText(callee);
  const path = calleePath(callee, model);
  const sibling = awaitedSibling(text, model);
  return {
    start: top.start,
    end: top.end,
    place: model.place(top),
    text,
    method,
    ...(path ? { path } : {}),
    use,
    ...facts,
    ...(sibling ? { sibling: model.place(sibling) } : {}),
    awaitable: owner.async === true,
    inside: top.parent?.kind !== "expression" && top.parent?.kind !== "declare" && top.parent?.kind !== "assign",
  };
}

/** What makes the call a possible guard. */
function factsOf(
  call: Call,
  method: string,
  model: FileModel,
): Pick<GuardRecord, "named" | "ifAbsent" | "table" | "advisory"> | undefined {
  const { callee } = call;
  const receiver = callee.kind === "member" ? callee.object : undefined;
  const on = receiver?.kind === "name" || receiver?.kind === "member" ? receiver.name : "";
  const named = guardNamed(method) ?? guardOn(on, method);
  if (named) return { named };
  if (SQL_METHODS.test(method) && ADVISORY.test(statementOf(call, model))) return { advisory: true };
  if (!GUARD_METHODS.has(method)) return undefined;
  if (method === "set") return setsIfAbsent(call, model) ? { ifAbsent: true } : undefined;
  const table = tableOf(call, method, model);
  if (table !== undefined) return keepsWhatWasDone(table) ? { table } : undefined;
  return {};
}

/** The name of the table or model that is written to; "" when a call that writes rows does not say. */
function tableOf(call: Call, method: string, model: FileModel): string | undefined {
  if (!/^(insert|upsert|create|createMany)$/u.test(method) || call.callee.kind !== "member") return undefined;
  const receiver = call.callee.object;
  if (receiver.kind === "call") return nameIn(receiver.args[0]?.value, model);
  const first = call.args[0]?.value;
  if (method === "insert" && first && first.kind !== "object") return nameIn(first, model);
  return receiver.kind === "member" ? receiver.name : "";
}

function nameIn(value: Expression | undefined, model: FileModel): string {
  const known = value && model.valueOf(value);
  if (known?.kind === "literal" && typeof known.value === "string") return known.value;
  return value?.kind === "name" || value?.kind === "member" ? value.name : "";
}

function setsIfAbsent(call: Call, model: FileModel): boolean {
  return call.args.some(
    ({ name, value }) =>
      (name === "nx" && model.source(value) === "True") ||
      (value.kind === "literal" && value.value === "NX") ||
      (value.kind === "object" &&
        (isTrue(model.property(value, "nx")) ||
          isTrue(model.property(value, "NX")) ||
          isText(model.property(value, "condition"), "NX"))),
  );
}

const isTrue = (value: Expression | undefined) => value?.kind === "literal" && value.value === true;
const isText = (value: Expression | undefined, text: string) => value?.kind === "literal" && value.value === text;

function statementOf(call: Call, model: FileModel): string {
  const parts: string[] = [];
  for (const node of [call.callee, ...call.args])
    walk(node, (part: Node) => {
      if (part.kind === "function") return false;
      const value = part.kind === "name" ? model.valueOf(part) : part;
      if (value.kind === "literal" && typeof value.value === "string") parts.push(value.value.slice(0, MAX_SQL));
      if (value.kind === "template") parts.push(value.parts.join(" ").slice(0, MAX_SQL));
      return undefined;
    });
  return parts.join(" ");
}

/** The end of the statement's chain; undefined when the chain waits (`then`) or reads a member of the result. */
function endOfChain(call: Call): Expression | undefined {
  let at: Expression = call;
  while (at.parent?.kind === "member" && at.parent.object === at) {
    const next: Node | undefined = at.parent.parent;
    if (next?.kind !== "call" || next.callee !== at.parent || !BUILDING.test(at.parent.name)) return undefined;
    at = next;
  }
  return at;
}

/** Another call of the same callee that is awaited: it gives a promise. */
function awaitedSibling(text: string, model: FileModel): Node | undefined {
  return model.calls.find(other => other.parent?.kind === "await" && calleeText(other.callee) === text);
}
