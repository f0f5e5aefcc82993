/** Functions that start work and answer at once: the caller may start it again while it runs. */
import type { Call, Expression } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { outermost } from "../../semantics/chains.ts";
import { calleeText } from "../task/body/call-facts.ts";
import { wordsOf } from "../task/body/claims.ts";
import type { StartRecord } from "./run.ts";

/** Words of work over everything there is, rather than of one thing that a user asks for. */
const WHOLE_WORK = new Set([
  "sync",
  "synchronize",
  "enrich",
  "enrichment",
  "scan",
  "rescan",
  "rebuild",
  "reindex",
  "backfill",
  "recalculate",
  "recompute",
  "rescore",
  "crawl",
  "scrape",
  "scraper",
  "pipeline",
  "reconcile",
  "reprocess",
]);
const CONVERSIONS = new Set(["str", "int", "String", "Number", "UUID"]);
/** Words of a value that says which one thing is worked on. */
const IDENTIFIES = /(?:^|[a-z_])(?:id|ids|uuid|key|slug|email|token|url|domain|user|name|file|path)s?$/iu;

export function startsIn(model: FileModel): StartRecord[] {
  return model.calls.flatMap(call => startAt(call, model) ?? []);
}

function startAt(call: Call, model: FileModel): StartRecord | undefined {
  const fn = model.enclosingFunction(call);
  if (!fn) return undefined;
  const started = startedBy(call, model);
  if (!started || started.given.some(value => identifies(value))) return undefined;
  const words = wordsOf(started.name).filter(word => WHOLE_WORK.has(word));
  if (words.length === 0) return undefined;
  return {
    form: "start",
    start: call.start,
    end: call.end,
    functionId: model.functionId(fn),
    place: model.place(call),
    work: words[0]!,
    works: started.works,
  };
}

interface Started {
  name: string;
  works: StartRecord["works"];
  given: readonly Expression[];
}

function startedBy(call: Call, model: FileModel): Started | undefined {
  const text = calleeText(call.callee);
  if (/(^|\.)(waitUntil|after)$/u.test(text) || /(^|\.)(create_task|ensure_future)$/u.test(text))
    return ofWork(call.args[0]?.value, [], model);
  if (/(^|\.)(add_task|submit)$/u.test(text))
    return ofWork(
      call.args[0]?.value,
      call.args.slice(1).map(one => one.value),
      model,
    );
  if (/(^|\.)Thread$/u.test(text)) return ofWork(model.keyword(call, "target")?.value, [], model);
  return /^fetch$/u.test(text) && isDropped(call) ? ofRequest(call, model) : undefined;
}

/** `f`, `f(x)` and `() => f(x)`. */
function ofWork(value: Expression | undefined, given: readonly Expression[], model: FileModel): Started | undefined {
  if (!value) return undefined;
  if (value.kind === "function") {
    const only = value.body[0];
    const inner =
      only?.kind === "return" || only?.kind === "expression"
        ? only.kind === "return"
          ? only.value
          : only.expression
        : undefined;
    return value.body.length === 1 && inner
      ? ofWork(inner.kind === "await" ? inner.value : inner, given, model)
      : undefined;
  }
  if (value.kind === "call")
    return ofWork(
      value.callee,
      value.args.map(one => one.value),
      model,
    );
  if (value.kind !== "name" && value.kind !== "member") return undefined;
  const path = model.pathOf(value);
  return { name: value.name, works: path ? [{ path }] : [], given };
}

/** A request that creates, to an address of the project's own. */
function ofRequest(call: Call, model: FileModel): Started | undefined {
  const options = call.args[1]?.value;
  const method = options && model.property(options, "method");
  const address = call.args[0]?.value;
  if (method?.kind !== "literal" || method.value !== "POST" || !address) return undefined;
  const body = options && model.property(options, "body");
  return {
    name: `${model.source(address)} ${model.path}`,
    works: [],
    given: body ? valuesIn(body) : [],
  };
}

/** The values in `JSON.stringify({ limit, siteId: id })`, each by what names it. */
function valuesIn(body: Expression): Expression[] {
  const object = body.kind === "call" ? body.args[0]?.value : body;
  return object?.kind === "object" ? object.properties.map(property => property.keyNode) : object ? [object] : [];
}

function identifies(value: Expression): boolean {
  if (value.kind === "call" && value.callee.kind === "name" && CONVERSIONS.has(value.callee.name))
    return value.args.length === 1 && identifies(value.args[0]!.value);
  if (value.kind === "index") return identifies(value.index);
  if (value.kind === "name" || value.kind === "member") return IDENTIFIES.test(value.name);
  if (value.kind === "literal") return typeof value.value === "string" && IDENTIFIES.test(value.value);
  if (value.kind === "object")
    return value.properties.some(property => property.key === undefined || IDENTIFIES.test(property.key));
  return false;
}

/** A statement of its own, also with `.catch(…)` behind it, or given to `void`. */
function isDropped(call: Call): boolean {
  const top = outermost(call);
  const parent = top.parent?.kind === "unary" && top.parent.operator === "void" ? top.parent.parent : top.parent;
  return parent?.kind === "expression";
}
