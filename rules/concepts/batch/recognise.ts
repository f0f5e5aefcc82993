/** Loops over many items, with where the items come from. */
import type { Expression, FunctionNode, Node, Span, Statement } from "../../ir/nodes.ts";
import { eachOwn, walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { symbolicOf } from "../../semantics/expressions.ts";
import { wordsOf } from "../task/body/claims.ts";
import type { BatchRecord } from "./batch.ts";

/** Words of a source that holds what is left, or begins where the last run has stopped. */
const RESUMING = new Set([
  "cursor",
  "checkpoint",
  "resume",
  "offset",
  "pending",
  "unsent",
  "unprocessed",
  "queued",
  "due",
  "remaining",
  "missing",
  "todo",
  "outstanding",
  "outdated",
  "stale",
  "expired",
  "failed",
  "unsynced",
  "since",
  "after",
  "progress",
  "completed",
  "processed",
  "done",
  "next",
]);
/** Sources of a handful: messages that are delivered one by one, the parts of one thing. */
const FEW =
  /(?:^|\.)(?:records|messages|attachments|errors|fields|columns|keys|headers|args|kwargs|params|options|settings|retries|attempts|providers|channels|tokens|parts|tags|locales|languages|backends|adapters|plugins|handlers|listeners|steps|phases|stages|envs|regions|types|kinds|choices|headers|candidates|models)$/iu;
const MAX_TEXT = 60;

type Loop = Extract<Node, { kind: "loop" }>;

export function recogniseBatches(model: FileModel): BatchRecord[] {
  return model.functions.flatMap(fn => batchesIn(fn, model));
}

function batchesIn(fn: FunctionNode, model: FileModel): BatchRecord[] {
  const found: BatchRecord[] = [];
  eachOwn(fn, node => {
    if (node.kind !== "loop" || isInLoop(node, fn)) return;
    const source = sourceOf(node, model);
    const last = node.body.at(-1);
    if (!source || !last || !holdsCall(node.body)) return;
    const items = model.source(source).replace(/\s+/gu, " ");
    if (FEW.test(items) || source.kind === "list" || source.kind === "object") return;
    const known = model.valueOf(source);
    if (known.kind === "list" || known.kind === "object" || known.kind === "literal") return;
    const once = lastTurns(node);
    const most = mostOf(known);
    found.push({
      start: node.headSpan.start,
      end: node.headSpan.end,
      functionId: model.functionId(fn),
      place: model.place(node.headSpan),
      body: { start: node.body[0]!.start, end: last.end },
      ...(once.length > 0 ? { once } : {}),
      items: items.length > MAX_TEXT ? `${items.slice(0, MAX_TEXT - 1)}…` : items,
      ...(most ? { atMost: symbolicOf(most, model) } : {}),
      resumes: [source, known].some(value =>
        wordsOf(model.source(value).slice(0, 2_000)).some(word => RESUMING.has(word)),
      ),
    });
  });
  return found;
}

/** The list of `for (const x of list)`, `for x in list`, `for i in range(len(list))`, `for (let i = 0; i < list.length; …)`. */
function sourceOf(loop: Loop, model: FileModel): Expression | undefined {
  if (loop.flavour === "for-each") return loop.iterable && unwrapped(loop.iterable, model);
  const test = loop.flavour === "for" ? loop.test : undefined;
  return test?.kind === "binary" && (test.operator === "<" || test.operator === "<=")
    ? lengthOf(test.right)
    : undefined;
}

/** `enumerate(list)`, `range(0, len(list), 50)`, `chunks(list, 50)`, `list.entries()`. */
function unwrapped(value: Expression, model: FileModel): Expression {
  if (value.kind !== "call" || value.callee.kind !== "name") return value;
  const { name } = value.callee;
  if (name === "range") {
    // A start other than zero is where the last run has stopped, or may be.
    const [first, second] = value.args;
    const bound = second ?? first;
    return (bound && lengthOf(bound.value)) ?? value;
  }
  const wraps = /^(enumerate|tqdm|sorted|reversed|list|iter|batched|chunks?|chunked|chunk_list|batch)$/u.test(name);
  const inner = wraps ? value.args[0]?.value : undefined;
  return inner ? unwrapped(inner, model) : value;
}

function lengthOf(value: Expression): Expression | undefined {
  if (value.kind === "member" && value.name === "length") return value.object;
  if (value.kind === "call" && value.callee.kind === "name" && value.callee.name === "len") return value.args[0]?.value;
  return value.kind === "name" ? value : undefined;
}

/** The end of `[:500]`; a slice that begins elsewhere is a part of something else. */
function firstItems([from, to]: readonly Expression[]): Expression | undefined {
  return from?.kind === "hole" && to?.kind !== "hole" ? to : undefined;
}

/** `leads[:500]`, `query.limit(500).all()`, `Lead.objects.filter(…)[:500]`. */
function mostOf(value: Expression): Expression | undefined {
  for (let at: Expression = value; ;) {
    if (at.kind === "index")
      return at.index.kind === "list" && at.index.flavour === "slice" ? firstItems(at.index.items) : undefined;
    if (at.kind === "member") at = at.object;
    else if (at.kind !== "call") return undefined;
    else if (at.callee.kind === "member" && /^(limit|take)$/u.test(at.callee.name)) return at.args[0]?.value;
    else at = at.callee;
  }
}

/** Parts after which the loop is left: what is done there is done for one item, and the next one is only for a failure. */
function lastTurns(loop: Loop): Span[] {
  const found: Span[] = [];
  const add = (statements: readonly Statement[]) => {
    const last = statements.at(-1);
    if (last?.kind === "return" || (last?.kind === "jump" && last.flavour === "break"))
      found.push({ start: statements[0]!.start, end: last.end });
  };
  add(loop.body);
  for (const statement of loop.body)
    walk(statement, node => {
      if (node.kind === "function" || node.kind === "loop" || node.kind === "handler") return false;
      if (node.kind === "try") add(node.otherwise.length > 0 ? node.otherwise : node.body);
      if (node.kind === "return") found.push({ start: node.start, end: node.end });
      return undefined;
    });
  return found;
}

function isInLoop(node: Node, fn: FunctionNode): boolean {
  for (let at = node.parent; at && at !== fn; at = at.parent) if (at.kind === "loop") return true;
  return false;
}

function holdsCall(body: readonly Node[]): boolean {
  let found = false;
  for (const statement of body) walk(statement, node => void (found ||= node.kind === "call"));
  return found;
}
