/** Job options that mean a retry wherever they stand: they travel through wrappers before they meet the queue. */
import * as l10n from "@vscode/l10n";
import type { Node, ObjectLiteral } from "../../ir/nodes.ts";
import { JOB_OPTIONS, type JobOptionsRow, type JobWait } from "../../libraries/retries.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { oneLine } from "./limits.ts";
import { delayOf } from "./option-delays.ts";
import { limitsOf } from "./option-limits.ts";
import { type Options, objectOptions } from "./options.ts";
import type { RetryRecord } from "./record.ts";
import { spelledOption } from "./spelling.ts";

/** `{ attempts: 5, backoff: { type: "exponential", delay: 1000 } }` wherever it stands. */
export function jobOptionRetries(model: FileModel): RetryRecord[] {
  if (model.python) return [];
  const rows = rowsFor(model);
  const records: RetryRecord[] = [];
  for (const node of model.nodesOf("object")) {
    // A type of the options is not the options.
    if (node.parent?.kind === "type-alias") continue;
    const record = rows.map(row => jobRecord(node, row, model)).find(one => one !== undefined);
    if (record) records.push(record);
  }
  return records;
}

/** Rows of libraries that the file imports come first and alone among those that spell it alike. */
function rowsFor(model: FileModel): JobOptionsRow[] {
  const imported = new Set<string>();
  for (const one of model.nodesOf("import")) if (!model.enclosingFunction(one)) imported.add(one.module);
  return JOB_OPTIONS.filter(row => !row.imports || [...imported].some(name => row.imports!.test(name)));
}

function jobRecord(object: ObjectLiteral, row: JobOptionsRow, model: FileModel): RetryRecord | undefined {
  const options = objectOptions(object, model);
  for (const way of row.ways) {
    const held = waitOptions(way, options, model);
    if (held && fits(way, held, object, model)) return recordOf(object, row, way, held, model);
  }
  return undefined;
}

/** The object that the wait's options stand in. */
function waitOptions({ under }: JobWait, options: Options, model: FileModel): Options | undefined {
  if (under === undefined) return options;
  const inner = options.expression(under);
  const value = inner && model.valueOf(inner);
  return value?.kind === "object" ? objectOptions(value, model) : undefined;
}

function fits(way: JobWait, options: Options, object: ObjectLiteral, model: FileModel): boolean {
  const { option, is } = way.when;
  const written = options.expression(option);
  if (way.only && !isGivenTo(object, way.only)) return false;
  if (is === "absent") return written === undefined && !options.open;
  if (!written) return false;
  if (is === "present") return true;
  const value = model.valueOf(written);
  if (is === "number") return value.kind === "literal" && typeof value.value === "number";
  return value.kind === "literal" && value.value === is;
}

function isGivenTo(object: Node, only: NonNullable<JobWait["only"]>): boolean {
  const { parent } = object;
  if (parent?.kind === "property") return only.properties.test(parent.key ?? "");
  const call = parent?.kind === "argument" ? parent.parent : undefined;
  // The first argument is the job's name or its data.
  const isOption = call?.kind === "call" && call.args[0]?.value !== object;
  return isOption && call.callee.kind === "member" && only.calls.test(call.callee.name);
}

function recordOf(
  object: ObjectLiteral,
  row: JobOptionsRow,
  way: JobWait,
  held: Options,
  model: FileModel,
): RetryRecord | undefined {
  const options = objectOptions(object, model);
  const limits = limitsOf(row.attempts, options, { ...row, at: object }, model);
  // An object that says neither how often nor how long to wait is about something else.
  if (way.when.is === "absent" && !options.expression(row.attempts.option)) return undefined;
  const shown = object.properties.find(one => one.key === (way.under ?? way.when.option) && !one.spread);
  const place = shown ?? options.expression(row.attempts.option)!.parent ?? object;
  return {
    start: place.start,
    end: place.end,
    kind: "task",
    name: l10n.t("the {0} job", row.title),
    functionId: model.functionId(model.enclosingFunction(object)),
    at: model.place(place),
    delays: [
      {
        place: model.place(place),
        text: oneLine(model.source(place)),
        value: delayOf(way, held),
        unit: way.unit,
        implicit: true,
        source: row.source,
        cappable: false,
      },
    ],
    ...limits,
    ...jobSpelling(object, row, way, held, options, model),
    library: { name: row.package, source: row.source, afterLast: row.afterLast },
  };
}

/** The backoff stands beside the attempts, jitter in the options of the wait. */
function jobSpelling(
  object: ObjectLiteral,
  row: JobOptionsRow,
  way: JobWait,
  held: Options,
  options: Options,
  model: FileModel,
): Pick<RetryRecord, "spelled"> {
  const { backoff, jitter } = row.spelling;
  const place = { package: row.package, options: "any" } as const;
  const backoffHere = backoff && !options.open ? spelledOption(place, backoff, options, object, model) : undefined;
  const jitterHere =
    jitter && way.under !== undefined && !held.open ? spelledOption(place, jitter, held, object, model) : undefined;
  return backoffHere || jitterHere
    ? { spelled: { ...(backoffHere ? { backoff: backoffHere } : {}), ...(jitterHere ? { jitter: jitterHere } : {}) } }
    : {};
}
