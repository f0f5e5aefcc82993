/** Where an app's settings are made: calls, assignments, configuration modules and classes. */
import type { Call, Expression, Module, Node, Pattern, Span, Statement } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { type AccessPath, libraryName } from "../../semantics/access-path.ts";
import { symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { unknown } from "../../semantics/symbolic.ts";
import { addressOf } from "./addresses.ts";
import { SETTING_PREFIX } from "../../libraries/celery-settings.ts";
import { canonical, deadSetting, isSetting, nearSetting, settingOfOption } from "./names.ts";
import type { SettingRecord } from "./record.ts";

const MAX_TEXT = 80;
const SPEAKS_OF_SETTINGS = /celery|\.conf\b|\b(task|worker|broker)_/iu;
const MAKES_APP = /^celery\.(app\.base\.)?Celery$/u;

/** Settings that other concepts and rules ask for. */
const ASKED = new Set([
  "task_acks_late",
  "task_reject_on_worker_lost",
  "task_acks_on_failure_or_timeout",
  "task_acks_on_failure",
  "task_acks_on_timeout",
  "task_annotations",
  "task_time_limit",
  "task_soft_time_limit",
  "broker_url",
  "broker_transport_options",
  "worker_max_memory_per_child",
]);

interface Group {
  form: SettingRecord["form"];
  start: number;
  app?: AccessPath;
  owner?: string;
}

interface Entry {
  written: string;
  key: Span;
  whole: Span;
  value: Expression;
  argument?: boolean;
}

export function settingsIn(model: FileModel): SettingRecord[] {
  return model.once(findSettings, model.module);
}

function findSettings(_module: Module, model: FileModel): SettingRecord[] {
  if (!model.python || !SPEAKS_OF_SETTINGS.test(model.text)) return [];
  const given = [...model.calls.flatMap(call => ofCall(call, model)), ...assigned(model)];
  const told = new Set(given.map(one => one.start));
  return [
    ...given,
    // A table that `conf.update()` is given in the same file is told there.
    ...tables(model).filter(one => !told.has(one.start)),
    ...ofBody(model.module.body, { form: "module", start: 0 }, model),
    ...model.classes.flatMap(owner =>
      owner.name === undefined
        ? []
        : ofBody(owner.body, { form: "class", start: owner.start, owner: owner.name }, model),
    ),
  ];
}

function ofCall(call: Call, model: FileModel): SettingRecord[] {
  const { callee } = call;
  if (MAKES_APP.test(libraryName(model.pathOf(callee)) ?? "")) {
    const entries = keywords(call).map(entry =>
      entry.written === "broker" ? { ...entry, written: "broker_url" } : entry,
    );
    return recordAll(entries, { form: "constructor", start: call.start }, model);
  }
  if (callee.kind !== "member" || callee.name !== "update" || !isConf(callee.object)) return [];
  const given = call.args.flatMap(argument => {
    const value = argument.name === undefined ? model.valueOf(argument.value) : undefined;
    return value?.kind === "object" ? entriesOf(value) : [];
  });
  const app = model.pathOf(callee.object.object);
  return recordAll(
    [...keywords(call), ...given],
    { form: "update", start: call.start, ...(app ? { app } : {}) },
    model,
  );
}

function isConf(object: Expression): object is Expression & { kind: "member" } {
  return object.kind === "member" && object.name === "conf";
}

function keywords(call: Call): Entry[] {
  return call.args.flatMap(argument =>
    argument.name === undefined
      ? []
      : [
          {
            written: argument.name,
            key: { start: argument.start, end: argument.start + argument.name.length },
            whole: argument,
            value: argument.value,
            argument: true,
          },
        ],
  );
}

function entriesOf(object: Expression & { kind: "object" }): Entry[] {
  return object.properties.flatMap(property =>
    property.key === undefined
      ? []
      : [{ written: property.key, key: property.keyNode, whole: property, value: property.value }],
  );
}

/** `app.conf.task_acks_late = True`, `app.conf["task_acks_late"] = True`. */
function assigned(model: FileModel): SettingRecord[] {
  const found: SettingRecord[] = [];
  walk(model.module, node => {
    if (node.kind !== "assign" || node.operator !== "=") return;
    const target = node.targets[0];
    const entry = target && confEntry(target, node.value, node);
    if (!entry) return;
    const app = model.pathOf(entry.conf.object);
    found.push(...recordAll([entry], { form: "assign", start: 0, ...(app ? { app } : {}) }, model));
  });
  return found;
}

function confEntry(
  target: Pattern,
  value: Expression,
  whole: Span,
): (Entry & { conf: Expression & { kind: "member" } }) | undefined {
  if (target.kind === "member" && isConf(target.object))
    return { written: target.name, key: target.nameSpan, whole, value, conf: target.object };
  if (target.kind === "index" && isConf(target.object) && target.index.kind === "literal")
    return { written: String(target.index.value), key: target.index, whole, value, conf: target.object };
  return undefined;
}

/** `CELERY = {"broker_url": …, "task_acks_late": True}`, `dict(broker_url=…)`: two settings tell what a table is. */
function tables(model: FileModel): SettingRecord[] {
  const found: SettingRecord[] = [];
  walk(model.module, node => {
    const entries =
      node.kind === "object"
        ? entriesOf(node)
        : node.kind === "call" && node.callee.kind === "name" && node.callee.name === "dict"
          ? keywords(node)
          : [];
    const real = entries.filter(entry => isSetting(entry.written) && SETTING_PREFIX.test(entry.written));
    if (real.length >= 2) found.push(...recordAll(entries, { form: "table", start: node.start }, model));
  });
  return found;
}

/** Names of a module or class, also under `if` and `try`. */
function ofBody(body: readonly Statement[], group: Group, model: FileModel): SettingRecord[] {
  const entries: Entry[] = [];
  const visit = (statements: readonly Statement[]) => {
    for (const statement of statements) {
      if (statement.kind === "if") [statement.then, statement.otherwise].forEach(visit);
      else if (statement.kind === "try") [statement.body, ...statement.handlers.map(one => one.body)].forEach(visit);
      else entries.push(...ownEntry(statement));
    }
  };
  visit(body);
  return recordAll(entries, group, model);
}

function ownEntry(statement: Statement): Entry[] {
  const assign =
    statement.kind === "expression" && statement.expression.kind === "assign" ? statement.expression : undefined;
  const [target, value]: [Pattern | undefined, Expression | undefined] = assign
    ? [assign.targets[0], assign.value]
    : statement.kind === "declare"
      ? [statement.target, statement.value]
      : [undefined, undefined];
  return target?.kind === "name" && value ? [{ written: target.name, key: target, whole: statement, value }] : [];
}

function recordAll(entries: readonly Entry[], group: Group, model: FileModel): SettingRecord[] {
  const names = entries.map(entry => canonical(entry.written));
  const real = names.filter(isSetting).length;
  return entries.flatMap((entry, index) => {
    const name = names[index]!;
    if (!isOfInterest(name, entry.written, group)) return [];
    const record = settingRecord(name, entry, group, real > 0, model);
    return [record, ...visibilityOf(record, entry.value, model)];
  });
}

function isOfInterest(name: string, written: string, group: Group): boolean {
  const own = group.form !== "module" && group.form !== "class";
  // A module's own `TASK_MAX_RETRIES` is a constant of the program; Django's have the namespace.
  if (!own && written !== written.toLowerCase() && !/^(CELERYD?|BROKER)_/u.test(written)) return false;
  return (
    ASKED.has(name) ||
    deadSetting(name) !== undefined ||
    nearSetting(name) !== undefined ||
    (own && settingOfOption(name) !== undefined)
  );
}

function settingRecord(
  name: string,
  entry: Entry,
  group: Group,
  amongSettings: boolean,
  model: FileModel,
): SettingRecord {
  return {
    start: entry.whole.start,
    end: entry.whole.end,
    name,
    written: entry.written,
    keyPlace: model.place(entry.key),
    place: model.place(entry.whole),
    value: symbolicOf(entry.value, model),
    text: short(entry.value, model),
    form: group.form,
    ...(group.app ? { app: group.app } : {}),
    ...(group.owner === undefined ? {} : { owner: group.owner }),
    group: group.start,
    amongSettings,
    ...(entry.argument ? { argument: true } : {}),
    ...(name === "broker_url" ? { address: addressOf(entry.value, model) } : {}),
  };
}

/** `visibility_timeout` of the transport's options; of unknown size when they are made elsewhere. */
function visibilityOf(record: SettingRecord, value: Expression, model: FileModel): SettingRecord[] {
  if (record.name !== "broker_transport_options") return [];
  const options = model.valueOf(value);
  const own = model.property(value, "visibility_timeout");
  const hidden = options.kind !== "object" || options.properties.some(property => property.spread);
  if (!own && !hidden) return [];
  const number = own?.kind === "literal" ? { number: model.place(own) } : {};
  return [{ ...record, ...number, name: "visibility_timeout", value: own ? symbolicOf(own, model) : unknown() }];
}

function short(node: Node, model: FileModel): string {
  const text = model.source(node).replace(/\s+/gu, " ");
  return text.length > MAX_TEXT ? "" : text;
}
