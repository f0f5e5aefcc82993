/** What is asked of the whole program: apps, where they are configured from, names that something reads, queue arguments. */
import type { Call, Expression, Node, Pattern } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { libraryName } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isUse } from "../../semantics/name-roles.ts";
import { AUTORETRY_OPTIONS } from "../../libraries/celery-settings.ts";
import { canonical, deadSetting, isSuspect } from "./names.ts";
import type { FactRecord } from "./record.ts";

const DEAD_LETTER = /^(x-)?dead[-_]letter[-_](exchange|routing[-_]key)$/iu;
const DELIVERY_LIMIT = /^(x-)?(delivery-limit|queue-type)$/iu;
const TASK_RECEIVERS = /^(self|cls|sender|base|owner)$|task/iu;
const OWN_NAMES = /^(self|cls)$/u;
const SPEAKS_OF_TASKS =
  /celery|\.retry\(|\b\w*task\b|task_|\.conf\b|broker_|dead[-_]letter|delivery-limit|queue-type/iu;
const SETTING_LIKE = /^(celeryd?|task|worker|broker|result|beat)_/iu;
const SETTING_NAME = /^(CELERY_|TASK_|task_)/u;
const MAKES_APP = /^celery\.(app\.base\.)?Celery$/u;

export function factsIn(model: FileModel): FactRecord[] {
  if (!model.python || !SPEAKS_OF_TASKS.test(model.text)) return [];
  const found: FactRecord[] = [];
  const reads = new Map<string, FactRecord>();
  const judged = new Map<string, boolean>();
  walk(model.module, node => {
    const read = readOf(node, model, judged);
    if (read) reads.set(`${read.name} ${read.ofTask} ${read.owner ?? ""} ${read.local ?? ""}`, read);
    if (node.kind === "literal" && typeof node.value === "string") found.push(...queueArgument(node, node.value));
    if (node.kind === "call") found.push(...ofCall(node, model));
    // class CeleryApp(Celery): its instances are apps.
    if (node.kind === "class" && node.bases.some(base => MAKES_APP.test(libraryName(model.pathOf(base)) ?? "")))
      found.push({ what: "app", start: node.start, end: node.end });
  });
  return [...found, ...reads.values()];
}

type Read = FactRecord & { what: "read" };

function readOf(node: Node, model: FileModel, judged: Map<string, boolean>): Read | undefined {
  const read = nameRead(node);
  if (!read) return undefined;
  const { name, ofTask } = read;
  // Every member of every file comes by here: the costly question is asked once a name.
  if (!SETTING_LIKE.test(name) && !ofTask) return undefined;
  let suspect = judged.get(name);
  if (suspect === undefined) judged.set(name, (suspect = isSuspect(name)));
  const ofRetry = read.byHelper === true && AUTORETRY_OPTIONS.includes(name);
  if (!(suspect || ofRetry) || passesItself(node, name)) return undefined;
  const owner = ofTask ? model.enclosingClass(node)?.name : undefined;
  const local = node.kind === "name" && model.bindingOf(node)?.kind === "variable";
  return {
    what: "read",
    start: 0,
    end: 0,
    ...read,
    ...(owner === undefined ? {} : { owner }),
    ...(local ? { local } : {}),
  };
}

/** A member or a setting's own name that is read, or a text that may be one: `getattr(self, "interval_start")`. */
function nameRead(node: Node): { name: string; ofTask: boolean; byHelper?: boolean } | undefined {
  if (node.kind === "member") {
    const { object } = node;
    const receiver = object.kind === "name" ? object.name : "";
    const ofTask = TASK_RECEIVERS.test(receiver);
    return isTarget(node) ? undefined : { name: node.name, ofTask, byHelper: ofTask && !OWN_NAMES.test(receiver) };
  }
  if (node.kind === "name")
    return SETTING_NAME.test(node.name) && isUse(node) ? { name: node.name, ofTask: false } : undefined;
  if (node.kind !== "literal" || typeof node.value !== "string" || !/^\w{6,60}$/u.test(node.value)) return undefined;
  const { parent } = node;
  if (parent?.kind === "property" && parent.keyNode === node) return undefined;
  if (parent?.kind === "index" && isTarget(parent)) return undefined;
  return { name: node.value, ofTask: asksByName(parent) };
}

/** `getattr(self, "interval_start", 0)`. */
function asksByName(argument: Node | undefined): boolean {
  const call = argument?.kind === "argument" ? argument.parent : undefined;
  return call?.kind === "call" && call.callee.kind === "name" && /^(get|has)attr$/u.test(call.callee.name);
}

function isTarget(node: Node): boolean {
  return (
    node.parent?.kind === "assign" && node.parent.operator === "=" && node.parent.targets.includes(node as Pattern)
  );
}

/** `task_max_retries=settings.TASK_MAX_RETRIES`: read only to be given to what does nothing. */
function passesItself(node: Node, name: string): boolean {
  for (let at = node.parent, depth = 0; at && depth < 6; at = at.parent, depth++) {
    const key =
      at.kind === "argument"
        ? at.name
        : at.kind === "property"
          ? at.key
          : at.kind === "assign"
            ? nameOf(at.targets[0])
            : at.kind === "declare"
              ? nameOf(at.target)
              : undefined;
    if (key !== undefined && deadSetting(canonical(key)) && isSame(key, name)) return true;
    if (at.kind === "function" || at.kind === "class") return false;
  }
  return false;
}

const nameOf = (target: Node | undefined): string | undefined =>
  target?.kind === "name" || target?.kind === "member" ? target.name : undefined;

function isSame(left: string, right: string): boolean {
  const plain = (name: string) => canonical(name).replace(/^(celery|task)_/u, "");
  return plain(left) === plain(right);
}

function queueArgument(node: Node, text: string): FactRecord[] {
  if (DEAD_LETTER.test(text)) return [{ what: "dead-letter", start: node.start, end: node.end }];
  if (DELIVERY_LIMIT.test(text)) return [{ what: "delivery-limit", start: node.start, end: node.end }];
  return [];
}

function ofCall(call: Call, model: FileModel): FactRecord[] {
  const span = { start: call.start, end: call.end };
  const { callee } = call;
  if (MAKES_APP.test(libraryName(model.pathOf(callee)) ?? "")) {
    const taskClass = model.pathOf(model.keyword(call, "task_cls")?.value);
    const source = model.keyword(call, "config_source")?.value;
    return [
      { what: "app", ...span, ...(taskClass ? { taskClass } : {}) },
      ...(source ? [sourceOf(call, source, undefined, model)] : []),
    ];
  }
  if (callee.kind !== "member") return [];
  if (callee.name === "config_from_object") {
    const source = model.argument(call, 0, "obj");
    return source ? [sourceOf(call, source, callee.object, model)] : [];
  }
  if (callee.name === "update" && callee.object.kind === "member" && callee.object.name === "conf") {
    const hidden = call.args.some(one => one.name === undefined && model.valueOf(one.value).kind !== "object");
    return hidden ? [{ what: "open", ...span }] : [];
  }
  if (callee.name !== "retry" || callee.object.kind !== "name") return [];
  const within = model.enclosingFunction(call);
  const ambient = callee.object.name === "current_task";
  return within ? [{ what: "retries", ...span, functionId: model.functionId(within), ambient }] : [];
}

function sourceOf(call: Call, source: Expression, app: Expression | undefined, model: FileModel): FactRecord {
  const path = model.pathOf(source);
  const owner = model.pathOf(app);
  const namespace = model.keyword(call, "namespace")?.value;
  return {
    what: "source",
    start: call.start,
    end: call.end,
    ...(owner ? { app: owner } : {}),
    ...(source.kind === "literal" ? { module: String(source.value) } : path ? { path } : {}),
    ...(namespace?.kind === "literal" ? { namespace: String(namespace.value) } : {}),
  };
}
