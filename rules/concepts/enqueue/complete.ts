import { worded } from "../../libraries/phrase.ts";
import { KEYED_APIS, type KeyedApiRow } from "../../libraries/idempotency-keys.ts";
import { MEMOISED_STEP } from "../../libraries/delivery.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { repetitionOf } from "../idempotency-key/repetition.ts";
import { Bodies, type Body } from "../task/bodies.ts";
import { protectionOf } from "../task/effect/protection.ts";
import type { StepRecord } from "../task/task.ts";
import { before } from "../task/order.ts";
import type { Enqueue, EnqueueRecord, RepeatedEnqueue } from "./enqueue.ts";
import { unsharedEnqueue } from "./share.ts";

export function completeEnqueue(record: EnqueueRecord, file: FileSummary, project: Project): Enqueue {
  const node: Enqueue = { type: "Enqueue", start: record.start, end: record.end, call: record.text };
  const library = project.libraryNameOf(record.path, file);
  if (library === undefined) return node;
  const row = KEYED_APIS.find(one => one.kind === "enqueue" && one.library.test(library));
  const repeated = row && repeatedEnqueue(record, row, file, project);
  const unshared = unsharedEnqueue(record, library, file, project);
  return { ...node, ...(repeated ? { repeated } : {}), ...(unshared ? { unshared } : {}) };
}

function repeatedEnqueue(
  record: EnqueueRecord,
  row: KeyedApiRow,
  file: FileSummary,
  project: Project,
): RepeatedEnqueue | undefined {
  if (record.open || isKeyed(record, row)) return undefined;
  const repetition = repetitionOf(record.place, record.functionId, file, project);
  if (!repetition || repetition.delivery.inPlace) return undefined;
  const bodies = Bodies.of(project);
  const body = bodies.of(file, record.functionId);
  const step = body?.record.steps.find(one => one.place.start === record.place.start);
  if (!body || !step || isKnownBefore(step, body, bodies)) return undefined;
  const { delivery, way } = repetition;
  const fix = fixOf(record, row, step, body);
  return {
    key: nameOf(row),
    thing: worded(row.thing),
    delivery,
    siblings: siblingsOf(record, row, file, project),
    story: [...way, ...delivery.reasons.map(reason => ({ ...reason.at, message: reason.message }))],
    ...(fix ? { fix } : {}),
  };
}

function nameOf(row: KeyedApiRow): string {
  return row.slot.name;
}

function isKeyed(record: EnqueueRecord, row: KeyedApiRow): boolean {
  return [row.slot.name, ...(row.also ?? [])].some(name => record.names.includes(name));
}

/** Something before it tells a second run, or the platform remembers that it was done. */
function isKnownBefore(step: StepRecord, body: Body, bodies: Bodies): boolean {
  if (MEMOISED_STEP.test(step.text) || protectionOf(step, body, bodies)) return true;
  return before(step, body.record).some(earlier => earlier.check === true);
}

/** Other calls that put work on the same queue. */
function siblingsOf(record: EnqueueRecord, row: KeyedApiRow, file: FileSummary, project: Project) {
  const home = project.definitionOf(record.path, file);
  const found = { keyed: 0, all: 0 };
  if (!home) return found;
  const method = methodOf(record);
  const files = new Set([home.file, ...project.referencesTo(home.file, home.name).map(site => site.file)]);
  for (const from of files)
    for (const other of (from.concepts["Enqueue"] ?? []) as EnqueueRecord[]) {
      if (other.open || methodOf(other) !== method || (from === file && other.start === record.start)) continue;
      const same = project.definitionOf(other.path, from);
      if (same?.file !== home.file || same.name !== home.name) continue;
      found.all++;
      if (isKeyed(other, row)) found.keyed++;
    }
  return found;
}

function methodOf({ text }: EnqueueRecord): string | undefined {
  return text.split(".").at(-1);
}

/** In a loop an id of the run is the same for every item: no key can be made of it. */
function fixOf(
  record: EnqueueRecord,
  row: KeyedApiRow,
  step: StepRecord,
  body: Body,
): RepeatedEnqueue["fix"] | undefined {
  const stableId = body.record.stableId;
  const { slot } = row;
  if (stableId === undefined || step.loops.length > 0 || slot.in === "keyword" || record.slot.keywords)
    return undefined;
  const purpose = purposeOf(record);
  const name = slot.name;
  const object = record.slot.objects[slot.position];
  if (object) {
    const edit = { at: object.at, before: " ", after: object.empty ? " " : "," };
    return { edit, name, stableId, purpose };
  }
  if (record.slot.count !== slot.position) return undefined;
  return { edit: { at: record.slot.after, before: ", { ", after: " }" }, name, stableId, purpose };
}

/** `followUps.add` → "followUps": one run may put several things on queues. */
function purposeOf(record: EnqueueRecord): string {
  return (record.text.split(".").at(-2) ?? "job").replaceAll(/\W/gu, "");
}
