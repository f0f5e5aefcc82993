/**
 * Builders that name their table by a string: Knex (`knex("calls").where({ site_id: siteId })`) and Kysely
 * (`db.selectFrom("calls").where("site_id", "=", siteId)`). Neither adds a tenant by itself (DOMAIN 4.3).
 */
import type { Call, Expression } from "../../ir/nodes.ts";
import { KNEX, KYSELY_OPENERS } from "../../libraries/queries.ts";
import { type Chain, chainOf, fullChain, type Link } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { chainNodes, type Found, type Reader, type Reading, stringOf } from "./builder.ts";
import type { Operation, Predicate } from "./query.ts";

export function findKnex(model: FileModel): Found[] {
  return model.python ? [] : model.calls.flatMap(call => findCall(call, model) ?? findKysely(call, model) ?? []);
}

function findCall(call: Call, model: FileModel): Found[] | undefined {
  if (call.callee.kind !== "name" || call.args.length !== 1) return undefined;
  const library = model.libraryNameOf(call.callee);
  const table = stringOf(call.args[0]!.value, model);
  if (table === undefined || !(library?.startsWith("knex") || /knex/iu.test(call.callee.name))) return undefined;
  const chain = fullChain(call, model);
  const writing = chain.links.find(link => link.name in KNEX.writes);
  return [
    {
      library: "knex",
      start: call,
      nodes: [call, ...chain.links.flatMap(link => (link.call ? [link.call] : [])), ...chain.continuations],
      head: { start: call.start, end: call.end },
      client: call.callee,
      table: withoutAlias(table),
      operation: writing ? KNEX.writes[writing.name]! : "select",
      read: reader => readChain(reader, chain.links),
    },
  ];
}

function findKysely(call: Call, model: FileModel): Found[] | undefined {
  const callee = call.callee;
  if (callee.kind !== "member" || !Object.hasOwn(KYSELY_OPENERS, callee.name)) return undefined;
  const table = stringOf(call.args[0]?.value, model);
  if (table === undefined) return undefined;
  const chain: Chain = fullChain(call, model);
  const opener = (chain.links.length > 0 ? chain : chainOf(call)).links.find(link => link.call === call);
  if (!opener) return undefined;
  const rest = chain.links.slice(chain.links.indexOf(opener) + 1);
  return [
    {
      library: "knex",
      start: call,
      nodes: [call, ...chainNodes(chain, opener), ...chain.continuations],
      head: { start: callee.nameSpan.start, end: call.end },
      client: callee.object,
      table: withoutAlias(table),
      operation: KYSELY_OPENERS[callee.name] as Operation,
      read: reader => readChain(reader, rest),
    },
  ];
}

function withoutAlias(table: string): string {
  return table.split(/(?<!\s)\s+as\s+/iu)[0]!;
}

function readChain(reader: Reader, links: readonly Link[]): Reading {
  const predicates: Predicate[] = [];
  let open = false;
  let payload: Reading["payload"];
  for (const link of links) {
    const values = link.call?.args.map(argument => argument.value) ?? [];
    if (KNEX.payloads.has(link.name)) payload = reader.payload(values[0]);
    if (KNEX.opens.has(link.name)) open = true;
    const read = KNEX.filters.has(link.name) ? conditionOf(reader, link, values) : [];
    if (read === "unreadable") open = true;
    else predicates.push(...read);
  }
  return { predicates, open, ...(payload ? { payload } : {}) };
}

function conditionOf(reader: Reader, link: Link, values: readonly Expression[]): Predicate[] | "unreadable" {
  const [first, second, third] = values;
  if (!first) return [];
  if (first.kind === "object")
    return first.properties.map(one => reader.predicate(one.key ?? "", "=", one.value, link.conditional));
  const column = stringOf(first, reader.model);
  if (column === undefined) return "unreadable";
  const operator = third ? stringOf(second, reader.model)?.toLowerCase() : "=";
  const kind = link.name === "whereIn" || operator === "in" ? "in" : operator === "=" ? "=" : "other";
  return [reader.predicate(column.split(".").at(-1)!, kind, third ?? second, link.conditional)];
}
