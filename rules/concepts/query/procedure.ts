/**
 * A call of a stored procedure is what the procedure's statements are: its body, read from the replayed migrations, decides
 * which table is touched and what restricts the rows. What the body leaves open, or hides, stays open here.
 */
import * as l10n from "@vscode/l10n";
import type { FilePlace } from "../../finding.ts";
import type { FunctionAccess } from "../../project/schema/schema-facts.ts";
import { findTable, type Schema, type SqlFunction } from "../../project/schema/schema.ts";
import type { Enforcement, Operation, Payload, Predicate, QueryRecord } from "./query.ts";
import type { Tenancy } from "./tenancy.ts";

/** How the body knows the caller: Supabase's session functions, settings of the transaction, the role itself. */
const ASKS_WHO =
  /\bauth\s*\.\s*(?:uid|jwt|role|email)\s*\(|\bcurrent_setting\s*\(|\b(?:current_user|session_user|current_role)\b/iu;

const OPERATIONS: Record<FunctionAccess["kind"], Operation> = {
  read: "select",
  insert: "insert",
  update: "update",
  delete: "delete",
};

/** The same record as a query on the table that decides; without a table when the body cannot be told. */
export function settleProcedure(record: QueryRecord, schema: Schema, tenancy: Tenancy): QueryRecord {
  const fn = procedureOf(record, schema);
  if (!fn || fn.incomplete || !record.payload?.complete) return record;
  const owned = fn.accesses.filter(access => {
    const kind = tenancy.ownershipOf(findTable(schema, access.table)).kind;
    return kind === "direct" || kind === "indirect";
  });
  const [first] = owned;
  if (!first) return record;
  const proof = ownProof(fn, schema);
  const naming = owned.filter(access => access.compared.some(one => tenancy.isTenantColumn(one.column)));
  const told =
    naming.find(access => access.compared.some(one => isArgument(one) && tenancy.isTenantColumn(one.column))) ??
    naming[0] ??
    owned.find(access => access.compared.every(one => one.with.kind === "constant")) ??
    owned.find(access => access.compared.some(isArgument)) ??
    first;
  return {
    ...record,
    table: told.table.name,
    operation: OPERATIONS[told.kind],
    predicates: [...record.predicates, ...predicatesOf(told, record.payload)],
    open: record.open || isChained(told),
    payload: told.kind === "insert" ? written(told, record.payload) : record.payload,
    body: bodyOf(fn),
    ...(proof === undefined ? {} : { enforced: proof }),
  };
}

/** The only function of the name, or the only overload that has all the arguments. */
function procedureOf(record: QueryRecord, schema: Schema): SqlFunction | undefined {
  const named = schema.functions.get(record.procedure?.toLowerCase() ?? "") ?? [];
  if (named.length <= 1) return named[0];
  const given = record.payload?.columns.map(one => one.name) ?? [];
  const fitting = named.filter(fn => given.every(name => fn.args.some(arg => arg.name === name)));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function bodyOf(fn: SqlFunction): { name: string; place: FilePlace; definer: boolean } {
  return { name: fn.name, place: fn.place, definer: fn.securityDefiner };
}

/** The body asks who is calling, or leaves that to another function of the schema, which may. */
function ownProof(fn: SqlFunction, schema: Schema): Enforcement | undefined {
  const body = fn.body ?? "";
  if (ASKS_WHO.test(body)) return { proved: true, why: l10n.t("`{0}` asks who is calling", fn.name) };
  const calls = [...body.matchAll(/\b(\w+)\s*\(/gu)].map(match => match[1]!.toLowerCase());
  const asked = calls.find(name => name !== fn.name.toLowerCase() && schema.functions.has(name));
  return asked === undefined ? undefined : { proved: false, why: l10n.t("`{0}` calls `{1}`", fn.name, asked) };
}

function isArgument(one: FunctionAccess["compared"][number]): boolean {
  return one.with.kind === "argument";
}

/** Its rows are picked by what an earlier statement of the body found. */
function isChained(access: FunctionAccess): boolean {
  return (
    access.compared.some(one => one.with.kind === "column" || one.with.kind === "other" || one.with.kind === "call") &&
    !access.compared.some(isArgument)
  );
}

function predicatesOf(access: FunctionAccess, given: Payload): Predicate[] {
  return access.compared.flatMap((one): Predicate[] => {
    const base = { column: one.column, operator: "=" as const, conditional: false };
    if (one.with.kind === "constant") return [{ ...base, key: one.with.text, origins: [{ kind: "constant" }] }];
    const name = one.with.kind === "argument" ? one.with.name : undefined;
    const value = given.columns.find(column => column.name === name);
    return value ? [{ ...base, key: value.key, origins: value.origins }] : [];
  });
}

function written(access: FunctionAccess, given: Payload): Payload {
  const columns = access.compared.map(one => {
    const name = one.with.kind === "argument" ? one.with.name : undefined;
    const value = given.columns.find(column => column.name === name);
    return { name: one.column, key: value?.key ?? "", origins: value?.origins ?? [] };
  });
  return { columns, complete: columns.length > 0 };
}
