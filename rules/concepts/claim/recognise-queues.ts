/** Messages that are taken out of their queue for good before the work on them: popped lists, early acknowledgements. */
import type { Call, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { POPS, PROGRAM, SETTLES, type SettleRow } from "../../libraries/claims.ts";
import { boundTo } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { nameOf } from "../requeue/evidence.ts";
import type { ClaimRecord } from "./claim.ts";
import { callText } from "./recognise-stamps.ts";
import { inside, isInTransaction, sqlTexts } from "./statements.ts";

const COMMANDS = new Map(POPS.map(row => [row.command, row.instead]));
/** Where a copy of the item is kept while the work goes on, or what waits for an answer rather than for work. */
const KEPT = /processing|in_?flight|pending|unacked|backup|lease|claimed|reserved|working/iu;
const NO_WORK =
  /repl(?:y|ies)|respon|signal|notif(?:y|ication)s?_?(?:key|channel)|wait|lock|token|pool|permit|semaphore|metric|stat(?:s|istics)|log(?:s|_|$)|history|recent|cache|free|available|session|proxy|proxies|cookie|random|sample|winner|lottery/iu;
/** Calls that change the form of an item, and calls that only tell of it. */
const NOT_WORK =
  /^(?:json\.)?(?:loads?|dumps?|parse|stringify|decode|encode|model_validate(?:_json)?|safeParse|from_dict|int|str|String|Number|len|print|format|strip|split|get|set|keys|values|items|append|push|unshift|add|has|includes|isArray|toString|map|filter|sleep|time|now|perf_counter|log|debug|info|warn(?:ing)?|error|exception|trace|inc|observe|labels|bind|start_span|isinstance|bool|dict|list|tuple|error_count|Error)$/u;

export function takenOut(model: FileModel): ClaimRecord[] {
  return [...popped(model), ...deleted(model), ...settled(model)];
}

function popped(model: FileModel): ClaimRecord[] {
  return model.calls.flatMap(call => {
    const { callee } = call;
    if (callee.kind !== "member" || !COMMANDS.has(callee.name.toLowerCase()) || !call.args[0]) return [];
    const fn = model.enclosingFunction(call);
    const queue = queueName(call, model);
    if (!fn || NO_WORK.test(queue) || keepsCopy(fn, model)) return [];
    const work = workAfter(call, fn, model);
    if (!work || !isWorker(call, fn, queue, model)) return [];
    return [
      record(call, fn, work, model, {
        way: "popped",
        table: queue,
        instead: COMMANDS.get(callee.name.toLowerCase())!,
      }),
    ];
  });
}

/** `DELETE FROM jobs … LIMIT 1 … RETURNING *`, committed before the work: the row is gone when the worker dies. */
function deleted(model: FileModel): ClaimRecord[] {
  return sqlTexts(model).flatMap(({ node, text }) => {
    const table = /\bdelete\s+from\s+(?:only\s+)?(?:["`]?\w+["`]?\.)?["`]?(\w+)/iu.exec(text)?.[1];
    if (table === undefined || !/\breturning\b/iu.test(text) || !/\bskip\s+locked\b|\blimit\b/iu.test(text)) return [];
    const fn = model.enclosingFunction(node);
    const statement = statementAround(node);
    if (!fn || !statement || isInTransaction(statement, model)) return [];
    const work = workAfter(statement, fn, model);
    const commit = work && model.calls.find(call => inside(call, fn) && nameOfCall(call) === "commit");
    if (!work || (commit && commit.start > work.start) || !PROGRAM.test(`${fn.name ?? ""} ${table} ${model.path}`))
      return [];
    return [
      {
        ...record(statement, fn, work, model, { way: "popped", table }),
        text: `DELETE FROM ${table}`,
      },
    ];
  });
}

/** The call that is given a text, or the tagged template itself, with all that is called on it. */
function statementAround(node: Expression): Expression | undefined {
  let at: Node = node;
  while (at.parent && (at.parent.kind === "argument" || at.parent.kind === "call" || at.parent.kind === "member"))
    at = at.parent;
  return at.kind === "call" || at.kind === "template" ? at : undefined;
}

/** `ack(message)` with the work on the message after it. */
function settled(model: FileModel): ClaimRecord[] {
  const calls = model.calls.filter(call => SETTLES.some(row => row.name === nameOfCall(call)));
  if (calls.length === 0) return [];
  const modules = importsOf(model);
  const rows = SETTLES.filter(row => modules.some(module => row.modules.test(module)));
  return calls.flatMap(call => {
    const row = rows.find(one => nameOfCall(call) === one.name);
    const fn = row && model.enclosingFunction(call);
    const message = row && messageOf(call, row, fn);
    if (!row || !fn || message === undefined || isConditional(call, fn)) return [];
    const work = model.calls.find(
      other =>
        other.start > call.end &&
        model.enclosingFunction(other) === fn &&
        sharesBlock(call, other) &&
        isWork(other, model) &&
        other.args.some(argument => mentions(argument.value, message, model)),
    );
    return work ? [record(call, fn, work, model, { way: "settled", broker: row.broker })] : [];
  });
}

function record(
  call: Expression,
  fn: FunctionNode,
  work: Call,
  model: FileModel,
  rest: Pick<ClaimRecord, "way" | "table" | "broker" | "instead">,
): ClaimRecord {
  const unit = model.outermostFunction(call) ?? fn;
  return {
    start: call.start,
    end: call.end,
    functionId: model.functionId(fn),
    name: nameOf(fn, unit, model),
    at: model.place(call),
    text: call.kind === "call" ? callText(call, model) : "",
    work: { place: model.place(work), text: callText(work, model) },
    program: true,
    ...rest,
  };
}

/** The first call after the taking that is given the item and does something with it. */
function workAfter(call: Expression, fn: FunctionNode, model: FileModel): Call | undefined {
  const names = itemNames(call, fn, model);
  if (names.size === 0) return undefined;
  return model.calls.find(
    other =>
      other.start > call.end &&
      inside(other, fn) &&
      isWork(other, model) &&
      other.args.some(argument => [...names].some(name => mentions(argument.value, name, model))),
  );
}

/** The variable that holds the item, and those that are made of it. */
function itemNames(call: Expression, fn: FunctionNode, model: FileModel): Set<string> {
  const names = new Set<string>();
  const bound = boundTo(call, model);
  if (bound) names.add(bound.name);
  walk(fn, node => {
    const value = node.kind === "declare" || node.kind === "assign" ? node.value : undefined;
    if (!value || node.start < call.start - 200) return undefined;
    const target = node.kind === "declare" ? node.target : node.kind === "assign" ? node.targets[0] : undefined;
    if (!target || (!inside(call, value) && ![...names].some(name => mentions(value, name, model)))) return undefined;
    walk(target, inner => {
      if (inner.kind === "name") names.add(inner.name);
      return undefined;
    });
    return undefined;
  });
  return names;
}

function isWork(call: Call, model: FileModel): boolean {
  const text = model.source(call.callee);
  const last = nameOfCall(call);
  if (NOT_WORK.test(last) || COMMANDS.has(last.toLowerCase()) || /\b(?:log(?:ger)?|console|metrics?)\b/iu.test(text))
    return false;
  if (SETTLES.some(row => row.name === last)) return false;
  return /^[A-Z]/u.test(last)
    ? false
    : model.python || call.parent?.kind === "await" || /process|handle|run|send|execute/iu.test(last);
}

/** A loop around the taking, or a name that says that a program works through a queue. */
function isWorker(call: Call, fn: FunctionNode, queue: string, model: FileModel): boolean {
  for (let at: Node | undefined = call.parent; at && at !== fn; at = at.parent) if (at.kind === "loop") return true;
  return PROGRAM.test(`${fn.name ?? ""} ${queue}`) || /worker|consumer|queue/iu.test(model.path);
}

/** The function notes the item elsewhere before it works on it: a list of what is in work. */
function keepsCopy(fn: FunctionNode, model: FileModel): boolean {
  return model.calls.some(
    call =>
      inside(call, fn) &&
      /^(?:h?m?set(?:ex)?|z?add|zAdd|hSet|sadd|sAdd|[lr]push|[lr]Push|lmove|lMove|rpoplpush)$/u.test(
        nameOfCall(call),
      ) &&
      call.args.some(argument => KEPT.test(model.source(argument.value))),
  );
}

function queueName(call: Call, model: FileModel): string {
  const first = call.args[0]!.value;
  const value = model.valueOf(first);
  return value.kind === "literal" && typeof value.value === "string" ? value.value : model.source(first);
}

function messageOf(call: Call, row: SettleRow, fn: FunctionNode | undefined): string | undefined {
  const { callee } = call;
  const roots: string[] = [];
  const collect = (expression: Expression) =>
    walk(expression, node => {
      if (node.kind === "name") roots.push(node.name);
      return undefined;
    });
  if (row.message === "receiver") {
    if (callee.kind === "member") collect(callee.object);
  } else for (const argument of call.args) collect(argument.value);
  const known = new Set(fn ? messageNames(fn) : []);
  const own = roots.find(name => known.has(name) && !/^(?:queue|url|client|channel|ch|self|this)$/iu.test(name));
  // A tag stands for the message whose body is another parameter.
  return own === "method" && known.has("body") ? "body" : own;
}

/** Parameters of the function, and targets of its loops. */
function messageNames(fn: FunctionNode): string[] {
  const names = fn.params.flatMap(parameter => (parameter.name === undefined ? [] : [parameter.name]));
  walk(fn, node => {
    const target = node.kind === "loop" ? node.target : node.kind === "declare" ? node.target : undefined;
    if (target?.kind === "name") names.push(target.name);
    if (node.kind === "assign" && node.targets[0]?.kind === "name") names.push(node.targets[0].name);
    return undefined;
  });
  return names;
}

function mentions(expression: Expression, name: string, model: FileModel): boolean {
  if (!model.source(expression).includes(name)) return false;
  let found = false;
  walk(expression, node => {
    if (node.kind === "name" && node.name === name) found = true;
    return !found;
  });
  return found;
}

/** In a branch or a handler: a message that is not worked on may be forgotten. */
function isConditional(call: Call, fn: FunctionNode): boolean {
  for (let at: Node | undefined = call.parent; at && at !== fn; at = at.parent)
    if (at.kind === "if" || at.kind === "handler" || at.kind === "conditional" || at.kind === "switch") return true;
  return false;
}

/** The work stands in the same block or further in: the taking always comes before it. */
function sharesBlock(first: Node, second: Node): boolean {
  let at: Node = first;
  while (at.parent && !isBlock(at.parent)) at = at.parent;
  const block = at.parent;
  return block !== undefined && inside(second, block);
}

function isBlock(node: Node): boolean {
  return (
    node.kind === "function" ||
    node.kind === "loop" ||
    node.kind === "try" ||
    node.kind === "with" ||
    node.kind === "block"
  );
}

function nameOfCall(call: Call): string {
  return call.callee.kind === "member" || call.callee.kind === "name" ? call.callee.name : "";
}

function importsOf(model: FileModel): string[] {
  const modules: string[] = [];
  for (const one of model.nodesOf("import")) if (!model.enclosingFunction(one)) modules.push(one.module);
  return modules;
}
