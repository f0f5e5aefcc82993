/** Retries in words, for the messages of rules. */
import type { Related } from "../../finding.ts";
import { durationText } from "./duration.ts";
import type { Attempts, DelayWords, Retry, RetryDelay, RetryWords } from "./retry.ts";

const SHOWN = 4;

type Computed = Omit<RetryDelay, "words" | "story">;

export function wordsOf(delay: Computed, attempts: Attempts): DelayWords {
  return {
    name: delay.implicit ? `delay of \`${delay.text}\`` : `delay \`${delay.text}\``,
    growth: growthText(delay),
    schedule: scheduleText(delay),
    bound: boundText(attempts),
    longest: delay.longestMs === undefined ? "" : durationText(delay.longestMs),
  };
}

function growthText(delay: Computed): string {
  if (delay.growth === "linear") return "grows with every retry";
  if (delay.growth === "growing") return "grows faster than linearly with every retry";
  if (delay.factor === undefined || delay.factor <= 1) return "grows exponentially with the retries";
  if (delay.factor === 2) return "doubles with every retry";
  return delay.factor === 3
    ? "triples with every retry"
    : `grows ${Math.round(delay.factor * 100) / 100}-fold with every retry`;
}

function scheduleText(delay: Computed): string {
  const delays = delay.schedule.map(durationText);
  const most = delay.jitter ? "at most " : "";
  if (delay.longestMs === undefined || delays.length <= SHOWN) return most + delays.slice(0, SHOWN).join(", ");
  return `${most}${delays.slice(0, SHOWN - 1).join(", ")} … ${durationText(delay.longestMs)}`;
}

function boundText(attempts: Attempts): string {
  if (attempts.is === "absent") return "nothing";
  if (!attempts.bound) return "an unknown limit";
  return /^(the|Celery's) /u.test(attempts.bound.text) ? attempts.bound.text : `\`${attempts.bound.text}\``;
}

/** Where the limit comes from, and who uses a formula. */
export function storyOf(retry: Pick<Retry, "attempts" | "users">, delay: Computed): Related[] {
  const story: Related[] = [];
  const bound = retry.attempts.is === "absent" ? undefined : retry.attempts.bound;
  if (bound) {
    const what =
      retry.attempts.is === "known"
        ? `ends after ${retry.attempts.retries} ${retry.attempts.retries === 1 ? "retry" : "retries"}`
        : "limits the retries";
    const words = bound.deadline
      ? `${boundText(retry.attempts)} is the deadline`
      : `${boundText(retry.attempts)} ${what}`;
    story.push({ ...bound.place, message: bound.source === undefined ? `${words}.` : `${words} (${bound.source}).` });
  }
  for (const user of retry.users)
    if (user.path !== delay.place.path || user.start !== delay.place.start)
      story.push({ ...user, message: "This retry waits for the result." });
  return story;
}

type Told = Pick<Retry, "name" | "kind" | "functionId" | "body" | "attempts" | "at">;

/** Retries in words: what is tried, how often in the long run, how often at all. */
export function retryWords(retry: Told, steady: number | undefined): RetryWords {
  const decorated = retry.kind !== "loop" && retry.kind !== "poll" && retry.body?.functionId === retry.functionId;
  const own = decorated ? retry.functionId.split(".").at(-1) : undefined;
  const calls = callsOf(retry);
  return {
    subject: own === undefined || own === "" || own.startsWith("@") ? retry.name : `\`${own}\``,
    pace: steady === undefined || steady <= 0 ? "" : `every ${durationText(steady)}`,
    attempts: calls === undefined ? "all attempts" : `all ${calls} attempts`,
  };
}

/** How often it is tried at most, the first time included. */
export function callsOf(retry: Pick<Told, "kind" | "at" | "attempts">): number | undefined {
  return retry.attempts.is === "known" ? retry.attempts.retries + (isTurns(retry) ? 0 : 1) : undefined;
}

/** A limit in a loop's head counts turns, which are attempts; any other counts the retries after the first one. */
export function isTurns({ kind, at, attempts }: Pick<Told, "kind" | "at" | "attempts">): boolean {
  const place = attempts.is === "known" ? attempts.bound.place : undefined;
  return (kind === "loop" || kind === "poll") && place !== undefined && place.start >= at.start && place.end <= at.end;
}
