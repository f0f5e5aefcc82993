/** Which permanent failures leave a part of a function, through the functions that it calls and the handlers around. */
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import {
  ANCESTORS,
  INPUT_CLASS,
  KEEPS_STATUS,
  PERMANENT_CLASS,
  PERMANENT_STATUSES,
  READERS,
  THROWING_CLIENTS,
  TRANSIENT_STATUSES,
} from "../../libraries/failures.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { lineage, raisedStatus, takes, within } from "./classes.ts";
import type { FailureRecord, ThrowRecord, TryRecord } from "./record.ts";

/** A failure that comes again however often it is tried. */
export interface PermanentFailure {
  /** Class and those above it. */
  names: string[];
  /** refusal: an error status that stays (with others, when `mixed`); mistake: a wrong input, setting or right. */
  kind: "refusal" | "mistake";
  mixed: boolean;
  /** First status that stays. */
  status?: number;
  /** `throw new Error("Unauthorized")`. */
  text: string;
  at: FilePlace;
  /** Calls that lead there, outermost first. */
  calls: FilePlace[];
}

/** Farther away than this nobody is told of a failure. */
const MAX_DEPTH = 3;
const MAX_FAILURES = 12;

export function recordOf(file: FileSummary, functionId: string): FailureRecord | undefined {
  return (file.concepts["Failures"] as FailureRecord[] | undefined)?.find(one => one.functionId === functionId);
}

/** Permanent failures that leave `span` of a function (all of it without one). */
export function leaving(
  file: FileSummary,
  functionId: string,
  span: Span | undefined,
  project: Project,
  depth = 0,
): PermanentFailure[] {
  const fn = file.functions.find(one => one.id === functionId);
  if (!fn || depth > MAX_DEPTH) return [];
  const record = recordOf(file, functionId);
  const inside = (place: Place) => span === undefined || within(place, span);
  const found: { at: Place; failure: PermanentFailure }[] = [];
  for (const thrown of record?.throws ?? []) {
    const failure = inside(thrown.place) ? permanent(thrown, file, project) : undefined;
    if (failure) found.push({ at: thrown.place, failure });
  }
  for (const call of fn.calls)
    if (inside(call.place))
      found.push(...called(call, file, fn, project, depth).map(failure => ({ at: call.place, failure })));
  return found
    .flatMap(({ at, failure }) => through(at, failure, record?.tries ?? [], span, record, file, project) ?? [])
    .slice(0, MAX_FAILURES);
}

function called(
  call: FunctionRecord["calls"][number],
  file: FileSummary,
  fn: FunctionRecord,
  project: Project,
  depth: number,
): PermanentFailure[] {
  const place = { ...call.place, path: file.path };
  const library = project.libraryNameOf(call.path, file);
  const client = library === undefined ? undefined : THROWING_CLIENTS.find(row => row.library.test(library));
  if (client && !call.arguments.some(one => KEEPS_STATUS.has(one.name ?? ""))) {
    const names = [client.throws, ...(ANCESTORS[client.throws] ?? []), "Error"];
    return [{ names, kind: "refusal", mixed: true, status: 400, text: call.text, at: place, calls: [] }];
  }
  const target = project.functionOf(call.path, file) ?? constructorOf(call.path, file, project);
  // What a wrapper is given, the wrapper may catch.
  if (target && target.value.passedTo.length > 0) return [];
  if (!target || target.value === fn || (target.value.async && !call.awaited && call.use === "dropped")) return [];
  return whole(target, project, depth).map(failure => ({ ...failure, calls: [place, ...failure.calls] }));
}

function constructorOf(path: FunctionRecord["calls"][number]["path"], file: FileSummary, project: Project) {
  const type = project.classOf(path, file);
  const value = type?.file.functions.find(
    one => one.id === `${type.value.name}.__init__` || one.id === `${type.value.name}.constructor`,
  );
  return type && value && { file: type.file, value };
}

/** What leaves a whole function; worked out once a function and depth, as a way that is followed less far finds less. */
function whole(
  target: { file: FileSummary; value: FunctionRecord },
  project: Project,
  depth: number,
): readonly PermanentFailure[] {
  const { file, value } = target;
  const known = project.memo(`failures leaving functions of ${file.path}, ${depth}`, () =>
    // A function that calls itself adds nothing to its own failures.
    project.memoTable((id: string) => leaving(file, id, undefined, project, depth + 1), { inCycle: () => [] }),
  );
  return known.get(value.id);
}

function permanent(thrown: ThrowRecord, file: FileSummary, project: Project): PermanentFailure | undefined {
  const { name, statuses } = thrown;
  if (name === undefined) return undefined;
  const base = { text: thrown.text, at: { ...thrown.place, path: file.path }, calls: [] };
  const raised = name === "raise_for_status";
  const names = raised ? raisedStatus(thrown.path, file, project) : lineage(name, thrown.path, file, project);
  if (raised || statuses) {
    const stays = statuses?.filter(status => PERMANENT_STATUSES.has(status)) ?? [...PERMANENT_STATUSES];
    if (stays.length === 0) return undefined;
    const mixed = statuses?.some(status => TRANSIENT_STATUSES.has(status)) ?? true;
    return { ...base, names, kind: "refusal", mixed, status: stays[0]! };
  }
  const reader = READERS.find(row => row.library.test(name));
  if (reader && thrown.input)
    return { ...base, names: [reader.throws, ...(ANCESTORS[reader.throws] ?? [])], kind: "mistake", mixed: false };
  const wrong = PERMANENT_CLASS.test(name) || (INPUT_CLASS.test(name) && thrown.input === true);
  return wrong ? { ...base, names, kind: "mistake", mixed: false } : undefined;
}

/** Takes a failure out through the handlers inside `span`; undefined when one keeps it or looks at it first. */
export function through(
  at: Span,
  failure: PermanentFailure,
  tries: readonly TryRecord[],
  span: Span | undefined,
  record: FailureRecord | undefined,
  file: FileSummary,
  project: Project,
): PermanentFailure | undefined {
  let going = failure;
  const around = tries
    .filter(one => within(at, one.body) && (span === undefined || (within(one.body, span) && !same(one.body, span))))
    .toSorted((a, b) => b.body.start - a.body.start);
  for (const attempt of around) {
    const handler = attempt.handlers.find(one => takes(one.types, going.names));
    if (!handler || handler.ends === "rethrows") continue;
    if (handler.ends !== "converts" || handler.judges) return undefined;
    const thrown = record?.throws.findLast(one => within(one.place, handler) && one.name !== undefined);
    if (!thrown) return undefined;
    going = { ...going, names: lineage(thrown.name!, thrown.path, file, project) };
  }
  return going;
}

const same = (a: Span, b: Span) => a.start === b.start && a.end === b.end;
