/** Retries by settings of a module, and by calls that are chained to a job. */
import * as l10n from "@vscode/l10n";
import type { Call, Expression, Statement } from "../../ir/nodes.ts";
import { type ChainRow, RETRY_CHAINS, RETRY_SETTINGS, type SettingsRow } from "../../libraries/retry-settings.ts";
import { operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { Symbolic } from "../../semantics/symbolic.ts";
import { ATTEMPT } from "./counters.ts";
import { oneLine } from "./limits.ts";
import { delayOf, filled } from "./option-delays.ts";
import { limitsOf } from "./option-limits.ts";
import { objectOptions } from "./options.ts";
import type { RetryRecord } from "./record.ts";

/** `Q_CLUSTER = {"retry": 60}` at the top of a module. */
export function settingsRetries(model: FileModel): RetryRecord[] {
  return model.module.body.flatMap(statement => {
    const set = assigned(statement.kind === "expression" ? statement.expression : statement);
    const row = set && RETRY_SETTINGS.find(one => one.name === set.name);
    return row ? settingsRecord(row, set, model) : [];
  });
}

interface Setting {
  name: string;
  value: Expression;
}

function assigned(node: Expression | Statement): Setting | undefined {
  const name = node.kind === "assign" ? node.targets[0] : node.kind === "declare" ? node.target : undefined;
  const value = node.kind === "assign" || node.kind === "declare" ? node.value : undefined;
  return name?.kind === "name" && value ? { name: name.name, value } : undefined;
}

function settingsRecord(row: SettingsRow, { value, name }: Setting, model: FileModel): RetryRecord[] {
  const object = model.valueOf(value);
  if (object.kind !== "object") return [];
  const options = objectOptions(object, model);
  return [
    {
      start: object.start,
      end: object.end,
      kind: "task",
      name: l10n.t("a failed task of {0}", row.title),
      functionId: "",
      at: model.place(object),
      delays: [
        {
          place: model.place(options.expression("retry")?.parent ?? object),
          text: name,
          value: delayOf(row, options),
          unit: row.unit,
          implicit: true,
          source: row.source,
          cappable: false,
        },
      ],
      ...limitsOf(row.attempts, options, { ...row, at: object }, model),
      library: { name: row.package, source: row.source, afterLast: row.afterLast },
    },
  ];
}

/** `queue.createJob(data).retries(3).backoff("exponential", 1000).save()`, in one chain. */
export function chainRetries(call: Call, name: string, model: FileModel): RetryRecord[] {
  const row = RETRY_CHAINS.find(one => one.library.test(name));
  const count = row && model.argument(call, 0);
  if (!row || !count) return [];
  const backoff = chained(call, row.backoff);
  const shown = backoff ?? call;
  const place = model.place({ start: nameStart(shown), end: shown.end });
  return [
    {
      start: place.start,
      end: place.end,
      kind: "task",
      name: l10n.t("the {0} job", row.title),
      functionId: model.functionId(model.enclosingFunction(call)),
      at: place,
      delays: [
        {
          place,
          text: oneLine(model.source(place)),
          value: chainDelay(row, backoff, model),
          unit: row.unit,
          implicit: true,
          source: row.source,
          cappable: false,
        },
      ],
      limits: [
        {
          holds: operation("<", ATTEMPT, symbolicOf(count, model)),
          place: model.place({ start: nameStart(call), end: call.end }),
          text: oneLine(model.source({ start: nameStart(call), end: call.end })),
        },
      ],
      library: { name: row.package, source: row.source, afterLast: row.afterLast },
    },
  ];
}

function chainDelay(row: ChainRow, backoff: Call | undefined, model: FileModel): Symbolic {
  const strategy = backoff && model.argument(backoff, 0);
  const known = strategy?.kind === "literal" ? row.strategies[String(strategy.value)] : undefined;
  if (!backoff || !known) return backoff ? symbolicOf(model.argument(backoff, 1), model) : row.otherwise;
  return filled(known, new Map([["delay", symbolicOf(model.argument(backoff, 1), model)]]));
}

/** The call of that name in the same chain, before or after. */
function chained(call: Call, name: string): Call | undefined {
  const isNamed = (one: Call) => one.callee.kind === "member" && one.callee.name === name;
  for (let at: Expression = call; at.kind === "call" && at.callee.kind === "member"; at = at.callee.object)
    if (isNamed(at)) return at;
  for (let at: Call = call; at.parent?.kind === "member" && at.parent.parent?.kind === "call"; at = at.parent.parent)
    if (isNamed(at.parent.parent)) return at.parent.parent;
  return undefined;
}

/** Where the name of a called method begins. */
function nameStart(call: Call): number {
  return call.callee.kind === "member" ? call.callee.end - call.callee.name.length : call.start;
}
