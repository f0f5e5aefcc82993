/** One record per function that makes calls: its steps, what it repeats itself, and settings of a task queue. */
import { phrase } from "../../../libraries/phrase.ts";
import type { Call, Expression, FunctionNode, Module, Node, Span } from "../../../ir/nodes.ts";
import { EFFECT_METHODS } from "../../../libraries/effects.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import { acknowledgement, readsRecords } from "./messages.ts";
import { calleePath, calleeText, forwardsOf, functionsGiven, isTested } from "./call-facts.ts";
import { asksNetwork, isRemote, isSilent, lastMember, readsRow } from "./callee-words.ts";
import { optionsOf, predicateOf } from "./options.ts";
import { commandOf, isKeyed, requestOf } from "./requests.ts";
import { counterOf, recordOf, runsWrite } from "./writes.ts";
import { exitOf } from "../../../semantics/guards.ts";
import { addRowFacts, assignedFacts, lookedAt, sqlFacts, stopsOf } from "./marks.ts";
import { usesEventId } from "./event-id.ts";
import { endsQuietly, keepsLong } from "./turned-away.ts";
import { claimOf, isCheck, isPendingQuery, isUniqueViolation } from "./claims.ts";
import { regionsOf, retriedParameter } from "./regions.ts";
import { settingsOf } from "./settings.ts";
import { type Surroundings, walkSteps } from "./steps.ts";
import { switchesAround } from "./switches.ts";
import type { StepRecord, TaskRecord } from "../task.ts";

const MAX_STEPS = 250;
const EXAMPLE_PATH = /(?:^|\/)examples?\//iu;
const MAY_CLAIM =
  /lock|claim|acquire|lease|reserve|update|upsert|create|insert|execute|query|set|add|rpc|for|once|dup|already|mutex|run/iu;
const SELECTS =
  /^(filter|filter_by|where|find\w*|select\w*|execute|all|values|eq|is|query\w*|exclude|from|table|first|order_by)$/u;
const KEYED = /idempotenc|dedup/iu;
const SQL_TEXT = /^\s*(select|insert|update|delete|with)\b/iu;
/** Files that take or work on what senders deliver. */
const MAY_HOOK = /webhook|signature|event/iu;
const TELLS_FAILURE =
  /status(_code|Code)?\W{0,4}[45]\d\d|\.retry\(|\.nack\(|[Ee]rrorResponse|Promise\.reject|HttpResponseServerError/u;

export function recogniseTasks(file: FileModel): TaskRecord[] {
  if (EXAMPLE_PATH.test(file.path)) return [];
  const records: TaskRecord[] = [];
  const words = { keyed: KEYED.test(file.text), hooks: MAY_HOOK.test(file.text) };
  const settings = settingsOf(file);
  const top = taskRecord(file.module, file, words);
  if (top.steps.length > 0 || settings.length > 0) records.push({ ...top, settings });
  for (const fn of file.functions) {
    const record = taskRecord(fn, file, words);
    if (record.steps.length > 0 || record.judges !== undefined) records.push(record);
  }
  return records;
}

/** What the words of the whole file say its functions may do. */
interface FileWords {
  keyed: boolean;
  hooks: boolean;
}

function taskRecord(fn: FunctionNode | Module, model: FileModel, words: FileWords): TaskRecord {
  const { steps, leaving, throwing } = stepsOf(fn, model, words.keyed);
  const regions = regionsOf(fn, model);
  const own = fn.kind === "function" ? fn : undefined;
  const retries = own && regions.length > 0 ? retriedParameter(own, regions, model) : undefined;
  const judges = own && judgesOf(own, model);
  const stableId = own && stableIdOf(own, model);
  const eventId = words.hooks && usesEventId(fn, model);
  const acknowledges = own && acknowledgement(own, model);
  const types = own
    ? own.params.flatMap(parameter => (parameter.annotation ? [model.source(parameter.annotation)] : []))
    : [];
  return {
    start: fn.start,
    end: fn.end,
    functionId: model.functionId(own),
    name: own ? (own.name ?? model.functionId(own)) : "",
    place: model.place(own?.nameSpan ?? { start: fn.start, end: Math.min(fn.end, fn.start + 1) }),
    nameSpan: own?.nameSpan ?? { start: fn.start, end: fn.start + 1 },
    steps,
    leaving,
    ...(throwing.length > 0 ? { throwing } : {}),
    regions,
    ...(retries === undefined ? {} : { retries }),
    ...(judges === undefined ? {} : { judges }),
    settings: [],
    ...(stableId === undefined ? {} : { stableId }),
    ...(eventId ? { eventId } : {}),
    ...(acknowledges === undefined ? {} : { acknowledges }),
    parameterTypes: own && types.length === 0 && readsRecords(own, model) ? ["LambdaEvent"] : types,
  };
}

/** The body's calls, tests, assignments and statements of SQL, in order of evaluation. */
function stepsOf(fn: FunctionNode | Module, model: FileModel, keyed: boolean) {
  const steps: StepRecord[] = [];
  const marker = (span: Span, around: Surroundings, facts: Partial<StepRecord>) =>
    steps.push({ ...blank(span, around, model), ...facts });
  const left = walkSteps(fn, {
    call: (call, around) => {
      if (steps.length < MAX_STEPS) addCall(call, around, model, steps, keyed);
    },
    test: (test, node, around) => {
      if (isUniqueViolation(test, model))
        marker(test, around, {
          claim: phrase("unique key"),
          ...(endsQuietly(node, model) ? { turnsAway: { start: test.start, end: test.end } } : {}),
        });
      else if (isCheck(test, node, model)) marker(test, around, { check: true, ...lookFacts(test, node, model) });
    },
    attempt: (node, around) => {
      const handler = node.handlers.find(
        one => one.types.some(type => isUniqueViolation(type, model)) || handlesViolation(one, model),
      );
      if (!handler) return;
      const guarded = { start: node.start, end: node.body.at(-1)?.end ?? node.start };
      const turnsAway = endsQuietly(handler, model) ? { turnsAway: guarded } : {};
      marker({ start: node.start, end: node.start + 3 }, around, { claim: phrase("unique key"), ...turnsAway });
    },
    reports: handler => TELLS_FAILURE.test(model.source(handler)),
    raise: (node, around) => marker(node, around, { text: "throw", fallible: true }),
    tagged: (node, around) => {
      const sql = node.parts.join(" ? ");
      if (node.tag && SQL_TEXT.test(sql)) marker(node, around, { text: calleeText(node.tag), ...sqlFacts(sql) });
    },
    assign: (node, around) => {
      const facts = assignedFacts(node, model);
      if (facts) marker(node, around, facts);
    },
  });
  return { steps, ...left };
}

/** Which columns a look-up reads, and what they must be for it to end the body. */
function lookFacts(test: Expression, node: Node, model: FileModel): Partial<StepRecord> {
  const picks = lookedAt(test);
  const stops = node.kind === "if" && exitOf(node.then) !== undefined ? stopsOf(test, model) : [];
  return { ...(picks.length > 0 ? { picks } : {}), ...(stops.length > 0 ? { stops } : {}) };
}

function blank(span: Span, around: Surroundings, model: FileModel): StepRecord {
  return {
    place: model.place(span),
    text: "",
    branch: around.branch,
    loops: around.loops,
    handler: around.handler,
    ...(around.caughtFrom === undefined ? {} : { caughtFrom: around.caughtFrom }),
    fallible: false,
    tested: false,
    returned: around.returned,
    passes: [],
  };
}

function addCall(call: Call, around: Surroundings, model: FileModel, steps: StepRecord[], keyed: boolean): void {
  const text = calleeText(call.callee);
  const last = lastMember(text);
  const passes = functionsGiven(call, model);
  const remote = isRemote(text, last);
  if (passes.length === 0 && !remote && isSilent(text, last) && !readsRow(text, last)) return;
  const path = calleePath(call.callee, model);
  const request = requestOf(call, last, model);
  const record = recordOf(text) ?? (runsWrite(call, last, model) ? "write" : undefined);
  const awaited = call.parent?.kind === "await";
  const effective = request !== undefined || EFFECT_METHODS.has(last);
  const telling = path !== undefined || effective || record !== undefined || awaited || passes.length > 0;
  if (!telling && !MAY_CLAIM.test(last)) return;
  const tested = isTested(call, model);
  const claim = claimOf(call, text, tested, model);
  if (!telling && claim === undefined) return;
  const step = blank(call, around, model);
  if (path) step.path = path;
  step.text = text;
  step.fallible = awaited || record !== undefined || effective || remote || asksNetwork(last);
  step.tested = tested;
  step.passes = passes;
  addGiven(step, call, model);
  if (request) step.request = request;
  const command = effective && last === "send" ? commandOf(call, model) : undefined;
  if (command !== undefined) step.command = command;
  const onlyIf = switchesAround(call, model);
  if (onlyIf) step.onlyIf = onlyIf;
  if (effective ? isKeyed(call, model) : keyed && KEYED.test(model.source(call).slice(0, 2_000))) step.keyed = true;
  if (claim !== undefined) step.claim = claim;
  if (claim === "marker" && keepsLong(call, model)) step.turnsAway = { start: call.start, end: call.end };
  const counter = counterOf(call, last, model);
  if (counter !== undefined) step.counter = counter;
  if (record === undefined && SELECTS.test(last) && isPendingQuery(call, model)) step.check = true;
  if (record !== undefined) step.record = record;
  addRowFacts(step, call, model);
  const slot = effective ? keySlot(call) : undefined;
  if (slot) step.keySlot = slot;
  steps.push(step);
}

/** What is handed on: functions of the body's own parameters, options, tests of failures. */
function addGiven(step: StepRecord, call: Call, model: FileModel): void {
  if (call.args.length === 0) return;
  const forwards = forwardsOf(call, model);
  if (forwards) step.forwards = forwards;
  const options = optionsOf(call, model);
  if (options) step.options = options;
  const predicate = predicateOf(call, model);
  if (predicate) step.predicate = predicate;
}

function keySlot(call: Call): StepRecord["keySlot"] {
  const last = call.args.at(-1);
  if (!last || call.args.some(argument => argument.spread)) return undefined;
  const positional = call.args.filter(one => one.name === undefined).length;
  return { after: last.end, positional, keywords: positional < call.args.length };
}

function handlesViolation(handler: Node & { kind: "handler" }, model: FileModel): boolean {
  return handler.body.some(statement => statement.kind === "if" && isUniqueViolation(statement.test, model));
}

/** Words of a small function that looks at an error. */
function judgesOf(fn: FunctionNode, model: FileModel): string | undefined {
  if (fn.end - fn.start > 3_000 || fn.params.length === 0) return undefined;
  const name = model.functionId(fn);
  const errorLike = fn.params.some(parameter =>
    /^(e|ex|exc|err|error|exception|reason|res|response|status|code|result)$/iu.test(parameter.name ?? ""),
  );
  if (!errorLike && !/retry|transient/iu.test(name)) return undefined;
  return model.source(fn);
}

/** What is the same in every run of the body. */
function stableIdOf(fn: FunctionNode, model: FileModel): string | undefined {
  const first = fn.params[0]?.name;
  const decorated = fn.decorators.some(
    decorator => decorator.expression.kind === "call" && optionsOf(decorator.expression, model)?.["bind"] === true,
  );
  if (model.python) return decorated && first !== undefined ? `${first}.request.id` : undefined;
  return first === "job" ? "job.id" : undefined;
}
