/** Drizzle: `db.select().from(calls).where(and(eq(calls.id, id), …))`, `db.query.calls.findFirst({ where })`. */
import type { Call, Expression } from "../../ir/nodes.ts";
import { DRIZZLE_COMPARISONS } from "../../libraries/queries.ts";
import { type Chain, fullChain, type Link } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { alternatives } from "./alternatives.ts";
import { chainNodes, type Found, type Reader, type Reading } from "./builder.ts";
import type { Insertion, Operation, Predicate } from "./query.ts";

const OPENERS: Record<string, Operation> = { from: "select", update: "update", delete: "delete", insert: "insert" };

export function findDrizzle(model: FileModel): Found[] {
  if (model.python) return [];
  return model.calls.flatMap(call => findBuilder(call, model) ?? findRelational(call) ?? []);
}

function findBuilder(call: Call, model: FileModel): Found[] | undefined {
  const callee = call.callee;
  const table = call.args[0]?.value;
  if (callee.kind !== "member" || !Object.hasOwn(OPENERS, callee.name) || call.args.length !== 1) return undefined;
  const name = table?.kind === "name" ? table.name : table?.kind === "member" ? table.name : undefined;
  if (name === undefined) return undefined;
  const chain = fullChain(call, model);
  const opener = chain.links.find(link => link.call === call);
  if (!opener) return undefined;
  const index = chain.links.indexOf(opener);
  const rest = chain.links.slice(index + 1);
  const before = chain.links[index - 1]?.name ?? "";
  const continues = rest.some(link =>
    ["where", "set", "values", "returning", "innerJoin", "leftJoin", "limit", "orderBy"].includes(link.name),
  );
  if (callee.name === "from" ? !before.startsWith("select") : !continues) return undefined;
  return [
    {
      library: "drizzle",
      start: call,
      nodes: [call, ...chainNodes(chain, opener), ...chain.continuations],
      head: { start: callee.nameSpan.start, end: call.end },
      ...(chain.root.kind === "name" ? { client: chain.root } : {}),
      model: name,
      operation: OPENERS[callee.name]!,
      read: reader => readBuilder(reader, chain, rest, name),
    },
  ];
}

function findRelational(call: Call): Found[] | undefined {
  const method = call.callee;
  if (method.kind !== "member" || (method.name !== "findMany" && method.name !== "findFirst")) return undefined;
  const table = method.object;
  if (table.kind !== "member" || table.object.kind !== "member" || table.object.name !== "query") return undefined;
  return [
    {
      library: "drizzle",
      start: call,
      nodes: [call],
      head: { start: method.start, end: method.end },
      client: table.object.object,
      model: table.name,
      operation: "select",
      read: reader => readRelational(reader, call, table.name),
    },
  ];
}

function readRelational(reader: Reader, call: Call, table: string): Reading {
  const predicates: Predicate[] = [];
  const state = { open: false };
  const options = call.args[0]?.value;
  const where =
    options?.kind === "object" ? options.properties.find(property => property.key === "where")?.value : undefined;
  if (options && options.kind !== "object") state.open = true;
  const condition = where?.kind === "function" && where.body[0]?.kind === "return" ? where.body[0].value : where;
  if (condition) readCondition(reader, condition, table, predicates, state, false);
  return { predicates, open: state.open };
}

function readBuilder(reader: Reader, chain: Chain, rest: readonly Link[], table: string): Reading {
  const predicates: Predicate[] = [];
  const state = {
    open:
      rest.some(link => link.name === "$dynamic") ||
      (chain.continuations.length === 0 &&
        chain.expression.parent?.kind === "return" &&
        !rest.some(link => link.name === "where")),
  };
  let payload: Reading["payload"];
  for (const link of rest) {
    const first = link.call?.args[0]?.value;
    if (!first) continue;
    if (link.name === "where") readCondition(reader, first, table, predicates, state, link.conditional);
    if (link.name === "innerJoin" && link.call!.args[1])
      readCondition(reader, link.call!.args[1].value, table, predicates, { open: false }, false);
    if (link.name === "values" || link.name === "set") payload = reader.payload(first);
  }
  const insertion = insertionOf(rest, table);
  return { predicates, open: state.open, ...(payload ? { payload } : {}), ...(insertion ? { insertion } : {}) };
}

function readCondition(
  reader: Reader,
  expression: Expression,
  table: string,
  predicates: Predicate[],
  state: { open: boolean },
  conditional: boolean,
): void {
  const at = reader.model.valueOf(expression);
  const name = at.kind === "call" && (at.callee.kind === "name" || at.callee.kind === "member") ? at.callee.name : "";
  if (at.kind === "conditional") {
    readCondition(reader, at.then, table, predicates, state, true);
    return readCondition(reader, at.otherwise, table, predicates, state, true);
  }
  if (at.kind === "name" && at.name === "undefined") return;
  if (at.kind !== "call") {
    if (at.kind !== "literal") state.open = true;
    return;
  }
  if (name === "and")
    return at.args.forEach(argument => readPart(reader, argument, table, predicates, state, conditional));
  if (name === "or") return readAlternatives(reader, at, table, predicates, state);
  const operator = Object.hasOwn(DRIZZLE_COMPARISONS, name) ? DRIZZLE_COMPARISONS[name]! : undefined;
  const column = operator && at.args[0] ? columnOf(at.args[0].value, table) : undefined;
  if (operator && column !== undefined)
    predicates.push(reader.predicate(column, operator, at.args[1]?.value, conditional));
  else if (!operator) state.open = true;
}

function readPart(
  reader: Reader,
  argument: Call["args"][number],
  table: string,
  predicates: Predicate[],
  state: { open: boolean },
  conditional: boolean,
): void {
  const list = argument.spread ? reader.model.valueOf(argument.value) : undefined;
  if (!list) return readCondition(reader, argument.value, table, predicates, state, conditional);
  if (list.kind !== "list") {
    state.open = true;
    return;
  }
  for (const item of list.items) readCondition(reader, item, table, predicates, state, conditional);
  const binding = argument.value.kind === "name" ? reader.model.bindingOf(argument.value) : undefined;
  for (const use of binding?.references ?? []) {
    const call = use.parent?.kind === "member" && use.parent.name === "push" ? use.parent.parent : undefined;
    if (call?.kind === "call" && call.args[0])
      readCondition(reader, call.args[0].value, table, predicates, state, true);
  }
}

function readAlternatives(
  reader: Reader,
  call: Call,
  table: string,
  predicates: Predicate[],
  state: { open: boolean },
): void {
  const branches = call.args.map(argument => {
    const branch: Predicate[] = [];
    readCondition(reader, argument.value, table, branch, state, false);
    return branch;
  });
  predicates.push(...alternatives(branches));
}

function columnOf(expression: Expression, table: string): string | undefined {
  if (expression.kind !== "member") return undefined;
  const owner = expression.object.kind === "name" || expression.object.kind === "member" ? expression.object.name : "";
  return owner === table || owner === "table" || owner === "t" || owner === "fields"
    ? expression.name
    : `${owner}.${expression.name}`;
}

/** Inside `and(…)`, or around the single condition. */
function insertionOf(rest: readonly Link[], table: string): Insertion | undefined {
  const condition = rest.find(link => link.name === "where")?.call?.args[0]?.value;
  if (condition?.kind !== "call" || condition.callee.kind !== "name") return undefined;
  const last = condition.callee.name === "and" ? condition.args.at(-1) : undefined;
  return last && { at: last.end, before: ", ", after: "", style: "and", owner: table, quote: '"' };
}
