/** Job options that mean an exponential retry wherever they stand: they travel through wrappers before they meet the queue. */
import type { ObjectLiteral } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { JOB_OPTIONS, type JobOptionsRow } from "../../libraries/retries.ts";
import { operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { ATTEMPT } from "./counters.ts";
import { oneLine } from "./limits.ts";
import { filled } from "./option-delays.ts";
import type { LimitRecord, RetryRecord } from "./record.ts";

/** `{ attempts: 5, backoff: { type: "exponential", delay: 1000 } }` wherever it stands. */
export function jobOptionRetries(model: FileModel): RetryRecord[] {
  const records: RetryRecord[] = [];
  walk(model.module, node => {
    if (node.kind !== "object") return;
    for (const row of JOB_OPTIONS) {
      const record = jobRecord(node, row, model);
      if (record) records.push(record);
    }
  });
  return records;
}

function jobRecord(object: ObjectLiteral, row: JobOptionsRow, model: FileModel): RetryRecord | undefined {
  const own = (key: string) => object.properties.find(one => one.key === key && !one.spread);
  const holder =
    row.switch.under === undefined ? object : own(row.switch.under) && model.valueOf(own(row.switch.under)!.value);
  if (holder?.kind !== "object") return undefined;
  const is = model.property(holder, row.switch.option);
  if (is?.kind !== "literal" || is.value !== row.switch.is) return undefined;
  const base = model.property(holder, row.base.option);
  if (!base && row.switch.under !== undefined) return undefined;
  const place = own(row.switch.under ?? row.switch.option)!;
  const values = new Map([["base", base ? symbolicOf(base, model) : constant(row.base.default)]]);
  const cap = row.cap === undefined ? undefined : model.property(holder, row.cap);
  const value = filled(row.delay, values);
  const attempts = model.property(object, row.attempts.option);
  const spread = object.properties.some(one => one.spread);
  const shift = row.attempts.counts === "attempts" ? 1 : 0;
  const counted = (limit: Symbolic): Symbolic =>
    operation("<", shift === 0 ? ATTEMPT : operation("+", ATTEMPT, constant(shift)), limit);
  const limit: LimitRecord = attempts
    ? {
        holds: counted(symbolicOf(attempts, model)),
        place: model.place(attempts.parent ?? attempts),
        text: oneLine(`${row.attempts.option}: ${model.source(attempts)}`),
      }
    : {
        holds: counted(spread ? unknown(row.attempts.option) : constant(row.attempts.default)),
        place: model.place(place),
        text: `the default of ${row.title}`,
        source: row.source,
      };
  // A type of the options, not the options.
  if (object.parent?.kind === "type-alias") return undefined;
  return {
    start: place.start,
    end: place.end,
    kind: "task",
    name: row.title,
    functionId: model.functionId(model.enclosingFunction(object)),
    at: model.place(place),
    delays: [
      {
        place: model.place(place),
        text: oneLine(model.source(place)),
        value: cap ? operation("min", value, symbolicOf(cap, model)) : value,
        unit: row.unit,
        implicit: true,
        cappable: false,
      },
    ],
    limits: [limit],
    library: { name: row.package, source: row.source },
  };
}
