/** Answers what one file leaves open about the delays: constants and helpers of other files, units of home-made waits. */
import { OPERATOR_PATH, PAGE_PATH, VENDORED_PATH } from "../../libraries/remote-calls.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { mentions, rewrite, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { exclusionOf, permanentFailures } from "../failure/permanent.ts";
import { silentFailures } from "../failure/silent.ts";
import { attemptsOf, deadlineOf, inFile } from "./attempts.ts";
import { appliedFunctions, attemptsOfUsers, type User, usersOf } from "./formula-users.ts";
import { withTaskOptions } from "./celery-options.ts";
import { growthOf, hasJitter, isSize, sizeIn } from "./growth.ts";
import { type DelayRecord, type RetryRecord, type Unit, UNIT_MS } from "./record.ts";
import { type Attempts, type Retry, type RetryDelay, SCHEDULE_LENGTH } from "./retry.ts";
import { delayAt, rangeAt, steadyFactor } from "./schedule.ts";
import { durationText } from "./duration.ts";
import { callsOf, retryWords, storyOf, wordsOf } from "./phrase.ts";
import { reachOf } from "./reach.ts";
import { isOpaque, jitterOf, waitsOf } from "./waiting.ts";

const LARGE = 200;

/** Asked for by rules and by what stands around a retry: worked out once. */
export function completedRetry(record: RetryRecord, file: FileSummary, project: Project): Retry {
  const known = project.memo(`retries of ${file.path}`, () =>
    project.memoTable((one: RetryRecord) => completeRetry(one, file, project)),
  );
  return known.get(record);
}

export function completeRetry(found: RetryRecord, file: FileSummary, project: Project): Retry {
  const record = withTaskOptions(found, file, project);
  const users = record.kind === "formula" ? usersOf(record, file, project) : [];
  const attempts =
    record.kind === "formula" ? attemptsOfUsers(record, users, file, project) : attemptsOf(record, file, project);
  const places = users.map(user => inFile(user.record.delays[0]!.place, user.file));
  const retry = { attempts, users: places };
  const body = bodyOf(record, file, project);
  const at = inFile(record.at ?? delayPlace(record), file);
  const calls = callsOf({ kind: record.kind, at, attempts });
  return {
    type: "Retry",
    start: record.start,
    end: record.end,
    kind: record.kind,
    name: record.name,
    at,
    functionId: record.functionId,
    ...body,
    ...(record.handler ? { handler: inFile(record.handler, file) } : {}),
    ...retry,
    ...(calls === undefined ? {} : { calls }),
    ...deadlineOf(record, file),
    ...waitedIn(record, file, project),
    reach: reachOf(record, body.body, file, project),
    runsIn: placeOfWork(file, users),
    reconnects: record.reconnects === true || record.tries?.opens === true,
    connecting: record.connecting === true,
    refused: record.refused === true || record.tries?.refused === true,
    lostRace: record.lostRace === true || record.tries?.lostRace === true,
    delays: record.delays.map(delay => {
      const computed = completeDelay(delay, attempts, file, project);
      return { ...computed, words: wordsOf(computed, attempts), story: storyOf(retry, computed) };
    }),
    ...(record.library ? { library: { ...record.library, ...installed(record.library.name, file, project) } } : {}),
    spelled: record.spelled ?? {},
    words: retryWords(
      { kind: record.kind, name: record.name, functionId: record.functionId, at, attempts, ...body },
      steadyDelay(record, file, project),
    ),
    permanentFailures: () => permanentFailures(record, file, project),
    exclusion: () => exclusionOf(record, file, project),
    silentFailures: () => silentFailures(record, file, project),
  };
}

function installed(name: string, file: FileSummary, project: Project): Pick<NonNullable<Retry["library"]>, "version"> {
  const version = project.versionOf(name, file);
  return version && version.version !== "" ? { version: version.version } : {};
}

/** A retry that says no place of its own is known by its first delay. */
const delayPlace = (record: RetryRecord) => record.delays[0]!.place;

function waitedIn(record: RetryRecord, file: FileSummary, project: Project): Pick<Retry, "waits" | "jitter"> {
  const delays = record.delays.map(delay => ({ ...delay, value: project.reduce(delay.value, file) }));
  const between = waitsOf(delays, record.waits ?? "unknown");
  const waits = between === "none" && record.waitsItself ? "unknown" : between;
  return { waits, jitter: delays.length === 0 && waits === "unknown" ? "unknown" : jitterOf(delays) };
}

/** What is repeated, also where a function of another file is given by its name. */
function bodyOf(record: RetryRecord, file: FileSummary, project: Project): Pick<Retry, "body"> {
  const { body } = record;
  if (!body) return {};
  if (body.place) {
    const { functionId } = body;
    return { body: { place: inFile(body.place, file), ...(functionId === undefined ? {} : { functionId }) } };
  }
  const found = project.functionOf(body.path, file);
  return found ? { body: { place: inFile(found.value.place, found.file), functionId: found.value.id } } : {};
}

function completeDelay(
  record: DelayRecord,
  attempts: Attempts,
  file: FileSummary,
  project: Project,
): Omit<RetryDelay, "words" | "story"> {
  const value = project.reduce(record.value, file);
  const unit = unitOf(record, file, project);
  const factor = UNIT_MS[unit];
  const { growth, capped } = growthOf(value);
  const [first, end] = attempts.is === "known" ? [attempts.first, attempts.retries] : [0, undefined];
  const steady = growth === "exponential" ? steadyFactor(value) : undefined;
  const size = sizeIn(value);
  const at = (attempt: number) => delayAt(value, factor, attempt + first);
  const longest = end === undefined || end === 0 ? undefined : at(end - 1);
  return {
    place: inFile(record.place, file),
    text: record.text,
    unit: record.capUnit ?? unit,
    unitMs: UNIT_MS[record.capUnit ?? unit],
    growth,
    ...(steady === undefined ? {} : { factor: steady }),
    limit: limitOf(capped, growth, at(LARGE)),
    jitter: hasJitter(value),
    ...(size !== undefined && unbounded(value) ? { size } : {}),
    implicit: record.implicit === true,
    ...(record.source === undefined ? {} : { source: record.source }),
    elsewhere: growth !== "none" && formulaElsewhere(record.value, file, project),
    fromFormula: takesFormula(record.value, file, project),
    changes: mentions(value, "attempt"),
    opaque: record.mayJitter === true || isOpaque(value),
    schedule: schedule(at, Math.min(end ?? SCHEDULE_LENGTH, SCHEDULE_LENGTH)),
    ...(longest === undefined ? {} : { longestMs: longest }),
    range: retry => rangeAt(value, factor, retry + first),
    passes: ms => firstPassing(at, ms, end ?? LARGE),
    ...(record.update ? { update: record.update } : {}),
    ...(record.option ? { option: record.option } : {}),
    cappable: record.cappable,
    ...(record.jitterable ? { jitterable: record.jitterable } : {}),
  };
}

/** A home-made wait that hands its parameter to a timer as it is takes milliseconds; one that multiplies it takes seconds. */
function unitOf(record: DelayRecord, file: FileSummary, project: Project): Unit {
  const waiter = record.waiter && project.functionOf(record.waiter, file);
  const timers =
    waiter?.file.functions
      .filter(fn => fn === waiter.value || fn.id.startsWith(`${waiter.value.id}.`))
      .flatMap(fn => fn.calls) ?? [];
  for (const call of timers) {
    const seconds = /^(time|asyncio)\.sleep$/u.test(call.text);
    const given = call.text.endsWith("setTimeout")
      ? call.arguments.find(argument => argument.position === 1)
      : seconds
        ? call.arguments[0]
        : undefined;
    if (!given) continue;
    if (seconds) return /\/ ?1_?000/u.test(given.value.key) ? "ms" : "s";
    return /\* ?(1_?000|1e3)/u.test(given.value.key) ? "s" : "ms";
  }
  return record.unit;
}

function limitOf(capped: boolean, growth: RetryDelay["growth"], large: number | undefined): RetryDelay["limit"] {
  if (growth !== "none") return { is: "absent" };
  if (!capped) return large === undefined ? { is: "unknown" } : { is: "known", ms: large };
  return large === undefined ? { is: "unknown" } : { is: "known", ms: large };
}

function unbounded(value: Symbolic): boolean {
  const growth = growthOf(value, isSize).growth;
  return growth !== "none" && growth !== "unknown";
}

function schedule(at: (attempt: number) => number | undefined, count: number): number[] {
  const delays: number[] = [];
  for (let attempt = 0; attempt < count; attempt++) {
    const delay = at(attempt);
    if (delay === undefined) return [];
    delays.push(delay);
  }
  return delays;
}

function firstPassing(
  at: (attempt: number) => number | undefined,
  ms: number,
  count: number,
): { retry: number; ms: number; text: string } | undefined {
  for (let attempt = 0; attempt < count; attempt++) {
    const delay = at(attempt);
    if (delay === undefined) return undefined;
    if (delay > ms) return { retry: attempt + 1, ms: delay, text: durationText(delay) };
  }
  return undefined;
}

/** What is waited in the long run, when every branch waits the same and the waits stop growing. */
function steadyDelay(record: RetryRecord, file: FileSummary, project: Project): number | undefined {
  const [delay] = record.delays;
  if (!delay || record.delays.length !== 1) return undefined;
  const at = (attempt: number) =>
    delayAt(project.reduce(delay.value, file), UNIT_MS[unitOf(delay, file, project)], attempt);
  const steady = at(LARGE);
  return steady === at(LARGE - 1) && steady !== Infinity ? steady : undefined;
}

/** A formula runs where those run that wait for its result. */
function placeOfWork(file: FileSummary, users: readonly User[]): Retry["runsIn"] {
  const places = users.map(user => runsIn(user.file.path));
  return places.length > 0 && !places.includes("service") ? places[0]! : runsIn(file.path);
}

function runsIn(path: string): Retry["runsIn"] {
  if (VENDORED_PATH.test(path)) return "vendored";
  if (PAGE_PATH.test(path)) return "page";
  return OPERATOR_PATH.test(path) ? "command" : "service";
}

function takesFormula(value: Symbolic, file: FileSummary, project: Project): boolean {
  return appliedFunctions(value, file, project).some(target =>
    (target.file.concepts["Retry"] as RetryRecord[] | undefined)?.some(
      record => record.kind === "formula" && record.functionId === target.id,
    ),
  );
}

/** The growth comes from a function whose formula has a Retry of its own. */
function formulaElsewhere(value: Symbolic, file: FileSummary, project: Project): boolean {
  if (growthOf(rewrite(value, part => (part.kind === "apply" ? unknown() : part))).growth !== "none") return false;
  return takesFormula(value, file, project);
}
