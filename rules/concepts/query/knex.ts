/** Knex: `knex("calls").where({ site_id: siteId }).update({ … })`. */
import type { Call } from "../../ir/nodes.ts";
import { type Chain, fullChain } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { type Found, type Reader, type Reading, stringOf } from "./builder.ts";
import type { Operation, Predicate } from "./query.ts";

export function findKnex(model: FileModel): Found[] {
  return model.python ? [] : model.calls.flatMap(call => findCall(call, model) ?? []);
}

function findCall(call: Call, model: FileModel): Found[] | undefined {
  if (call.callee.kind !== "name" || call.args.length !== 1) return undefined;
  const library = model.libraryNameOf(call.callee);
  const table = stringOf(call.args[0]!.value, model);
  if (table === undefined || !(library?.startsWith("knex") || /knex/iu.test(call.callee.name))) return undefined;
  const chain = fullChain(call, model);
  const writing = chain.links.find(link => ["insert", "update", "del", "delete"].includes(link.name));
  return [
    {
      library: "knex",
      start: call,
      nodes: [call, ...chain.links.flatMap(link => (link.call ? [link.call] : [])), ...chain.continuations],
      head: { start: call.start, end: call.end },
      client: call.callee,
      table: table.split(/\s+as\s+/iu)[0]!,
      operation: writing?.name === "del" ? "delete" : ((writing?.name as Operation | undefined) ?? "select"),
      read: reader => readKnex(reader, chain),
    },
  ];
}

function readKnex(reader: Reader, chain: Chain): Reading {
  const predicates: Predicate[] = [];
  let open = false;
  let payload: Reading["payload"];
  for (const link of chain.links) {
    const [first, second, third] = link.call?.args.map(argument => argument.value) ?? [];
    if (link.name === "insert" || link.name === "update") payload = reader.payload(first);
    if (!["where", "andWhere", "whereIn"].includes(link.name) || !first) continue;
    if (first.kind === "object")
      for (const property of first.properties)
        predicates.push(reader.predicate(property.key ?? "", "=", property.value, link.conditional));
    else if (stringOf(first, reader.model) === undefined) open = true;
    else {
      const operator = third ? stringOf(second, reader.model) : "=";
      const kind = link.name === "whereIn" ? "in" : operator === "=" ? "=" : "other";
      predicates.push(
        reader.predicate(stringOf(first, reader.model)!.split(".").at(-1)!, kind, third ?? second, link.conditional),
      );
    }
  }
  return { predicates, open, ...(payload ? { payload } : {}) };
}
