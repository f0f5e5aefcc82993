/**
 * A retry as a timetable: when each attempt happens, how long all of them take, what comes after, and where each number is
 * from. Plain data. Invariant: a number that is not known is left out, never guessed.
 */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace } from "../../finding.ts";
import { isTurns } from "./phrase.ts";
import type { Bound, Retry, RetryDelay } from "./retry.ts";

export interface RetrySchedule {
  /** What is repeated: "`push_lead`". */
  name: string;
  /** A formula is no retry: it computes the delays of those that use it. */
  isFormula: boolean;
  attempts: ScheduledAttempts;
  /** The attempts after the first: the earliest and, after a gap, the last. Empty when their delays are not known. */
  steps: ScheduleStep[];
  /** All waits together, when all are known and end. */
  total?: DelayRange;
  /** Waited after the last attempt, with nothing that follows. */
  idle?: DelayRange;
  /** Chance makes the waits of two workers differ. */
  jitter: boolean;
  /** What becomes of the work when the last attempt failed: a clause. */
  afterLast?: string;
  /** What is tried again: "429, 5xx and network errors". */
  on?: string;
  /** Package and version that the project has, or asks for, when a number is the package's default. */
  installed?: string;
  /** Where the numbers come from, the attempts' first. */
  facts: ScheduleFact[];
}

/** `count` includes the first call; "at most" when a deadline may end them earlier. */
export type ScheduledAttempts =
  | { is: "known"; count: number; atMost: boolean }
  /** Only a deadline ends them. */
  | { is: "until"; ms: number }
  | { is: "endless"; why: string }
  | { is: "unknown" };

export interface ScheduleStep {
  /** Number of the call; the first retry is 2. */
  attempt: number;
  wait: DelayRange;
  /** From the first failure on. */
  since: DelayRange;
}

/** Jitter makes the two differ. */
export interface DelayRange {
  lowMs: number;
  highMs: number;
}

export interface ScheduleFact {
  of: "attempts" | "deadline" | "delay";
  /** As written: "max_retries=12", "60 * 2 ** n"; or in words: "the default of 10 retries of p-retry". */
  text: string;
  isCode: boolean;
  place: FilePlace;
  /** Package, version and file that a default comes from. */
  source?: string;
}

/** Attempts after the first that are shown before the gap, and after it. */
const SHOWN = { first: 5, last: 1 };
/** No sum is made of more attempts. */
const MOST_SUMMED = 2_000;

/** A retry, written or built into a client. */
type Timed = Omit<Retry, "type">;

/** The timetable of one way to wait, of the longest one when none is given. */
export function retrySchedule(retry: Timed, delay: RetryDelay | undefined = longest(retry)): RetrySchedule {
  const count = retriesOf(retry);
  const deadline = retry.deadline?.deadlineMs;
  const waits = waitsOf(retry, delay, count ?? (deadline === undefined ? SHOWN.first : MOST_SUMMED));
  // A loop that ends by its head waits once more before it ends.
  const turns = isTurns(retry) && waits.length > 0;
  const idle = turns && waits.length === count ? waits.at(-1) : undefined;
  const retries = turns && count !== undefined ? Math.max(0, count - 1) : count;
  const followed = idle ? waits.slice(0, -1) : waits;
  const steps = within(stepsOf(followed), deadline);
  const isCut = steps.length < followed.length;
  const isKnown = isCut || (retries !== undefined && followed.length === retries);
  const facts = factsOf(retry, delay);
  return {
    name: retry.words.subject,
    isFormula: retry.kind === "formula",
    attempts: attemptsOf(retry, retries, isCut ? steps.length : undefined),
    steps: isKnown ? shown(steps) : steps.slice(0, SHOWN.first),
    ...(isKnown ? { total: totalOf(steps, deadline) } : {}),
    ...(idle && idle.highMs > 0 && !isCut ? { idle } : {}),
    jitter: retry.jitter === "known",
    ...(retry.library?.afterLast === undefined ? {} : { afterLast: worded(retry.library.afterLast) }),
    ...(retry.library?.on === undefined ? {} : { on: worded(retry.library.on) }),
    ...installedOf(retry, facts),
    facts,
  };
}

function retriesOf({ attempts }: Timed): number | undefined {
  return attempts.is === "known" ? attempts.retries : undefined;
}

function longest(retry: Timed): RetryDelay | undefined {
  const last = (retriesOf(retry) ?? SHOWN.first) - 1;
  return retry.delays.reduce<RetryDelay | undefined>((most, one) => {
    if (!most) return one;
    return (one.range(last)?.highMs ?? -1) > (most.range(last)?.highMs ?? -1) ? one : most;
  }, undefined);
}

function waitsOf(retry: Timed, delay: RetryDelay | undefined, count: number): DelayRange[] {
  const length = Math.min(count, MOST_SUMMED);
  if (!delay) return retry.waits === "none" ? Array.from({ length }, () => ({ lowMs: 0, highMs: 0 })) : [];
  const waits: DelayRange[] = [];
  for (let index = 0; index < length; index++) {
    const wait = delay.range(index);
    if (!wait || !Number.isFinite(wait.highMs)) return [];
    waits.push(wait);
  }
  return waits;
}

function stepsOf(waits: readonly DelayRange[]): ScheduleStep[] {
  const since = { lowMs: 0, highMs: 0 };
  return waits.map((wait, index) => {
    since.lowMs += wait.lowMs;
    since.highMs += wait.highMs;
    return { attempt: index + 2, wait, since: { ...since } };
  });
}

/** A deadline is looked at when an attempt has failed: the wait that begins before it is waited to its end. */
function within(steps: ScheduleStep[], deadline: number | undefined): ScheduleStep[] {
  return deadline === undefined
    ? steps
    : steps.filter((_, index) => index === 0 || steps[index - 1]!.since.lowMs < deadline);
}

/** `fitting` are the retries that begin before a deadline, when it keeps others from happening. */
function attemptsOf(retry: Timed, count: number | undefined, fitting: number | undefined): ScheduledAttempts {
  if (fitting !== undefined) return { is: "known", count: fitting + 1, atMost: true };
  if (count !== undefined) return { is: "known", count: count + 1, atMost: retry.deadline !== undefined };
  if (retry.attempts.is === "absent") return { is: "endless", why: retry.attempts.why };
  const ms = retry.deadline?.deadlineMs;
  return ms === undefined ? { is: "unknown" } : { is: "until", ms };
}

/** A deadline that is longer than the waits leaves them as they are. */
function totalOf(steps: ScheduleStep[], deadline: number | undefined): DelayRange {
  const { lowMs, highMs } = steps.at(-1)?.since ?? { lowMs: 0, highMs: 0 };
  return deadline === undefined || highMs <= deadline ? { lowMs, highMs } : { lowMs, highMs: deadline };
}

function shown(steps: ScheduleStep[]): ScheduleStep[] {
  return steps.length <= SHOWN.first + SHOWN.last + 1
    ? steps
    : [...steps.slice(0, SHOWN.first), ...steps.slice(-SHOWN.last)];
}

function factsOf(retry: Timed, delay: RetryDelay | undefined): ScheduleFact[] {
  const bound = retry.attempts.is === "absent" ? undefined : retry.attempts.bound;
  const facts: ScheduleFact[] = bound ? [boundFact(bound)] : [];
  const { deadline } = retry;
  if (deadline && deadline.text !== bound?.text) facts.push(boundFact(deadline));
  const isTriedOnce = retry.attempts.is === "known" && retry.attempts.retries === 0;
  if (!delay || isTriedOnce) return facts;
  const byLibrary = delay.implicit && retry.name.includes(delay.text) ? retry.library : undefined;
  return [
    ...facts,
    {
      of: "delay",
      text: byLibrary ? l10n.t("as {0} computes it", byLibrary.name) : delay.text,
      isCode: !byLibrary,
      place: delay.place,
      ...(facts.some(fact => fact.source === sourceOf(delay.source).source) ? {} : sourceOf(delay.source)),
    },
  ];
}

function installedOf({ library }: Timed, facts: ScheduleFact[]): { installed?: string } {
  const isDefault = facts.some(fact => fact.source !== undefined);
  return isDefault && library?.version !== undefined ? { installed: `${library.name} ${library.version}` } : {};
}

/** The published file that a fact comes from, without what our own notes add. */
function sourceOf(source: string | undefined): { source?: string } {
  const published = source?.replace(/[;,]? ?DOMAIN\b.*$/u, "");
  return published === undefined || published === "" ? {} : { source: published };
}

function boundFact(bound: Bound): ScheduleFact {
  return {
    of: bound.deadline ? "deadline" : "attempts",
    text: bound.text,
    isCode: !bound.worded,
    place: bound.place,
    ...sourceOf(bound.source),
  };
}
