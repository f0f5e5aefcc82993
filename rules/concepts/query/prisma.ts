/** Prisma delegates: `prisma.webhook.update({ where: { id }, data })`, also through `tx` and repository wrappers. */
import type { Call, Expression, Property } from "../../ir/nodes.ts";
import { PRISMA_COMPARISONS, PRISMA_NESTING, PRISMA_OPERATIONS } from "../../libraries/queries.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { alternatives } from "./alternatives.ts";
import type { Found, Reader, Reading } from "./builder.ts";
import type { Insertion, Predicate } from "./query.ts";

export function findPrisma(model: FileModel): Found[] {
  if (model.python) return [];
  return model.calls.flatMap(call => findCall(call, model));
}

function findCall(call: Call, model: FileModel): Found[] {
  const method = call.callee;
  const delegate = method.kind === "member" ? method.object : undefined;
  if (
    method.kind !== "member" ||
    delegate?.kind !== "member" ||
    !(method.name in PRISMA_OPERATIONS) ||
    call.args.length > 1
  )
    return [];
  // Drizzle's relational queries have the same shape one level down.
  if (delegate.object.kind === "member" && delegate.object.name === "query") return [];
  const options = call.args[0]?.value;
  const given = options && model.valueOf(options);
  if (given?.kind === "object" && !looksLikePrisma(given, method.name)) return [];
  if (
    !given &&
    method.name !== "findMany" &&
    method.name !== "count" &&
    method.name !== "findFirst" &&
    method.name !== "deleteMany"
  )
    return [];
  return [
    {
      library: "prisma",
      start: call,
      nodes: [call, outermost(call)],
      head: { start: method.start, end: method.end },
      client: delegate.object,
      model: delegate.name,
      operation: PRISMA_OPERATIONS[method.name]!,
      read: reader => read(reader, given, method.name),
    },
  ];
}

const OPTION_KEYS = new Set([
  "where",
  "data",
  "select",
  "include",
  "create",
  "update",
  "orderBy",
  "take",
  "skip",
  "cursor",
  "distinct",
  "by",
  "_count",
  "_sum",
  "_avg",
  "_max",
  "_min",
  "omit",
  "having",
  "skipDuplicates",
  "relationLoadStrategy",
]);

function looksLikePrisma(options: Expression & { kind: "object" }, method: string): boolean {
  const keys = options.properties.flatMap(property => (property.key === undefined ? [] : [property.key]));
  if (keys.length === 0) return options.properties.length === 0 || method.startsWith("find");
  return keys.every(key => OPTION_KEYS.has(key));
}

function read(reader: Reader, given: Expression | undefined, method: string): Reading {
  if (!given) return { predicates: [], open: false };
  if (given.kind !== "object") return { predicates: [], open: true, payload: { columns: [], complete: false } };
  const option = (key: string) => given.properties.findLast(property => property.key === key)?.value;
  const spread = given.properties.some(property => property.spread);
  const where = option("where");
  const predicates: Predicate[] = [];
  const state = { open: spread };
  if (where) readWhere(reader, where, "", predicates, state, false);
  const operation = PRISMA_OPERATIONS[method]!;
  const data = method === "upsert" ? option("create") : option("data");
  const insertion = where && operation !== "insert" ? insertionOf(reader, where) : undefined;
  return {
    predicates,
    open: state.open,
    single: method.startsWith("findUnique") || method === "update" || method === "delete",
    ...(operation === "select" || operation === "delete" ? {} : { payload: reader.payload(data) }),
    ...(insertion ? { insertion } : {}),
  };
}

function readWhere(
  reader: Reader,
  where: Expression,
  prefix: string,
  predicates: Predicate[],
  state: { open: boolean },
  conditional: boolean,
): void {
  const at = reader.model.valueOf(where);
  if (at.kind === "conditional" || (at.kind === "binary" && at.operator === "and")) {
    if (at.kind === "conditional") readWhere(reader, at.then, prefix, predicates, state, true);
    readWhere(reader, at.kind === "conditional" ? at.otherwise : at.right, prefix, predicates, state, true);
    return;
  }
  if (at.kind !== "object") {
    if (at.kind !== "literal") state.open = true;
    return;
  }
  for (const property of at.properties) {
    if (property.spread)
      readWhere(
        reader,
        property.value,
        prefix,
        predicates,
        state,
        conditional || reader.model.valueOf(property.value).kind !== "object",
      );
    else if (property.key === undefined) state.open = true;
    else readProperty(reader, property, prefix, predicates, state, conditional);
  }
  readAssignments(reader, where, prefix, predicates);
}

/** `where.projectId = …` after the literal. */
function readAssignments(reader: Reader, where: Expression, prefix: string, predicates: Predicate[]): void {
  if (where.kind !== "name") return;
  for (const use of reader.model.bindingOf(where)?.references ?? []) {
    const member = use.parent;
    const assign = member?.parent;
    if (member?.kind === "member" && assign?.kind === "assign" && assign.targets.includes(member))
      predicates.push(reader.predicate(prefix + member.name, "=", assign.value, true));
  }
}

function readProperty(
  reader: Reader,
  property: Property,
  prefix: string,
  predicates: Predicate[],
  state: { open: boolean },
  conditional: boolean,
): void {
  const key = property.key!;
  if (key === "NOT") return;
  if (key === "AND")
    return eachItem(reader, property.value, item => readWhere(reader, item, prefix, predicates, state, conditional));
  if (key === "OR") return readAlternatives(reader, property.value, prefix, predicates, state);
  const value =
    property.value.kind === "name" && !property.shorthand ? reader.model.valueOf(property.value) : property.value;
  const path = prefix + key;
  if (value.kind !== "object") {
    predicates.push(reader.predicate(path, "=", property.value, conditional));
    return;
  }
  const comparisons = value.properties.filter(one => one.key !== undefined && one.key in PRISMA_COMPARISONS);
  for (const one of comparisons)
    predicates.push(reader.predicate(path, PRISMA_COMPARISONS[one.key!]!, one.value, conditional));
  if (comparisons.length > 0) return;
  for (const one of value.properties) {
    if (one.key === "none" || one.key === "isNot") continue;
    if (one.key !== undefined && PRISMA_NESTING.has(one.key))
      readWhere(reader, one.value, `${path}.`, predicates, state, conditional);
  }
  if (
    !value.properties.some(
      one => one.key !== undefined && (PRISMA_NESTING.has(one.key) || one.key === "none" || one.key === "isNot"),
    )
  )
    readWhere(reader, value, `${path}.`, predicates, state, conditional);
}

function readAlternatives(
  reader: Reader,
  value: Expression,
  prefix: string,
  predicates: Predicate[],
  state: { open: boolean },
): void {
  const branches: Predicate[][] = [];
  eachItem(reader, value, item => {
    const branch: Predicate[] = [];
    readWhere(reader, item, prefix, branch, state, false);
    branches.push(branch);
  });
  predicates.push(...alternatives(branches));
}

function eachItem(reader: Reader, value: Expression, visit: (item: Expression) => void): void {
  const at = reader.model.valueOf(value);
  if (at.kind === "list") at.items.forEach(item => visit(item.kind === "spread" ? item.value : item));
  else visit(at);
}

function insertionOf(reader: Reader, where: Expression): Insertion | undefined {
  if (where.kind !== "object") return undefined;
  const last = where.properties.at(-1);
  if (!last) return undefined;
  const { text } = reader.model;
  const lineStart = text.lastIndexOf("\n", last.start) + 1;
  const indent = text.slice(lineStart, last.start);
  const multiline = /^\s*$/u.test(indent) && text.slice(where.start, last.start).includes("\n");
  return { at: last.end, before: multiline ? `,\n${indent}` : ", ", after: "", style: "property", quote: '"' };
}
