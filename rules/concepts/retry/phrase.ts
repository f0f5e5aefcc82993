/** Retries in words, for the messages of rules. */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import { durationText } from "./duration.ts";
import type { Attempts, DelayWords, Retry, RetryDelay, RetryWords } from "./retry.ts";

const SHOWN = 4;

type Computed = Omit<RetryDelay, "words" | "story">;

export function wordsOf(delay: Computed, attempts: Attempts): DelayWords {
  return {
    name: delay.implicit ? l10n.t("delay of `{0}`", delay.text) : l10n.t("delay `{0}`", delay.text),
    growth: growthText(delay),
    schedule: scheduleText(delay),
    bound: boundText(attempts),
    longest: delay.longestMs === undefined ? "" : durationText(delay.longestMs),
  };
}

function growthText(delay: Computed): string {
  if (delay.growth === "linear") return l10n.t("grows with every retry");
  if (delay.growth === "growing") return l10n.t("grows faster than linearly with every retry");
  if (delay.factor === undefined || delay.factor <= 1) return l10n.t("grows exponentially with the retries");
  if (delay.factor === 2) return l10n.t("doubles with every retry");
  return delay.factor === 3
    ? l10n.t("triples with every retry")
    : l10n.t("grows {0}-fold with every retry", Math.round(delay.factor * 100) / 100);
}

function scheduleText(delay: Computed): string {
  const delays = delay.schedule.map(durationText);
  const isWhole = delay.longestMs === undefined || delays.length <= SHOWN;
  const shown = isWhole
    ? delays.slice(0, SHOWN).join(", ")
    : `${delays.slice(0, SHOWN - 1).join(", ")} … ${durationText(delay.longestMs!)}`;
  return delay.jitter ? l10n.t("at most {0}", shown) : shown;
}

function boundText(attempts: Attempts): string {
  if (attempts.is === "absent") return l10n.t("nothing");
  if (!attempts.bound) return l10n.t("an unknown limit");
  return attempts.bound.worded ? attempts.bound.text : `\`${attempts.bound.text}\``;
}

/** Where the limit comes from, and who uses a formula. */
export function storyOf(retry: Pick<Retry, "attempts" | "users">, delay: Computed): Related[] {
  const story: Related[] = [];
  const bound = retry.attempts.is === "absent" ? undefined : retry.attempts.bound;
  if (bound) {
    const words = bound.deadline
      ? l10n.t("{0} is the deadline", boundText(retry.attempts))
      : limitText(boundText(retry.attempts), retry.attempts);
    story.push({ ...bound.place, message: bound.source === undefined ? `${words}.` : `${words} (${bound.source}).` });
  }
  for (const user of retry.users)
    if (user.path !== delay.place.path || user.start !== delay.place.start)
      story.push({ ...user, message: l10n.t("This retry waits for the result.") });
  return story;
}

function limitText(bound: string, attempts: Attempts): string {
  if (attempts.is !== "known") return l10n.t("{0} limits the retries", bound);
  return attempts.retries === 1
    ? l10n.t("{0} ends after {1} retry", bound, attempts.retries)
    : l10n.t("{0} ends after {1} retries", bound, attempts.retries);
}

type Told = Pick<Retry, "name" | "kind" | "functionId" | "body" | "attempts" | "at">;

/** Retries in words: what is tried, how often in the long run, how often at all. */
export function retryWords(retry: Told, steady: number | undefined): RetryWords {
  const decorated = retry.kind !== "loop" && retry.kind !== "poll" && retry.body?.functionId === retry.functionId;
  const own = decorated ? retry.functionId.split(".").at(-1) : undefined;
  const calls = callsOf(retry);
  return {
    subject: own === undefined || own === "" || own.startsWith("@") ? retry.name : `\`${own}\``,
    pace: steady === undefined || steady <= 0 ? "" : l10n.t("every {0}", durationText(steady)),
    attempts: calls === undefined ? l10n.t("all attempts") : l10n.t("all {0} attempts", calls),
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
