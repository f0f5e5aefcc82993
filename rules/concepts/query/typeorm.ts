/**
 * TypeORM: `this.orders.findOne({ where: { id } })`, `repository.update({ id }, { … })`, and its query builder, in which a
 * later `.where()` overwrites the earlier one (DOMAIN 4.3).
 */
import type { Call, ClassNode, Decorator, Expression, Node } from "../../ir/nodes.ts";
import { TYPEORM } from "../../libraries/queries.ts";
import { type Chain, fullChain, type Link, outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { alternatives } from "./alternatives.ts";
import { chainNodes, type Found, type Reader, type Reading, stringOf } from "./builder.ts";
import type { Operation, Predicate } from "./query.ts";
import { numbered } from "./sql-parameters.ts";
import { readConditions } from "./sql-text.ts";

export function findTypeOrm(model: FileModel): Found[] {
  if (model.python || !/InjectRepository|getRepository\(/u.test(model.text)) return [];
  return model.calls.flatMap(call => findCall(call, model));
}

function findCall(call: Call, model: FileModel): Found[] {
  const callee = call.callee;
  if (callee.kind !== "member") return [];
  const entity = entityOf(callee.object, model);
  if (entity === undefined) return [];
  if (callee.name === "createQueryBuilder") return [builder(call, callee, entity, model)];
  if (!Object.hasOwn(TYPEORM.operations, callee.name)) return [];
  const options = call.args[0]?.value;
  return [
    {
      library: "typeorm",
      start: call,
      nodes: [call, outermost(call)],
      head: { start: callee.start, end: callee.end },
      client: callee.object,
      model: entity,
      operation: TYPEORM.operations[callee.name]!,
      read: reader => {
        const payload = callee.name === "update" ? reader.payload(call.args[1]?.value) : undefined;
        return { ...readCriteria(reader, options, callee.name), ...(payload ? { payload } : {}) };
      },
    },
  ];
}

/** The class behind a repository: `@InjectRepository(Order) private orders`, `dataSource.getRepository(Order)`. */
function entityOf(object: Expression, model: FileModel): string | undefined {
  const value = model.valueOf(object);
  if (value.kind === "call" && value.callee.kind === "member" && value.callee.name === "getRepository")
    return className(value.args[0]?.value);
  if (object.kind !== "member" || object.object.kind !== "name" || object.object.name !== "this") return undefined;
  const owner = model.enclosingClass(object);
  return owner && (injected(owner, object.name) ?? assigned(owner, object.name, model));
}

function injected(owner: ClassNode, name: string): string | undefined {
  for (const member of owner.body) {
    if (member.kind !== "function" || member.name !== "constructor") continue;
    const parameter = member.params.find(one => one.name === name);
    return parameter?.decorators?.map(injectedClass).find(one => one !== undefined);
  }
  return undefined;
}

function injectedClass({ expression }: Decorator): string | undefined {
  if (expression.kind !== "call" || expression.callee.kind !== "name" || expression.callee.name !== "InjectRepository")
    return undefined;
  return className(expression.args[0]?.value);
}

function assigned(owner: ClassNode, name: string, model: FileModel): string | undefined {
  const [value, ...others] = model.memberValues(owner, name);
  if (value?.kind !== "call" || others.length > 0 || value.callee.kind !== "member") return undefined;
  return value.callee.name === "getRepository" ? className(value.args[0]?.value) : undefined;
}

function className(expression: Expression | undefined): string | undefined {
  return expression?.kind === "name" && /^[A-Z]/u.test(expression.name) ? expression.name : undefined;
}

function readCriteria(reader: Reader, options: Expression | undefined, method: string): Reading {
  const given = options && reader.model.valueOf(options);
  if (!given) return { predicates: [], open: false };
  if (TYPEORM.criteria.has(method)) return readWhere(reader, given);
  if (given.kind !== "object") return { predicates: [], open: true };
  const where = reader.model.property(given, "where");
  const spread = given.properties.some(property => property.spread);
  if (!where) return { predicates: [], open: spread };
  const { predicates, open } = readWhere(reader, where);
  return { predicates, open: open || spread };
}

function readWhere(reader: Reader, where: Expression): Reading {
  const at = reader.model.valueOf(where);
  const state = { open: false };
  if (at.kind === "list") {
    const branches = at.items.map(item => conditions(reader, item, "", state));
    return { predicates: alternatives(branches), open: state.open };
  }
  if (at.kind === "object") return { predicates: conditions(reader, at, "", state), open: state.open };
  // `repository.delete(id)` means the primary key.
  return { predicates: [reader.predicate("id", "=", where)], open: false };
}

function conditions(reader: Reader, where: Expression, prefix: string, state: { open: boolean }): Predicate[] {
  const at = reader.model.valueOf(where);
  if (at.kind !== "object") {
    state.open = true;
    return [];
  }
  return at.properties.flatMap((property): Predicate[] => {
    if (property.spread || property.key === undefined) {
      state.open = true;
      return [];
    }
    const { value } = property;
    const path = prefix + property.key;
    if (value.kind === "object") return conditions(reader, value, `${path}.`, state);
    const operator = value.kind === "call" && value.callee.kind === "name" ? value.callee.name : "";
    if (!/^[A-Z]/u.test(operator)) return [reader.predicate(path, "=", value)];
    const kind = Object.hasOwn(TYPEORM.operators, operator) ? TYPEORM.operators[operator]! : "other";
    return [reader.predicate(path, kind, value.kind === "call" ? value.args[0]?.value : value)];
  });
}

function builder(call: Call, callee: Expression & { kind: "member" }, entity: string, model: FileModel): Found {
  const chain: Chain = fullChain(call, model);
  const opener = chain.links.find(link => link.call === call);
  const rest = opener ? chain.links.slice(chain.links.indexOf(opener) + 1) : [];
  const writing = rest.find(link => link.name === "update" || link.name === "delete" || link.name === "softDelete");
  const nodes: Node[] = opener ? [...chainNodes(chain, opener), ...chain.continuations] : [];
  return {
    library: "typeorm",
    start: call,
    nodes: [call, ...nodes],
    head: { start: callee.start, end: callee.end },
    client: callee.object,
    model: entity,
    operation: writing ? ((writing.name === "update" ? "update" : "delete") as Operation) : "select",
    read: reader => readBuilder(reader, call, rest),
  };
}

function readBuilder(reader: Reader, call: Call, rest: readonly Link[]): Reading {
  const { model } = reader;
  const alias = stringOf(call.args[0]?.value, model) ?? "_";
  let predicates: Predicate[] = [];
  let open = false;
  let before: Node | undefined;
  let overwritten: Node | undefined;
  for (const link of rest) {
    if (!/^(?:where|andWhere|orWhere|whereInIds)$/u.test(link.name) || !link.call) continue;
    const read = readText(reader, link.call, alias);
    open ||= read === undefined || link.name === "orWhere" || link.name === "whereInIds";
    if (link.name === "where") {
      if (before && !link.conditional) overwritten = before;
      predicates = link.conditional ? predicates : [];
      before = link.call.args[0]?.value;
    }
    predicates.push(...(read ?? []).map(one => ({ ...one, conditional: one.conditional || link.conditional })));
  }
  return { predicates, open, ...(overwritten ? { overwritten: model.place(overwritten) } : {}) };
}

/** `("order.id = :id", { id })`, or `({ id })`. */
function readText(reader: Reader, call: Call, alias: string): Predicate[] | undefined {
  const [first, second] = call.args.map(argument => argument.value);
  const given = first && reader.model.valueOf(first);
  if (given?.kind === "object") {
    const state = { open: false };
    const found = conditions(reader, given, "", state);
    return state.open ? undefined : found;
  }
  const text = stringOf(first, reader.model);
  if (text === undefined) return undefined;
  const values = second && reader.model.valueOf(second);
  const named = values?.kind === "object" ? values.properties : [];
  const source = numbered([`SELECT 1 FROM "${alias}" WHERE ${text.replace(/:\.\.\.(\w+)/gu, ":$1")}`], [], {
    items: [],
    named: named.flatMap(one => (one.key === undefined ? [] : [[one.key, one.value] as const])),
    keywords: [],
  });
  return readConditions(reader, source);
}
