import type { ConceptNode } from "../../rules/concepts/concept.ts";
import type { BuiltInRetry } from "../../rules/concepts/retry/built-in-retry.ts";
import type { Retry } from "../../rules/concepts/retry/index.ts";
import { retrySchedule, type RetrySchedule } from "../../rules/concepts/retry/schedule-table.ts";
import type { IdempotencyKey } from "../../rules/concepts/idempotency-key/index.ts";
import type { Task } from "../../rules/concepts/task/index.ts";
import { type TaskTable, taskTable } from "../../rules/concepts/task/task-table.ts";
import type { FilePlace, Finding, Place } from "../../rules/finding.ts";
import type { Span } from "../../rules/ir/nodes.ts";
import { LineIndex } from "../../rules/ir/lines.ts";
import { placeIn } from "../../rules/semantics/place.ts";
import type { Project } from "../../rules/project/project.ts";
import { conceptNoun } from "./concept-facts.ts";

export { durationText } from "../../rules/concepts/retry/duration.ts";
export type {
  DelayRange,
  RetrySchedule,
  ScheduleFact,
  ScheduleStep,
} from "../../rules/concepts/retry/schedule-table.ts";

export type { DeliveryFact, EffectFact, TaskTable } from "../../rules/concepts/task/task-table.ts";

/** A line, or a place in it; both from 1. */
export interface Point {
  line: number;
  column?: number;
}

/** What is known of a place in a file. */
export interface PlaceExplanation {
  path: string;
  /** Retries that the place is part of: their head, their delay, what limits them. */
  retries: PlacedSchedule[];
  /** Retries whose body the place lies in, the innermost first. */
  around: PlacedSchedule[];
  /** Tasks whose head the place is in: their name, or their first line when they have none. */
  tasks: PlacedTask[];
  /** What else was recognised on the line, in words: "a task". */
  concepts: string[];
  findings: Finding[];
}

export interface PlacedSchedule {
  /** The part of the retry that the place is in. */
  place: Place;
  schedule: RetrySchedule;
}

export interface PlacedTask {
  place: Place;
  task: TaskTable;
}

/** `findings` are those of the file. */
export function explainPlace(
  project: Project,
  file: { path: string; text: string; findings: readonly Finding[] },
  point: Point,
): PlaceExplanation {
  const { path } = file;
  const lines = new LineIndex(file.text);
  const concepts = project.conceptsOf(path);
  const retries = concepts.filter(isRetry);
  const placed = retries.flatMap(retry => placedIn(retry, path, point));
  return {
    path,
    retries: placed.sort((a, b) => length(a.place) - length(b.place)),
    around: placed.length > 0 ? [] : retries.flatMap(retry => aroundPoint(retry, path, point)).sort(bySize),
    tasks: concepts
      .filter(isTask)
      .flatMap(task => placedTask(task, path, { lines, point, unstable: unstableCalls(concepts) })),
    concepts: named(concepts.filter(one => lines.positionAt(one.start).line === point.line)),
    findings: file.findings.filter(finding => holds(finding, point)),
  };
}

/** Concepts that a reader knows; the others only serve them. */
const KNOWN: ReadonlySet<string> = new Set(["Task", "Query", "RateLimiter"]);

function named(concepts: readonly ConceptNode[]): string[] {
  const types = new Set(concepts.map(one => one.type).filter(type => KNOWN.has(type)));
  return [...types].map(type => conceptNoun(type)!);
}

function isRetry(concept: ConceptNode): concept is Retry | BuiltInRetry {
  return concept.type === "Retry" || concept.type === "BuiltInRetry";
}

function isTask(concept: ConceptNode): concept is Task {
  return concept.type === "Task";
}

function unstableCalls(concepts: readonly ConceptNode[]): Span[] {
  const isKey = (one: ConceptNode): one is IdempotencyKey => one.type === "IdempotencyKey";
  return concepts.filter(isKey).flatMap(key => (key.unstable ? [key.callSpan] : []));
}

function placedTask(
  task: Task,
  path: string,
  { lines, point, unstable }: { lines: LineIndex; point: Point; unstable: Span[] },
): PlacedTask[] {
  const place = headsOf(task, path, lines).find(head => holds(head, point));
  const table = place && taskTable(task, path, unstable);
  return table ? [{ place, task: table }] : [];
}

/** The name; of a function without one its first line, and the line of the call that it is given to. */
function headsOf({ name, nameSpan, start, deliveries }: Task, path: string, lines: LineIndex): Place[] {
  if (nameSpan.end - nameSpan.start === name.length) return [placeIn(lines, nameSpan)];
  const given = deliveries.flatMap(({ reasons }) => reasons.flatMap(({ at }) => (at.path === path ? [at.line] : [])));
  return [lines.positionAt(start).line, ...given].map(line => wholeLine(line, lines));
}

function wholeLine(line: number, lines: LineIndex): Place {
  const start = lines.offsetAt({ line, column: 0 });
  const end = lines.offsetAt({ line, column: Number.MAX_SAFE_INTEGER });
  const last = line < lines.starts.length ? end - 1 : end;
  return placeIn(lines, { start, end: Math.max(start, last) });
}

/** The delay under the point, or the retry as a whole for its head and its limit. */
function placedIn(retry: Retry | BuiltInRetry, path: string, point: Point): PlacedSchedule[] {
  const delay = retry.delays.find(one => isHere(one.place, path, point));
  if (delay) return [{ place: delay.place, schedule: retrySchedule(retry, delay) }];
  const bound = retry.attempts.is === "absent" ? undefined : retry.attempts.bound;
  const place = [bound?.place, retry.deadline?.place, retry.at].find(one => one && isHere(one, path, point));
  return place ? [{ place, schedule: retrySchedule(retry) }] : [];
}

function aroundPoint(retry: Retry | BuiltInRetry, path: string, point: Point): PlacedSchedule[] {
  const place = retry.body?.place;
  return place && isHere(place, path, point) ? [{ place, schedule: retrySchedule(retry) }] : [];
}

function isHere(place: FilePlace, path: string, point: Point): boolean {
  return place.path === path && holds(place, point);
}

function holds(place: Place, { line, column }: Point): boolean {
  if (line < place.line || line > place.endLine) return false;
  if (column === undefined) return true;
  return (line > place.line || column >= place.column) && (line < place.endLine || column <= place.endColumn);
}

const length = ({ start, end }: Span): number => end - start;
const bySize = (a: PlacedSchedule, b: PlacedSchedule): number => length(a.place) - length(b.place);
