/** Django query sets: `Issue.objects.filter(pk=issue_id, project_id=project_id)`, `get_object_or_404(Issue, pk=pk)`. */
import type { Argument, Call, Expression } from "../../ir/nodes.ts";
import { DJANGO, DJANGO_MANAGER, DJANGO_SHORTCUTS } from "../../libraries/queries.ts";
import { type Chain, chainOf, fullChain, type Link } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { alternatives } from "./alternatives.ts";
import { chainNodes, type Found, type Reader, type Reading } from "./builder.ts";
import type { Insertion, Operation, Predicate } from "./query.ts";

export function findDjango(model: FileModel): Found[] {
  if (!model.python) return [];
  return model.calls.flatMap(call => findManager(call, model) ?? findShortcut(call) ?? []);
}

/** The first call after the manager begins the query. */
function findManager(call: Call, model: FileModel): Found[] | undefined {
  const method = call.callee;
  if (method.kind !== "member" || method.object.kind !== "member" || !DJANGO_MANAGER.test(method.object.name))
    return undefined;
  const name = classNameOf(method.object.object);
  if (name === undefined || DJANGO.rowless.has(method.name)) return undefined;
  const chain = fullChain(call, model);
  const first = chain.links.find(link => link.call === call);
  if (!first) return undefined;
  const links = chain.links.slice(chain.links.indexOf(first));
  return [
    {
      library: "django",
      start: call,
      nodes: [call, ...chainNodes(chain, first), ...chain.continuations],
      head: { start: method.start, end: method.end },
      model: name,
      manager: method.object.name,
      operation: operationOf(links),
      read: reader => read(reader, chain, links),
    },
  ];
}

function findShortcut(call: Call): Found[] | undefined {
  const callee = call.callee;
  const first = call.args[0]?.value;
  if (callee.kind !== "name" || !DJANGO_SHORTCUTS.has(callee.name) || !first) return undefined;
  const name = classNameOf(first);
  if (name === undefined) return undefined;
  const link: Link = { name: "get", call, conditional: false };
  return [
    {
      library: "django",
      start: call,
      nodes: [call, ...chainNodes(chainOf(call), link)],
      head: { start: call.start, end: first.end },
      model: name,
      manager: "objects",
      operation: "select",
      read: reader => read(reader, { root: call, links: [link], expression: call, continuations: [] }, [link]),
    },
  ];
}

/** `Issue`, `models.Issue`. */
function classNameOf(expression: Expression): string | undefined {
  const name = expression.kind === "name" || expression.kind === "member" ? expression.name : undefined;
  return name !== undefined && /^[A-Z]/u.test(name) ? name : undefined;
}

function operationOf(links: readonly Link[]): Operation {
  for (const link of links) {
    const operation = link.call ? DJANGO.operations[link.name] : undefined;
    if (operation) return operation;
  }
  return "select";
}

function read(reader: Reader, chain: Chain, links: readonly Link[]): Reading {
  const predicates: Predicate[] = [];
  const state = { open: isHandedOn(chain) };
  let payload: Reading["payload"];
  for (const link of links) {
    if (!link.call) continue;
    if (DJANGO.filters.has(link.name))
      for (const argument of link.call.args) readArgument(reader, argument, link, predicates, state);
    if (DJANGO.creates.has(link.name)) payload = keywordPayload(reader, link.call, link.name);
    else if (link.name === "bulk_create" || link.name === "abulk_create")
      payload = reader.payload(link.call.args[0]?.value);
    else if (link.name === "update") payload = keywordPayload(reader, link.call, link.name);
  }
  const insertion = insertionOf(links);
  return { predicates, open: state.open, ...(payload ? { payload } : {}), ...(insertion ? { insertion } : {}) };
}

/** The query set is lazy: whoever receives it may restrict it (`Prefetch`, `Exists`, a filter back end). */
function isHandedOn(chain: Chain): boolean {
  const argument = chain.expression.parent;
  const call = argument?.kind === "argument" ? argument.parent : undefined;
  if (call?.kind !== "call" || argument?.kind !== "argument") return false;
  const name = call.callee.kind === "member" || call.callee.kind === "name" ? call.callee.name : "";
  return (
    argument.name === "queryset" ||
    !/^(?:list|len|set|tuple|bool|Response|JsonResponse|values|append|extend|sorted|dict|any|all|str|int)$/u.test(name)
  );
}

function readArgument(
  reader: Reader,
  argument: Argument,
  link: Link,
  predicates: Predicate[],
  state: { open: boolean },
): void {
  if (argument.spread === "keyword" || argument.spread === "positional") {
    state.open = true;
    return;
  }
  if (argument.name === "defaults" && link.name.includes("or_create")) return;
  if (argument.name !== undefined) {
    const { column, operator } = lookupOf(argument.name);
    const value = argument.value;
    predicates.push(reader.predicate(column, operator, value, link.conditional));
    return;
  }
  if (link.call?.callee.kind === "name" && link.call.args[0] === argument) return;
  readCondition(reader, argument.value, predicates, state, link.conditional);
}

/** `Q(a=1) & Q(b=2)`; alternatives restrict only what both sides name. */
function readCondition(
  reader: Reader,
  expression: Expression,
  predicates: Predicate[],
  state: { open: boolean },
  conditional: boolean,
): void {
  const at = reader.model.valueOf(expression);
  if (at.kind === "call" && (at.callee.kind === "name" || at.callee.kind === "member") && at.callee.name === "Q") {
    for (const argument of at.args) {
      if (argument.name === undefined) state.open ||= argument.value.kind !== "call";
      else {
        const { column, operator } = lookupOf(argument.name);
        predicates.push(reader.predicate(column, operator, argument.value, conditional));
      }
    }
  } else if (at.kind === "binary" && at.operator === "&") {
    readCondition(reader, at.left, predicates, state, conditional);
    readCondition(reader, at.right, predicates, state, conditional);
  } else if (at.kind === "binary" && at.operator === "|") {
    const sides = [at.left, at.right].map(side => {
      const found: Predicate[] = [];
      readCondition(reader, side, found, state, conditional);
      return found;
    });
    predicates.push(...alternatives(sides));
  } else if (at.kind !== "unary" && at.kind !== "literal") state.open = true;
}

/** `workspace__slug__in` → `workspace.slug`, "in". */
export function lookupOf(keyword: string): { column: string; operator: Predicate["operator"] } {
  const parts = keyword.split("__");
  const lookup = parts.length > 1 ? DJANGO.lookups[parts.at(-1)!] : undefined;
  return { column: (lookup ? parts.slice(0, -1) : parts).join("."), operator: lookup ?? "=" };
}

function keywordPayload(reader: Reader, call: Call, method: string): Reading["payload"] {
  const columns = call.args.flatMap(argument =>
    argument.name === undefined || argument.name === "defaults"
      ? []
      : [
          {
            name: lookupOf(argument.name).column,
            key: reader.predicate("", "=", argument.value).key,
            origins: reader.origins.of(argument.value),
          },
        ],
  );
  const complete = !call.args.some(
    argument => argument.spread || argument.name === "defaults" || argument.name === undefined,
  );
  const last = call.args.at(-1);
  return { columns, complete: complete && method !== "update", ...(last ? { insertAt: last.end } : {}) };
}

/** After the last keyword of the first filtering call. */
function insertionOf(links: readonly Link[]): Insertion | undefined {
  const link = links.find(one => one.call && DJANGO.filters.has(one.name) && one.call.args.length > 0);
  const last = link?.call?.args.at(-1);
  if (!last || last.spread || last.name === undefined) return undefined;
  return { at: last.end, before: ", ", after: "", style: "keyword", quote: '"' };
}
