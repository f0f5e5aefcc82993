/** Options of libraries that open a limit while the store is away. */
import type { Call, Expression, Node } from "../../ir/nodes.ts";
import { FAILURE_OPTIONS, type FailureOption, SLOW_STORE } from "../../libraries/limiter-failures.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isDecided } from "./decisions.ts";
import type { FailureOptionRecord, ReasonRecord, SlowStoreRecord } from "./failure-record.ts";

interface Entry {
  name: string;
  value: Expression;
  node: Node;
}

export function failureOptionsIn(model: FileModel): FailureOptionRecord[] {
  const options = FAILURE_OPTIONS.filter(row => model.text.includes(row.option));
  if (options.length === 0) return [];
  return [...model.calls.flatMap(call => optionOf(call, options, model)), ...settingsIn(options, model)];
}

/** A limiter whose library answers "allowed" after a while; whether anybody reads why is known when the project is linked. */
export function slowStoresIn(model: FileModel): SlowStoreRecord[] {
  return model.calls.flatMap(call => {
    const own = model.libraryNameOf(call);
    if (!(SLOW_STORE.makes as readonly string[]).includes(own ?? "")) return [];
    const entries = entriesOf(call, model);
    if (!entries || entries.some(entry => entry.name === SLOW_STORE.option)) return [];
    return [
      {
        form: "slow" as const,
        start: call.start,
        end: call.callee.end,
        name: model.source(call.callee),
        place: model.place(call.callee),
        timeoutMs: SLOW_STORE.defaultMs,
      },
    ];
  });
}

/** `result.reason === "timeout"`, `const { success, reason } = …`. */
export function reasonsIn(model: FileModel): ReasonRecord[] {
  const { option, member } = SLOW_STORE;
  if (!model.text.includes(member) || !new RegExp(`["']${option}["']`, "u").test(model.text)) return [];
  const [read] = model.module.order?.nodes.filter(node => node.kind === "member" && node.name === member) ?? [];
  const named = read ?? model.module.order?.nodes.find(node => node.kind === "name" && node.name === member);
  if (!named) return [];
  const { start, end } = named;
  return [{ form: "reason", start, end, name: member, place: model.place(named) }];
}

function optionOf(call: Call, options: readonly FailureOption[], model: FileModel): FailureOptionRecord[] {
  const own = model.libraryNameOf(call);
  const plugin = call.args[0] && model.libraryNameOf(call.args[0].value);
  const row = options.find(one => one.makes.includes((one.plugin ? plugin : own) ?? ""));
  const entries = row && entriesOf(call, model);
  const entry = entries?.find(one => one.name === row!.option);
  if (!row || !entry || !isTrue(entry.value) || entries!.some(one => row.covers.includes(one.name))) return [];
  return recordOf(row, entry, call, model);
}

/** `RATELIMIT_FAIL_OPEN = True`, `app.config["RATELIMIT_SWALLOW_ERRORS"] = True`. */
function settingsIn(options: readonly FailureOption[], model: FileModel): FailureOptionRecord[] {
  const records: FailureOptionRecord[] = [];
  for (const node of model.nodesOf("assign", "declare")) {
    const target = node.kind === "declare" ? node.target : node.targets[0];
    const name =
      target?.kind === "name" || target?.kind === "member"
        ? target.name
        : target?.kind === "index" && target.index.kind === "literal"
          ? String(target.index.value)
          : "";
    const row = options.find(one => one.makes.length === 0 && one.option === name);
    if (row && node.value && isTrue(node.value))
      records.push(...recordOf(row, { name, value: node.value, node }, node, model));
  }
  return records;
}

function recordOf(row: FailureOption, entry: Entry, around: Node, model: FileModel): FailureOptionRecord[] {
  if (isDecided(entry.node, around, model)) return [];
  const { start, end } = entry.node;
  return [
    {
      form: "option",
      start,
      end,
      name: row.title,
      place: model.place(entry.node),
      option: row.option,
      value: model.place(entry.value),
      ...(row.instead ? { entry: model.place(entry.node), instead: row.instead } : {}),
    },
  ];
}

/** Keywords and properties; undefined when some are not known. */
function entriesOf(call: Call, model: FileModel): Entry[] | undefined {
  const entries: Entry[] = [];
  for (const argument of call.args) {
    if (argument.spread) return undefined;
    if (argument.name !== undefined) entries.push({ name: argument.name, value: argument.value, node: argument });
    const value = model.valueOf(argument.value);
    if (argument.name !== undefined || value.kind !== "object") continue;
    for (const property of value.properties) {
      if (property.spread || property.key === undefined) return undefined;
      entries.push({ name: property.key, value: property.value, node: property });
    }
  }
  return entries;
}

function isTrue(value: Expression): boolean {
  return value.kind === "literal" && value.value === true;
}
