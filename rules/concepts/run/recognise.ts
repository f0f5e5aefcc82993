/** What a file starts by the clock or at a request, and what looks first whether a run is going. */
import type { Argument, Call, Expression, FunctionNode, Span } from "../../ir/nodes.ts";
import { eachOwn, walk } from "../../ir/walk.ts";
import { SCHEDULER_METHODS } from "../../libraries/schedulers.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { fileRoutesIn } from "../route/recognise-next.ts";
import { wordsOf } from "../task/body/claims.ts";
import { beatPeriod, cronPeriod, fold, unitsPeriod } from "./periods.ts";
import type { BeatRecord, ClockRecord, FlagRecord, RunRecord } from "./run.ts";
import { startsIn } from "./starts.ts";

const CRON_ROUTE = /(?:^|\/)(?:app|pages)\/(?:.*\/)?api\/(?:.*\/)?cron(?:s|-jobs)?(?:\/|\.[jt]s$)/iu;
const TASK_DECORATOR = /(?:^|\.)(?:task|shared_task|periodic_task)$/u;
/** Words of a test that looks whether a run is going. */
export const GOING: ReadonlySet<string> = new Set([
  "running",
  "busy",
  "progress",
  "processing",
  "active",
  "working",
  "going",
  "locked",
  "syncing",
]);

export function recogniseRuns(model: FileModel): RunRecord[] {
  return [
    ...model.calls.flatMap(call => clockAt(call, model) ?? timerAt(call, model) ?? []),
    ...model.functions.flatMap(fn => [...decoratorsOf(fn, model), ...flagOf(fn, model)]),
    ...(CRON_ROUTE.test(model.path) ? routesIn(model) : []),
    ...(model.python ? beatIn(model) : scheduledHandlers(model)),
    ...startsIn(model),
  ];
}

function clockAt(call: Call, model: FileModel): ClockRecord | undefined {
  const { callee } = call;
  const method = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  if (call.parent?.kind === "decorator" || !SCHEDULER_METHODS.has(method)) return undefined;
  const path = model.pathOf(callee);
  const works = call.args.flatMap(argument => functionsIn(argument.value, model));
  if (!path || works.length === 0) return undefined;
  return { form: "clock", by: "call", ...spot(callee, model), path, works, ...settingsOf(call, model) };
}

function timerAt(call: Call, model: FileModel): ClockRecord | undefined {
  if (call.callee.kind !== "name" || call.callee.name !== "setInterval" || runsInBrowser(model)) return undefined;
  const [work, every] = call.args;
  const works = work ? functionsIn(work.value, model) : [];
  const periodMs = every && fold(every.value, model);
  if (works.length === 0) return undefined;
  return {
    form: "clock",
    by: "timer",
    ...spot(call.callee, model),
    works,
    options: {},
    ...(periodMs === undefined ? {} : { periodMs }),
  };
}

/** A view, or a hook of one: each user has a timer of their own. */
function runsInBrowser(model: FileModel): boolean {
  return (
    /\.[jt]sx$/u.test(model.path) || model.module.body.some(one => one.kind === "import" && one.module === "react")
  );
}

function decoratorsOf(fn: FunctionNode, model: FileModel): ClockRecord[] {
  return fn.decorators.flatMap((decorator): ClockRecord[] => {
    const call = decorator.expression.kind === "call" ? decorator.expression : undefined;
    const callee = call?.callee ?? decorator.expression;
    const method = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
    if (!SCHEDULER_METHODS.has(method) && !TASK_DECORATOR.test(method)) return [];
    const path = model.pathOf(callee);
    const settings = call ? settingsOf(call, model) : { options: {} };
    const works = [{ id: model.functionId(fn) }];
    return path
      ? [{ form: "clock", by: "decorator", ...spot(fn.nameSpan ?? fn, model), path, works, ...settings }]
      : [];
  });
}

/** Next.js' routes below a folder that schedulers call: by GET, or by POST where there is no other way. */
function routesIn(model: FileModel): ClockRecord[] {
  const routes = fileRoutesIn(model);
  const asked = routes.filter(route => route.methods.includes("GET"));
  return (asked.length > 0 ? asked : routes).flatMap((route): ClockRecord[] => {
    const work = route.handler;
    if (!work || ("path" in work && work.method !== undefined)) return [];
    const one = "path" in work ? { path: work.path } : { id: work.functionId };
    const posted = asked.length === 0 ? { posted: true as const } : {};
    return [{ form: "clock", by: "route", ...spot(route, model), works: [one], options: {}, ...posted }];
  });
}

/** `scheduled(event, env, ctx)` of the object that a worker exports. */
function scheduledHandlers(model: FileModel): ClockRecord[] {
  if (!model.text.includes("scheduled")) return [];
  return model.functions.flatMap((fn): ClockRecord[] => {
    const property = fn.parent?.kind === "property" ? fn.parent : undefined;
    const owner = property?.parent;
    const exported =
      owner?.kind === "object" &&
      (owner.parent?.kind === "export" ||
        /^(worker|handler|app)$/u.test(nameOf(owner.parent)) ||
        owner.parent?.kind === "hole");
    if (property?.key !== "scheduled" || !exported) return [];
    return [
      {
        form: "clock",
        by: "worker",
        ...spot(property.keyNode, model),
        works: [{ id: model.functionId(fn) }],
        options: {},
      },
    ];
  });
}

function nameOf(node: { kind: string; target?: unknown } | undefined): string {
  const target = node?.kind === "declare" ? (node.target as { kind: string; name?: string }) : undefined;
  return target?.kind === "name" ? (target.name ?? "") : "";
}

/** Entries of Celery's beat schedule: objects with a task and a schedule. */
function beatIn(model: FileModel): BeatRecord[] {
  if (!/beat_schedule/iu.test(model.text)) return [];
  const found: BeatRecord[] = [];
  walk(model.module, node => {
    if (node.kind !== "object") return;
    const task = node.properties.find(property => property.key === "task");
    const schedule = node.properties.find(property => property.key === "schedule");
    if (task?.value.kind !== "literal" || typeof task.value.value !== "string" || !schedule) return;
    const periodMs = beatPeriod(schedule.value, model);
    found.push({
      form: "beat",
      start: task.start,
      end: task.end,
      task: task.value.value,
      place: model.place(task),
      ...(periodMs === undefined ? {} : { periodMs }),
    });
  });
  return found;
}

function flagOf(fn: FunctionNode, model: FileModel): FlagRecord[] {
  let flagged = false;
  eachOwn(fn, node => {
    if (node.kind === "if" && wordsOf(model.source(node.test)).some(word => GOING.has(word))) flagged = true;
  });
  return flagged ? [{ form: "flag", start: fn.start, end: fn.start + 1, functionId: model.functionId(fn) }] : [];
}

/** The functions that a value stands for: literals, names, `() => work()` is a literal that calls it. */
function functionsIn(value: Expression, model: FileModel): ClockRecord["works"] {
  if (value.kind === "function") return [{ id: model.functionId(value) }];
  if (value.kind === "object")
    return value.properties.flatMap(property =>
      /^(onTick|run|task|handler)$/u.test(property.key ?? "") ? functionsIn(property.value, model) : [],
    );
  if (value.kind !== "name" && value.kind !== "member") return [];
  const path = model.pathOf(value);
  return path && path.root !== "parameter" && !path.steps.includes("()") ? [{ path }] : [];
}

/** Options of all objects and keywords of a call, also of the inner one (`queue: { concurrencyLimit: 1 }`), and its period. */
function settingsOf(call: Call, model: FileModel): Pick<ClockRecord, "options" | "periodMs"> {
  const options: ClockRecord["options"] = {};
  const texts: string[] = [];
  const read = (name: string | undefined, value: Expression, depth = 0): void => {
    const known = model.valueOf(value);
    if (known.kind === "literal" && typeof known.value === "string") texts.push(known.value);
    if (known.kind === "object" && depth < 3)
      for (const property of known.properties) read(property.key, property.value, depth + 1);
    if (known.kind === "list" && depth < 3) for (const item of known.items) read(name, item, depth + 1);
    if (name === undefined || known.kind === "function") return;
    const number = fold(known, model);
    if (known.kind !== "literal" || (known.value !== false && known.value !== null)) options[name] ??= number ?? true;
  };
  call.args.forEach((argument: Argument, index) => {
    if (argument.value.kind === "function") return;
    // The tenth argument of `new CronJob(…)` has no name where it is given.
    read(argument.name ?? (index === 9 ? "waitForCompletion" : undefined), argument.value);
  });
  const periodMs = texts.map(cronPeriod).find(one => one !== undefined) ?? unitsPeriod(call, model);
  return { options, ...(periodMs === undefined ? {} : { periodMs }) };
}

function spot(span: Span, model: FileModel): Span & Pick<ClockRecord, "place"> {
  return { start: span.start, end: span.end, place: model.place(span) };
}
