/** Clients, queues, workers and jobs of one file. */
import type { Call, Expression, ObjectLiteral } from "../../ir/nodes.ts";
import { type BuiltInOption, retryingClientOf } from "../../libraries/built-in-retries.ts";
import { JOB_QUEUE, JOB_WORKER } from "../../libraries/delivery.ts";
import type { TextEdit } from "../../finding.ts";
import { extend } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { AmplificationRecord } from "./amplification.ts";

export function recogniseLayers(model: FileModel): AmplificationRecord[] {
  const record: AmplificationRecord = { start: 0, end: 0, clients: [], queues: [], workers: [], jobs: [] };
  for (const call of model.calls) {
    const library = model.libraryNameOf(call.callee);
    if (library === undefined) {
      addJob(call, model, record);
      continue;
    }
    const row = retryingClientOf(library, model.module.language);
    if (row) {
      const option = row.options.find(one => one.of === "client");
      const off = option && turnedOff(call, option, model);
      const variable = heldBy(call);
      record.clients.push({
        callee: call.callee.start,
        ...(variable === undefined ? {} : { variable }),
        ...(off ? { off } : {}),
      });
    } else if (JOB_QUEUE.test(library)) addQueue(call, model, record);
    else if (JOB_WORKER.test(library)) addWorker(call, model, record);
    else addJob(call, model, record);
  }
  return [record];
}

/** The variable or member that is given the value. */
function heldBy(call: Call): string | undefined {
  const { parent } = call;
  const target = parent?.kind === "declare" ? parent.target : parent?.kind === "assign" ? parent.targets[0] : undefined;
  return target?.kind === "name" || target?.kind === "member" ? target.name : undefined;
}

/** `maxRetries: 0` where the client is made: in place of what is written, or put in. */
function turnedOff(call: Call, option: BuiltInOption, model: FileModel): TextEdit | undefined {
  if (option.under !== undefined || call.args.some(one => one.spread)) return undefined;
  const keyword = model.keyword(call, option.name);
  if (keyword) return { start: keyword.value.start, end: keyword.value.end, text: option.off };
  if (option.position === "keywords") return addedKeyword(call, `${option.name}=${option.off}`);
  const position = option.position === "any" ? 0 : option.position;
  const given = call.args[position]?.value;
  if (given?.kind === "object") return inObject(given, option);
  if (given || call.args.length !== position || call.argsStart >= call.end) return undefined;
  const last = call.args.at(-1);
  const text = `{ ${option.name}: ${option.off} }`;
  const at = last?.end ?? call.argsStart;
  return { start: at, end: at, text: last ? `, ${text}` : text };
}

function addedKeyword(call: Call, text: string): TextEdit | undefined {
  const last = call.args.at(-1);
  const at = last?.end ?? call.argsStart;
  return at < call.end ? { start: at, end: at, text: last ? `, ${text}` : text } : undefined;
}

function inObject(object: ObjectLiteral, option: BuiltInOption): TextEdit | undefined {
  const written = object.properties.find(one => one.key === option.name);
  if (written?.shorthand) return undefined;
  if (written) return { start: written.value.start, end: written.value.end, text: option.off };
  const at = object.start + 1;
  return { start: at, end: at, text: ` ${option.name}: ${option.off}${object.properties.length > 0 ? "," : " "}` };
}

function addQueue(call: Call, model: FileModel, record: AmplificationRecord): void {
  const name = textOf(call.args[0]?.value, model);
  const target = call.parent?.kind === "declare" ? call.parent.target : undefined;
  if (name !== undefined && target?.kind === "name") record.queues.push({ variable: target.name, name });
}

function addWorker(call: Call, model: FileModel, record: AmplificationRecord): void {
  const name = textOf(call.args[0]?.value, model);
  const given = call.args[1]?.value;
  if (name === undefined || !given) return;
  const held = model.valueOf(given);
  const path = model.pathOf(given);
  if (held.kind === "function") record.workers.push({ name, functionId: model.functionId(held) });
  else if (path) record.workers.push({ name, path });
}

/** `orders.add("place", data, { attempts: 5 })`, and options that a queue is made with. */
function addJob(call: Call, model: FileModel, record: AmplificationRecord): void {
  const { callee } = call;
  if (callee.kind !== "member" || !/^(?:add|addBulk)$/u.test(callee.name)) return;
  const options = call.args.map(one => model.valueOf(one.value)).find(isJobOptions);
  const queue = model.pathOf(callee.object);
  if (options) record.jobs.push({ place: model.place(options), ...(queue ? { queue: extend(queue)! } : {}) });
}

function isJobOptions(value: Expression): boolean {
  return value.kind === "object" && value.properties.some(one => one.key === "attempts");
}

function textOf(value: Expression | undefined, model: FileModel): string | undefined {
  const known = value && model.valueOf(value);
  return known?.kind === "literal" && typeof known.value === "string" ? known.value : undefined;
}
