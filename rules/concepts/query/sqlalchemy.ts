/** SQLAlchemy: `session.query(Job).filter(Job.id == job_id)`, `select(Job).where(…)`, `session.get(Job, job_id)`. */
import type { Call, Expression } from "../../ir/nodes.ts";
import { SQLALCHEMY } from "../../libraries/queries.ts";
import { type Chain, fullChain, type Link } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { alternatives } from "./alternatives.ts";
import { chainNodes, type Found, type Reader, type Reading } from "./builder.ts";
import type { Insertion, Operation, Predicate } from "./query.ts";

export function findSqlAlchemy(model: FileModel): Found[] {
  if (!model.python) return [];
  return model.calls.flatMap(
    call => findSession(call, model) ?? findModelQuery(call, model) ?? findStatement(call, model) ?? [],
  );
}

function findSession(call: Call, model: FileModel): Found[] | undefined {
  const callee = call.callee;
  const first = call.args[0]?.value;
  if (callee.kind !== "member" || !first) return undefined;
  const entity = entityOf(first);
  if (entity === undefined) return undefined;
  if (callee.name === "query") return [chained(call, entity, undefined, callee.object, model)];
  if (callee.name !== "get" || call.args.length < 2 || !/(?:session|db|tx)/iu.test(model.source(callee.object)))
    return undefined;
  return [
    {
      library: "sqlalchemy",
      start: call,
      nodes: [call],
      head: { start: call.start, end: first.end },
      client: callee.object,
      model: entity,
      operation: "select",
      read: reader => ({ predicates: [reader.predicate("id", "=", call.args[1]!.value)], open: false }),
    },
  ];
}

/** Flask-SQLAlchemy's `Job.query.filter_by(id=job_id)`. */
function findModelQuery(call: Call, model: FileModel): Found[] | undefined {
  const method = call.callee;
  const query = method.kind === "member" ? method.object : undefined;
  if (method.kind !== "member" || query?.kind !== "member" || query.name !== "query") return undefined;
  const entity = entityOf(query.object);
  if (entity === undefined || query.object.kind === "call") return undefined;
  const chain = fullChain(call, model);
  const first = chain.links.find(link => link.call === call);
  if (!first) return undefined;
  const rest = chain.links.slice(chain.links.indexOf(first));
  const ending = rest.find(link => link.call && (link.name === "update" || link.name === "delete"));
  return [
    {
      library: "sqlalchemy",
      start: call,
      nodes: [call, ...chainNodes(chain, first), ...chain.continuations],
      head: { start: method.start, end: method.end },
      model: entity,
      operation: ending ? (ending.name as Operation) : "select",
      read: reader => read(reader, chain, rest, entity),
    },
  ];
}

function findStatement(call: Call, model: FileModel): Found[] | undefined {
  const callee = call.callee;
  const name =
    callee.kind === "name" ? callee.name : callee.kind === "member" && callee.object.kind === "name" ? callee.name : "";
  const operation = Object.hasOwn(SQLALCHEMY.statements, name) ? SQLALCHEMY.statements[name] : undefined;
  const first = call.args[0]?.value;
  if (!operation || !first || !/^sql(?:alchemy|model)\b/u.test(model.libraryNameOf(callee) ?? "")) return undefined;
  const entity = call.args.map(argument => entityOf(argument.value)).find(one => one !== undefined);
  return entity === undefined ? undefined : [chained(call, entity, operation, undefined, model)];
}

function chained(
  call: Call,
  entity: string,
  operation: Operation | undefined,
  client: Expression | undefined,
  model: FileModel,
): Found {
  const chain = fullChain(call, model);
  const opener = chain.links.find(link => link.call === call);
  const rest = opener ? chain.links.slice(chain.links.indexOf(opener) + 1) : chain.links;
  const ending = rest.find(link => link.call && (link.name === "update" || link.name === "delete"));
  return {
    library: "sqlalchemy",
    start: call,
    nodes: [
      call,
      ...(opener ? chainNodes(chain, opener) : chainNodes(chain, chain.links[0] ?? { name: "", conditional: false })),
      ...chain.continuations,
      chain.expression,
    ],
    head: { start: call.start, end: call.end },
    ...(client ? { client } : {}),
    model: entity,
    operation: operation ?? (ending ? (ending.name as Operation) : "select"),
    read: reader => read(reader, chain, rest, entity),
  };
}

/** The mapped class of `Job`, `Job.id`, `func.count(Job.id)`, `models.Job`. */
function entityOf(expression: Expression): string | undefined {
  if (expression.kind === "name")
    return /^[A-Z]/u.test(expression.name) && /[a-z]/u.test(expression.name) ? expression.name : undefined;
  if (expression.kind === "member") {
    if (expression.object.kind === "name" && /^[A-Z]/u.test(expression.object.name)) return entityOf(expression.object);
    return /^[A-Z]/u.test(expression.name) ? expression.name : undefined;
  }
  if (expression.kind === "call")
    return expression.args.map(argument => entityOf(argument.value)).find(one => one !== undefined);
  return undefined;
}

function read(reader: Reader, chain: Chain, rest: readonly Link[], entity: string): Reading {
  const predicates: Predicate[] = [];
  const state = { open: false };
  let payload: Reading["payload"];
  for (const link of rest) {
    if (!link.call) continue;
    if (SQLALCHEMY.filters.has(link.name))
      for (const argument of link.call.args)
        if (argument.spread) readSpread(reader, argument.value, entity, predicates, state);
        else readCondition(reader, argument.value, entity, predicates, state, link.conditional);
    if (SQLALCHEMY.byKey.has(link.name))
      for (const argument of link.call.args)
        if (argument.name === undefined) state.open = true;
        else predicates.push(reader.predicate(argument.name, "=", argument.value, link.conditional));
    if ((link.name === "get" || link.name === "get_or_404") && link.call.args[0])
      predicates.push(reader.predicate("id", "=", link.call.args[0].value));
    if (link.name === "values") payload = valuesPayload(reader, link.call);
    if (link.name === "join" || link.name === "outerjoin")
      for (const argument of link.call.args)
        readCondition(reader, argument.value, entity, predicates, { open: false }, false);
  }
  const parent = chain.expression.parent;
  const callee = parent?.kind === "argument" && parent.parent?.kind === "call" ? parent.parent.callee : undefined;
  const runner = callee?.kind === "member" || callee?.kind === "name" ? callee.name : "";
  if (callee && !/^(?:execute|scalar|scalars|scalar_one|exists|in_|subquery|count|len|list|all|gather)$/u.test(runner))
    state.open = true;
  const insertion = insertionOf(rest, entity);
  return { predicates, open: state.open, ...(payload ? { payload } : {}), ...(insertion ? { insertion } : {}) };
}

/** `*conditions`: a local list of conditions. */
function readSpread(
  reader: Reader,
  value: Expression,
  entity: string,
  predicates: Predicate[],
  state: { open: boolean },
): void {
  const binding = value.kind === "name" ? reader.model.bindingOf(value) : undefined;
  const list = reader.model.valueOf(value);
  if (!binding || list.kind !== "list") {
    state.open = true;
    return;
  }
  for (const item of list.items) readCondition(reader, item, entity, predicates, state, false);
  for (const use of binding.references) {
    const member = use.parent;
    const call = member?.parent;
    if (member?.kind === "member" && member.name === "append" && call?.kind === "call" && call.args[0])
      readCondition(reader, call.args[0].value, entity, predicates, state, true);
  }
}

function readCondition(
  reader: Reader,
  expression: Expression,
  entity: string,
  predicates: Predicate[],
  state: { open: boolean },
  conditional: boolean,
): void {
  const at = reader.model.valueOf(expression);
  if (at.kind === "binary" && (at.operator === "&" || at.operator === "and")) {
    readCondition(reader, at.left, entity, predicates, state, conditional);
    return readCondition(reader, at.right, entity, predicates, state, conditional);
  }
  if (at.kind === "binary") {
    const column = columnOf(at.left, entity);
    if (column !== undefined)
      predicates.push(reader.predicate(column, at.operator === "==" ? "=" : "other", at.right, conditional));
    const mirrored = columnOf(at.right, entity);
    if (mirrored !== undefined && at.operator === "==")
      predicates.push(reader.predicate(mirrored, "=", at.left, conditional));
    return;
  }
  if (at.kind === "call") {
    const name = at.callee.kind === "member" || at.callee.kind === "name" ? at.callee.name : "";
    if (name === "and_") {
      for (const argument of at.args)
        if (argument.spread) readSpread(reader, argument.value, entity, predicates, state);
        else readCondition(reader, argument.value, entity, predicates, state, conditional);
    } else if (at.callee.kind === "member") {
      const column = columnOf(at.callee.object, entity);
      if (column !== undefined)
        predicates.push(
          reader.predicate(
            column,
            name === "in_" ? "in" : name === "is_" ? "other" : "other",
            at.args[0]?.value,
            conditional,
          ),
        );
      else if (name !== "any" && name !== "has") state.open ||= at.callee.object.kind === "name";
    } else if (name === "or_") {
      const branches = at.args.map(argument => {
        const branch: Predicate[] = [];
        readCondition(reader, argument.value, entity, branch, state, conditional);
        return branch;
      });
      predicates.push(...alternatives(branches));
    } else if (name !== "not_" && name !== "exists") state.open = true;
    return;
  }
  if (
    at.kind !== "literal" &&
    at.kind !== "unary" &&
    at.kind !== "member" &&
    !(at.kind === "name" && /^[A-Z]/u.test(at.name))
  )
    state.open = true;
}

/** `Job.org_id` → `org_id` on the query's own class, `Job.org_id` path on another. */
function columnOf(expression: Expression, entity: string): string | undefined {
  if (expression.kind !== "member") return undefined;
  const owner =
    expression.object.kind === "name" || expression.object.kind === "member" ? expression.object.name : undefined;
  if (owner === undefined || !/^[A-Z]/u.test(owner)) return undefined;
  return owner === entity ? expression.name : `${owner}.${expression.name}`;
}

function valuesPayload(reader: Reader, call: Call): Reading["payload"] {
  if (call.args.length > 0 && call.args.every(argument => argument.name !== undefined))
    return {
      columns: call.args.map(argument => ({
        name: argument.name!,
        key: reader.predicate("", "=", argument.value).key,
        origins: reader.origins.of(argument.value),
      })),
      complete: true,
    };
  return reader.payload(call.args[0]?.value);
}

function insertionOf(rest: readonly Link[], entity: string): Insertion | undefined {
  const filter = rest.find(link => link.call && SQLALCHEMY.filters.has(link.name) && link.call.args.length > 0);
  const last = filter?.call?.args.at(-1);
  if (last && !last.spread)
    return { at: last.end, before: ", ", after: "", style: "expression", owner: entity, quote: '"' };
  const byKey = rest
    .find(link => link.call && SQLALCHEMY.byKey.has(link.name) && link.call.args.length > 0)
    ?.call?.args.at(-1);
  return byKey && { at: byKey.end, before: ", ", after: "", style: "keyword", quote: '"' };
}
