/** Limits as they are written: texts and numbers given to limiters, in calls, options, settings and classes. */
import type { Call, ClassNode, Expression } from "../../ir/nodes.ts";
import { REST_FRAMEWORK_THROTTLING as DRF } from "../../libraries/limiters.ts";
import { LIMIT_TEXT_CALLS, RATE_SETTINGS, SECONDS_OPTIONS, WINDOW_OPTIONS } from "../../libraries/limit-strings.ts";
import { type AccessPath, libraryName } from "../../semantics/access-path.ts";
import { symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { LimitTextRecord, LimitWindowRecord } from "./limit-record.ts";

const TEXT_MEMBERS = new Set(LIMIT_TEXT_CALLS.flatMap(row => row.calls.map(lastName)));
const KEYWORDS = new Set(LIMIT_TEXT_CALLS.flatMap(row => row.keywords));
const OPTIONS = new Set(WINDOW_OPTIONS.flatMap(row => [...row.windows, ...row.amounts]));
/** Words that many other calls take too: only calls of these names are looked at. */
const SECONDS = new Set(SECONDS_OPTIONS.flatMap(row => row.windows));
const SECONDS_MAKERS = new Set(SECONDS_OPTIONS.flatMap(row => row.calls.map(lastName)));
const MAX_LISTED = 20;

export function limitTextsIn(model: FileModel): LimitTextRecord[] {
  return [...model.calls.flatMap(call => textsOf(call, model)), ...settingTexts(model)];
}

export function limitWindowsIn(model: FileModel): LimitWindowRecord[] {
  return model.python ? [] : model.calls.flatMap(call => windowsOf(call, model));
}

/** The texts that a call may take as limits: at a position or under a keyword, one or a list. */
function textsOf(call: Call, model: FileModel): LimitTextRecord[] {
  const { callee } = call;
  if ((callee.kind !== "member" && callee.kind !== "name") || !TEXT_MEMBERS.has(callee.name)) return [];
  const path = model.pathOf(callee);
  if (!path || path.root === "parameter") return [];
  const position = model.python ? 0 : 1;
  const values = [
    ...(model.argument(call, position) ? [model.argument(call, position)!] : []),
    ...call.args
      .filter(argument => argument.name !== undefined && KEYWORDS.has(argument.name))
      .map(argument => argument.value),
  ];
  return values.flatMap(value => textRecords(value, model, { path }));
}

function textRecords(
  value: Expression,
  model: FileModel,
  owner: { path?: AccessPath; setting?: LimitTextRecord["setting"] },
): LimitTextRecord[] {
  const held = model.valueOf(value);
  if (held.kind === "list") return held.items.slice(0, MAX_LISTED).flatMap(item => textRecords(item, model, owner));
  const symbolic = symbolicOf(value, model);
  const isText = symbolic.kind === "constant" && typeof symbolic.value === "string";
  if (!isText && symbolic.kind !== "reference") return [];
  const literal = held.kind === "literal" && isText ? held : undefined;
  const at = value.start === held.start ? held : value;
  return [
    {
      form: "text",
      start: at.start,
      end: at.end,
      value: symbolic,
      ...owner,
      ...(literal ? { literal: model.place(literal) } : {}),
    },
  ];
}

/** Rates in settings and in the bodies of throttle classes. */
function settingTexts(model: FileModel): LimitTextRecord[] {
  if (!model.python) return [];
  const records: LimitTextRecord[] = [];
  const flask = RATE_SETTINGS.flask.names as readonly string[];
  for (const binding of model.bindings.topLevel()) {
    const value = binding.definitions[0]?.value;
    if (!value) continue;
    if (binding.name === DRF.settings) records.push(...tableTexts(model.property(value, DRF.rates), model));
    if (flask.includes(binding.name)) records.push(...textRecords(value, model, { setting: "flask" }));
  }
  for (const owner of model.classes) {
    if (isThrottle(owner, model)) {
      const { attribute, table } = RATE_SETTINGS.restFramework;
      for (const value of model.memberValues(owner, attribute))
        records.push(...textRecords(value, model, { setting: "restFramework" }));
      for (const value of model.memberValues(owner, table)) records.push(...tableTexts(value, model));
    }
    for (const name of flask)
      for (const value of model.memberValues(owner, name))
        records.push(...textRecords(value, model, { setting: "flask" }));
  }
  return records;
}

function tableTexts(table: Expression | undefined, model: FileModel): LimitTextRecord[] {
  const value = table && model.valueOf(table);
  if (value?.kind !== "object") return [];
  return value.properties.flatMap(property => textRecords(property.value, model, { setting: "restFramework" }));
}

function isThrottle(owner: ClassNode, model: FileModel): boolean {
  return owner.bases.some(base => (DRF.bases as readonly string[]).includes(libraryName(model.pathOf(base)) ?? ""));
}

function windowsOf(call: Call, model: FileModel): LimitWindowRecord[] {
  const { callee } = call;
  if (callee.kind !== "member" && callee.kind !== "name") return [];
  const names = SECONDS_MAKERS.has(callee.name) ? SECONDS : OPTIONS;
  const options = call.args.flatMap(argument => optionsIn(model.valueOf(argument.value), names, model, false));
  if (options.length === 0) return [];
  const path = model.pathOf(callee);
  const plugin = callee.name === "register" && call.args[0] ? model.pathOf(call.args[0].value) : undefined;
  if (!path && !plugin) return [];
  return options.flatMap(({ name, value, newer }) => {
    const symbolic = symbolicOf(value, model);
    if (symbolic.kind === "unknown" || symbolic.kind === "parameter" || symbolic.kind === "list") return [];
    const held = model.valueOf(value);
    return [
      {
        form: "window",
        start: value.start,
        end: value.end,
        value: symbolic,
        path: path ?? plugin!,
        ...(plugin ? { plugin } : {}),
        option: name,
        newer,
        expression: model.place(value),
        ...(held === value && held.kind === "literal" ? { literal: model.place(held) } : {}),
      },
    ];
  });
}

interface Option {
  name: string;
  value: Expression;
  newer: boolean;
}

/** Options of an object, of the objects of a list (`[{ ttl, limit }]`), and of named ones (`{ default: { ttl, limit } }`). */
function optionsIn(value: Expression, names: ReadonlySet<string>, model: FileModel, newer: boolean): Option[] {
  if (value.kind === "list")
    return value.items.slice(0, MAX_LISTED).flatMap(item => optionsIn(model.valueOf(item), names, model, true));
  if (value.kind !== "object") return [];
  return value.properties.flatMap(property => {
    if (property.key === undefined || property.spread) return [];
    if (names.has(property.key) && property.value.kind !== "object")
      return [{ name: property.key, value: property.value, newer }];
    const inner = property.value;
    return !newer && (inner.kind === "object" || inner.kind === "list") ? optionsIn(inner, names, model, true) : [];
  });
}

function lastName(call: string): string {
  return call.slice(call.lastIndexOf(".") + 1);
}
