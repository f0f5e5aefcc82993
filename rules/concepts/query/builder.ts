/** What the recognisers of all query libraries share while they read one file. */
import type { Place } from "../../finding.ts";
import type { Call, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import type { Chain, Link } from "../../semantics/chains.ts";
import { boundTo, outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { keyOf } from "../../semantics/values.ts";
import { Origins } from "./origins.ts";
import type { Insertion, Operation, Payload, Predicate, QueryLibrary, QueryRecord } from "./query.ts";

/** A query that was found; its values are read once all queries of the file are known. */
export interface Found {
  library: QueryLibrary;
  /** The call that begins the query. */
  start: Node;
  /** Every expression whose value is this query or its result. */
  nodes: Node[];
  /** What a finding points at. */
  head: { start: number; end: number };
  client?: Expression;
  table?: string;
  model?: string;
  procedure?: string;
  manager?: string;
  /** Further tables of the same rows. */
  others?: string[];
  /** What marks the text as SQL that is sent, when the client itself cannot be told. */
  driver?: string;
  operation: Operation;
  read(reader: Reader): Reading;
}

export interface Reading {
  predicates: Predicate[];
  open: boolean;
  overwritten?: Place;
  payload?: Payload;
  innerEmbeds?: string[];
  single?: boolean;
  insertion?: Insertion;
}

/** Reads values in the light of all queries of the file. */
export class Reader {
  readonly model: FileModel;
  readonly origins: Origins;

  constructor(model: FileModel, found: readonly Found[]) {
    this.model = model;
    const starts = new Map<Node, number>();
    for (const one of found) for (const node of one.nodes) if (!starts.has(node)) starts.set(node, one.start.start);
    this.origins = new Origins(model, starts);
  }

  predicate(
    column: string,
    operator: Predicate["operator"],
    value: Expression | undefined,
    conditional = false,
  ): Predicate {
    return {
      column,
      operator,
      key: value ? keyOf(value, this.model) : "",
      origins: value && operator !== "other" ? this.origins.of(value) : [],
      conditional,
    };
  }

  /** Columns of an object, a list of objects, a mapping to objects, or a name that holds one of these. */
  payload(value: Expression | undefined): Payload {
    const payload: Payload = { columns: [], complete: true };
    if (value) this.#collect(value, payload, 0);
    else payload.complete = false;
    return payload;
  }

  record(found: Found): QueryRecord {
    const { model } = this;
    const fn = model.enclosingFunction(found.start);
    const unit = model.outermostFunction(found.start);
    const outer = outermost(found.start as Expression);
    const bound = boundTo(outer, model)?.name ?? destructuredData(outer);
    const client = found.client && model.pathOf(found.client);
    const { innerEmbeds = [], ...reading } = found.read(this);
    const parameterAt = reading.insertion && fn && parameterAfter(fn);
    return {
      start: found.start.start,
      end: found.start.end,
      library: found.library,
      at: model.place(found.head),
      operation: found.operation,
      ...(client ? { client } : {}),
      clientText: found.client ? model.source(found.client).replace(/\s+/gu, " ").slice(0, 60) : "",
      ...(found.table === undefined ? {} : { table: found.table }),
      ...(found.model === undefined ? {} : { model: found.model }),
      ...(found.procedure === undefined ? {} : { procedure: found.procedure }),
      ...(found.manager === undefined ? {} : { manager: found.manager }),
      ...(found.others && found.others.length > 0 ? { others: found.others } : {}),
      ...(found.driver === undefined ? {} : { driver: found.driver }),
      ...reading,
      innerEmbeds,
      ...(parameterAt ? { parameterAt } : {}),
      ...(bound === undefined ? {} : { result: bound }),
      function: model.functionId(fn),
      unit: model.functionId(unit),
      returned: isReturned(outer),
      one: LOOK_UPS.test(model.source(outer).replace(/\s+/gu, "")),
    };
  }

  #collect(value: Expression, payload: Payload, depth: number): void {
    const { model } = this;
    if (depth > 6) {
      payload.complete = false;
      return;
    }
    const at = value.kind === "name" ? this.#held(value, payload) : model.valueOf(value);
    if (!at) return;
    if (at.kind === "object") {
      payload.insertAt ??= at.start + 1;
      for (const property of at.properties) {
        if (property.spread) this.#collect(property.value, payload, depth + 1);
        else if (property.key === undefined) payload.complete = false;
        else this.#column(property.key, property.value, payload);
      }
    } else if (at.kind === "list") this.#collectRows(at.items, payload, depth + 1);
    else if (at.kind === "comprehension") this.#collect(at.element, payload, depth + 1);
    else if (at.kind === "conditional") {
      this.#collect(at.then, payload, depth + 1);
      this.#collect(at.otherwise, payload, depth + 1);
    } else if (at.kind === "call") this.#collectCall(at, payload, depth);
    else if (at.kind === "function") {
      const result = at.body.at(-1);
      if (at.body.length === 1 && result?.kind === "return" && result.value)
        this.#collect(result.value, payload, depth + 1);
      else this.#collectLast(at.body.at(-1), payload, depth);
    } else if (at.kind === "binary" && (at.operator === "and" || at.operator === "or"))
      this.#collect(at.right, payload, depth + 1);
    else if (at.kind !== "literal") payload.complete = false;
  }

  /** Of several rows, what each of them has. */
  #collectRows(items: readonly Expression[], payload: Payload, depth: number): void {
    const rows = items.map(item => {
      const row: Payload = { columns: [], complete: true };
      this.#collect(item, row, depth);
      return row;
    });
    const complete = rows.every(row => row.complete);
    const shared = (name: string) => !complete || rows.every(row => row.columns.some(column => column.name === name));
    payload.columns.push(...rows.flatMap(row => row.columns.filter(column => shared(column.name))));
    payload.complete &&= complete;
    if (rows.length === 1 && rows[0]!.insertAt !== undefined) payload.insertAt ??= rows[0]!.insertAt;
  }

  #collectLast(last: Node | undefined, payload: Payload, depth: number): void {
    if (last?.kind === "return" && last.value) this.#collect(last.value, payload, depth + 1);
    else payload.complete = false;
  }

  /** `rows.map(row => ({ … }))`; constructor calls with keyword arguments; `dict(a=1)`. */
  #collectCall(call: Call, payload: Payload, depth: number): void {
    const callee = call.callee;
    const lambda = call.args[0]?.value;
    if (callee.kind === "member" && (callee.name === "map" || callee.name === "flatMap") && lambda)
      return this.#collect(lambda, payload, depth + 1);
    if (call.args.length > 0 && call.args.every(argument => argument.name !== undefined)) {
      for (const argument of call.args) this.#column(argument.name!, argument.value, payload);
      return;
    }
    payload.complete = false;
  }

  #column(name: string, value: Expression, payload: Payload): void {
    payload.columns.push({ name, key: keyOf(value, this.model), origins: this.origins.of(value) });
  }

  /** The literal that a name holds, with the columns that are added to it afterwards. */
  #held(name: Expression & { kind: "name" }, payload: Payload): Expression | undefined {
    const binding = this.model.bindingOf(name);
    const value = binding?.kind === "variable" ? this.model.valueOf(name) : undefined;
    if (!binding || !value || value.kind === "name") {
      payload.complete = false;
      return undefined;
    }
    for (const use of binding.references) {
      const target = use.parent;
      const assign = target?.parent;
      if (target?.kind === "member" && assign?.kind === "assign" && assign.targets.includes(target))
        this.#column(target.name, assign.value, payload);
      else if (
        target?.kind === "index" &&
        assign?.kind === "assign" &&
        assign.targets.includes(target) &&
        target.index.kind === "literal"
      )
        this.#column(String(target.index.value), assign.value, payload);
      else if (
        target?.kind === "member" &&
        target.object === use &&
        assign?.kind === "call" &&
        assign.callee === target
      )
        this.#filled(target.name, assign, payload);
      else if (target?.kind === "argument" && use.start !== name.start && value.kind === "object")
        payload.complete = false;
    }
    return value;
  }

  #filled(method: string, call: Call, payload: Payload): void {
    if (method === "push" || method === "append")
      call.args.forEach(argument => this.#collect(argument.value, payload, 2));
    if (method === "update" || method === "extend" || method === "assign") payload.complete = false;
  }
}

/** Behind the last parameter of a named function, where a required one may stand. */
function parameterAfter(fn: FunctionNode): QueryRecord["parameterAt"] {
  const last = fn.params.at(-1);
  const plain = fn.params.every(one => one.name !== undefined && !one.rest && !one.default && !one.property);
  if (fn.name === undefined || !last || !plain || last.name === "self" || last.name === "this") return undefined;
  return { at: last.end, typed: last.annotation !== undefined };
}

/** Expressions of a chain from one link on: their value is the query or its result. */
export function chainNodes(chain: Chain, from: Link): Node[] {
  const nodes: Node[] = [];
  let reached = false;
  for (const link of chain.links) {
    if (link === from) reached = true;
    if (!reached) continue;
    if (link.member) nodes.push(link.member);
    if (link.call) nodes.push(link.call);
  }
  return nodes.slice(1);
}

export function stringOf(expression: Expression | undefined, model: FileModel): string | undefined {
  if (!expression) return undefined;
  const value = model.valueOf(expression);
  if (value.kind === "literal" && typeof value.value === "string") return value.value;
  return value.kind === "template" && value.values.length === 0 ? value.parts[0] : undefined;
}

/** Ends of a chain, or methods, that give at most one row or a yes. */
const LOOK_UPS =
  /\.(?:findUnique|findFirst|findUniqueOrThrow|findFirstOrThrow|get|aget|first|exists|single|maybeSingle|maybe_single|one|one_or_none|scalar_one_or_none|count)\(|^get_object_or_404/u;

/** `const { data: job } = await …`: the name that the rows get. */
function destructuredData(outer: Expression): string | undefined {
  let at: Node = outer;
  while (at.parent?.kind === "await") at = at.parent;
  const declare = at.parent;
  if (declare?.kind !== "declare" || declare.target.kind !== "object-pattern") return undefined;
  const data = declare.target.properties.find(property => property.key === "data");
  return data?.target.kind === "name" ? data.target.name : undefined;
}

function isReturned(outer: Expression): boolean {
  let at: Node = outer;
  while (at.parent?.kind === "await") at = at.parent;
  return at.parent?.kind === "return";
}
