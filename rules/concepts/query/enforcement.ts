/**
 * Hooks that put the tenant into every query of a client: Prisma's query extensions, SQLAlchemy's loader criteria, Django's managers. What they
 * do not see stays open: queries of the client beneath, SQL as text, SQLAlchemy's core statements (DOMAIN 4.3).
 */
import type { Call, Expression, FunctionNode, Span } from "../../ir/nodes.ts";
import { eachOwn, walk } from "../../ir/walk.ts";
import { ENFORCEMENT_TRIGGERS } from "../../libraries/queries.ts";
import { boundTo } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { stringOf } from "./builder.ts";

export interface EnforcementRecord extends Span {
  library: "prisma" | "sqlalchemy" | "django";
  /** What it is for: Prisma's delegates, a SQLAlchemy class and what derives from it, a Django manager; "*" for all. */
  models: string[];
  /** Names of members, keys and variables in the hook. */
  words: string[];
  /** The variable that holds the client with the hook. */
  held?: string;
}

export interface ScopeEnforcement extends ConceptNode {
  type: "ScopeEnforcement";
}

export const scopeEnforcement: ConceptKind<EnforcementRecord, ScopeEnforcement> = {
  name: "ScopeEnforcement",
  triggers: () => ENFORCEMENT_TRIGGERS,
  recognise: model =>
    model.python
      ? [...model.calls.flatMap(call => criteria(call, model)), ...model.functions.flatMap(fn => manager(fn, model))]
      : model.calls.flatMap(call => extension(call, model)),
  complete: record => ({ type: "ScopeEnforcement", start: record.start, end: record.end }),
};

/** `base.$extends({ query: { $allModels: { $allOperations({ args, query }) { … } } } })`, `Prisma.defineExtension({ … })`. */
function extension(call: Call, model: FileModel): EnforcementRecord[] {
  const callee = call.callee;
  if (callee.kind !== "member" || (callee.name !== "$extends" && callee.name !== "defineExtension")) return [];
  const hooks = model.property(call.args[0]?.value, "query");
  if (hooks?.kind !== "object") return [];
  const models = hooks.properties.flatMap(one => (one.key === undefined ? [] : [one.key]));
  const words = wordsIn(hooks);
  if (!words.includes("where")) return [];
  const held = boundTo(call, model)?.name;
  return [
    {
      start: call.start,
      end: call.end,
      library: "prisma",
      models: models.some(name => name.startsWith("$all")) ? ["*"] : models,
      words,
      ...(held === undefined ? {} : { held }),
    },
  ];
}

/** `with_loader_criteria(Owned, lambda cls: cls.tenant_id == tenant)` in a handler of `do_orm_execute`. */
function criteria(call: Call, model: FileModel): EnforcementRecord[] {
  const { callee } = call;
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  const [entity, condition] = call.args.map(argument => argument.value);
  if (name !== "with_loader_criteria" || !entity || !condition || !isListener(call, model)) return [];
  const owner = entity.kind === "name" || entity.kind === "member" ? entity.name : undefined;
  if (owner === undefined) return [];
  return [{ start: call.start, end: call.end, library: "sqlalchemy", models: [owner], words: wordsIn(condition) }];
}

/** `def get_queryset(self): return super().get_queryset().filter(account=…)` of a manager. */
function manager(fn: FunctionNode, model: FileModel): EnforcementRecord[] {
  const owner = model.enclosingClass(fn)?.name;
  if (fn.name !== "get_queryset" || owner === undefined) return [];
  const words: string[] = [];
  eachOwn(fn, node => {
    if (node.kind === "call" && node.callee.kind === "member" && node.callee.name === "filter")
      words.push(...node.args.flatMap(argument => argument.name?.split("__") ?? []));
  });
  return words.length > 0 ? [{ start: fn.start, end: fn.end, library: "django", models: [owner], words }] : [];
}

/** `@event.listens_for(Session, "do_orm_execute")` over the function, or `event.listen(Session, "do_orm_execute", fn)`. */
function isListener(call: Call, model: FileModel): boolean {
  const fn = model.outermostFunction(call);
  const told = (one: Expression) => stringOf(one, model) === "do_orm_execute";
  const decorated = fn?.decorators.some(
    ({ expression }) => expression.kind === "call" && expression.args.some(argument => told(argument.value)),
  );
  return (
    decorated === true ||
    model.calls.some(
      other =>
        other.args.some(argument => told(argument.value)) &&
        other.args.some(({ value }) => value.kind === "name" && value.name === fn?.name),
    )
  );
}

function wordsIn(root: Expression): string[] {
  const words = new Set<string>();
  walk(root, node => {
    if (node.kind === "name" || node.kind === "member") words.add(node.name);
    else if (node.kind === "property" && node.key !== undefined) words.add(node.key);
  });
  return [...words].slice(0, 80);
}
