/** PostgREST builders: `client.from("calls").select("*").eq("site_id", id)`, `supabase.table("jobs").update({…}).eq(…)`. */
import type { Call, Expression } from "../../ir/nodes.ts";
import { POSTGREST } from "../../libraries/queries.ts";
import { type Chain, fullChain, type Link } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { chainNodes, type Found, type Reader, type Reading, stringOf } from "./builder.ts";
import { readOr } from "./postgrest-or.ts";
import type { Insertion, Predicate } from "./query.ts";

const OPENERS = new Set(["from", "from_", "table"]);

export function findPostgrest(model: FileModel): Found[] {
  const found: Found[] = [];
  for (const call of model.calls) {
    const callee = call.callee;
    if (callee.kind === "member" && callee.name === "rpc") found.push(...findProcedure(call, callee, model));
    if (callee.kind !== "member" || !OPENERS.has(callee.name) || call.args.length !== 1) continue;
    const table = stringOf(call.args[0]!.value, model);
    if (table === undefined || isStorage(callee.object)) continue;
    const chain = fullChain(call, model);
    const opener = chain.links.find(link => link.call === call);
    const rest = opener ? chain.links.slice(chain.links.indexOf(opener) + 1) : [];
    const action = rest.find(link => link.name in POSTGREST.operations && link.call);
    if (!opener || !action || rest.indexOf(action) > 2) continue;
    found.push({
      library: "postgrest",
      start: call,
      nodes: [...chainNodes(chain, opener), ...chain.continuations],
      head: { start: callee.nameSpan.start, end: call.end },
      client: clientOf(callee.object),
      table,
      operation: POSTGREST.operations[action.name]!,
      read: reader => read(reader, chain, rest, action),
    });
  }
  return found;
}

/** `supabase.rpc("fn", { p_site_id: siteId })`; filters after it restrict the rows that it gives back. */
function findProcedure(call: Call, callee: Call["callee"] & { kind: "member" }, model: FileModel): Found[] {
  const procedure = stringOf(call.args[0]?.value, model);
  if (procedure === undefined || call.args.length > 3) return [];
  const chain = fullChain(call, model);
  const opener = chain.links.find(link => link.call === call);
  if (!opener) return [];
  const rest = chain.links.slice(chain.links.indexOf(opener) + 1);
  return [
    {
      library: "postgrest",
      start: call,
      nodes: [...chainNodes(chain, opener), ...chain.continuations],
      head: { start: callee.nameSpan.start, end: call.args[0]!.end + (call.args.length === 1 ? 1 : 0) },
      client: clientOf(callee.object),
      procedure,
      operation: "select",
      read: reader => {
        const given = call.args[1]?.value;
        const { predicates, open } = conditionsOf(reader, rest);
        return { predicates, open, payload: given ? reader.payload(given) : { columns: [], complete: true } };
      },
    },
  ];
}

/** `supabase.storage.from("bucket")` opens no table. */
function isStorage(object: Expression): boolean {
  return object.kind === "member" && (object.name === "storage" || object.name === "storage_");
}

/** The client, without `.schema("x")`. */
function clientOf(object: Expression): Expression {
  return object.kind === "call" && object.callee.kind === "member" && object.callee.name === "schema"
    ? object.callee.object
    : object;
}

function read(reader: Reader, chain: Chain, rest: Link[], action: Link): Reading {
  const { predicates, open } = conditionsOf(reader, rest);
  const insertion = insertionOf(reader.model, rest, action);
  const payload =
    action.name === "select" || action.name === "delete" ? undefined : reader.payload(action.call!.args[0]?.value);
  return {
    predicates,
    open: open || isHandedOn(chain),
    innerEmbeds: action.name === "select" ? innerEmbeds(stringOf(action.call!.args[0]?.value, reader.model) ?? "") : [],
    ...(payload ? { payload } : {}),
    ...(insertion ? { insertion } : {}),
  };
}

function conditionsOf(reader: Reader, rest: readonly Link[]): { predicates: Predicate[]; open: boolean } {
  const predicates: Predicate[] = [];
  let open = false;
  for (const link of rest) {
    if (!link.call || link.name in POSTGREST.operations) continue;
    const restriction = restrictionOf(reader, link, link.call);
    if (restriction === "unreadable") open = true;
    else predicates.push(...restriction);
  }
  return { predicates, open };
}

function restrictionOf(reader: Reader, link: Link, call: Call): Predicate[] | "unreadable" {
  const [first, second, third] = call.args.map(argument => argument.value);
  const column = stringOf(first, reader.model);
  if (POSTGREST.equals.has(link.name) || POSTGREST.among.has(link.name)) {
    if (column === undefined) return "unreadable";
    return [reader.predicate(column, POSTGREST.equals.has(link.name) ? "=" : "in", second, link.conditional)];
  }
  if (link.name === "match") {
    if (first?.kind !== "object" || first.properties.some(property => property.key === undefined)) return "unreadable";
    return first.properties.map(property => reader.predicate(property.key!, "=", property.value, link.conditional));
  }
  if (link.name === "filter" && column !== undefined) {
    const operator = stringOf(second, reader.model);
    return [
      reader.predicate(column, operator === "eq" ? "=" : operator === "in" ? "in" : "other", third, link.conditional),
    ];
  }
  if ((link.name === "or" || link.name === "or_") && first) return readOr(reader, first, embeddedTable(call, reader));
  return POSTGREST.others.has(link.name) && column !== undefined
    ? [reader.predicate(column, "other", second, link.conditional)]
    : [];
}

/** `.or("…", { referencedTable: "jobs" })` restricts the embedded rows (DOMAIN 4.1). */
function embeddedTable(call: Call, reader: Reader): string | undefined {
  const options = call.args.slice(1).map(argument => argument.value);
  const named = call.args.find(argument => argument.name === "reference_table")?.value;
  const given = options.flatMap(one => [
    reader.model.property(one, "referencedTable") ?? reader.model.property(one, "foreignTable") ?? [],
  ]);
  return stringOf(named ?? given.flat()[0], reader.model);
}

/** Tables that `select("*, jobs!inner(org_id)")` requires a row of. */
function innerEmbeds(select: string): string[] {
  return [...select.matchAll(/(?<![\w!])(?:(\w+):)?(\w+)(?:!\w+)*!inner/gu)].flatMap(match => [
    match[2]!,
    ...(match[1] ? [match[1]] : []),
  ]);
}

/** The builder is passed to another function, which may add conditions. */
function isHandedOn(chain: Chain): boolean {
  return chain.continuations.length === 0 && chain.expression.parent?.kind === "argument" && !isRunHere(chain);
}

/** `Promise.all([client.from(…)…])` and the like run the query as it stands. */
function isRunHere(chain: Chain): boolean {
  const call = chain.expression.parent?.parent;
  const callee = call?.kind === "call" ? call.callee : undefined;
  const name = callee?.kind === "member" || callee?.kind === "name" ? callee.name : "";
  return /^(?:all|allSettled|gather|push|append|resolve|waitUntil|execute|run)$/u.test(name);
}

function insertionOf(model: FileModel, rest: Link[], action: Link): Insertion | undefined {
  if (action.name === "insert" || action.name === "upsert" || !action.call) return undefined;
  const next = rest[rest.indexOf(action) + 1];
  const between = next?.member ? model.text.slice(action.call.end, next.member.nameSpan.start) : "";
  const before = /^\s*\.$/u.test(between) && between.includes("\n") ? between.slice(0, -1) : "";
  const quote =
    model.text.slice(action.call.start, action.call.end).includes("'") ||
    /\.(?:from|table)\('/u.test(model.source(action.call))
      ? "'"
      : '"';
  return { at: action.call.end, before, after: "", style: "postgrest", quote };
}
