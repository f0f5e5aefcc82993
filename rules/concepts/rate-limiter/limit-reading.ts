/** A limit's text as a library reads it: what it takes it for, and how it would be written right. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { LimitGrammar } from "../../libraries/limit-strings.ts";

export type Reading =
  | { kind: "valid" }
  /** Nothing is limited. */
  | { kind: "unlimited"; corrected?: string }
  | { kind: "raises"; error: string; corrected?: string }
  /** Another period than the one that is written. */
  | { kind: "otherPeriod"; meaning: string; corrected?: string };

const UNITS: readonly (readonly [RegExp, string, number])[] = [
  [/^(?:s|secs?|seconds?)$/u, "second", 1],
  [/^(?:m|mins?|minutes?|minuts?)$/u, "minute", 1],
  [/^(?:h|hrs?|hours?)$/u, "hour", 1],
  [/^(?:d|days?)$/u, "day", 1],
  [/^(?:w|wk|weeks?)$/u, "day", 7],
  [/^(?:mo|mon|months?)$/u, "month", 1],
  [/^(?:y|yrs?|years?)$/u, "year", 1],
];
const DAYS: Readonly<Record<string, number>> = { month: 30, year: 365 };

/** `amount / multiple unit` of the first limit in a text. */
const PARTS = /^\s*(\d+)\s*(?:requests?|req|calls?|times?)?\s*(\/|per|in|every)?\s*(\d*)\s*([a-z]*)/iu;

export function readLimit(text: string, grammar: LimitGrammar): Reading {
  if (grammar.indirect?.test(text)) return { kind: "valid" };
  const parts = PARTS.exec(text);
  if (!reads(grammar, text)) {
    const corrected = correct(parts, grammar);
    const fix = corrected === undefined || !reads(grammar, corrected) ? {} : { corrected };
    return grammar.otherwise === "unlimited"
      ? { kind: "unlimited", ...fix }
      : { kind: "raises", error: worded(grammar.otherwise.raises), ...fix };
  }
  if (!grammar.letter || !parts) return { kind: "valid" };
  const unit = parts[4]!.toLowerCase();
  const read = grammar.periods[unit[0] ?? ""] ?? grammar.fallback;
  const meant = UNITS.find(([pattern]) => pattern.test(unit));
  if (!read || unit.length < 2 || !meant || (meant[1] === read && meant[2] === 1)) return { kind: "valid" };
  const corrected = correct(parts, grammar);
  const count = parts[3] === "" ? undefined : parts[3];
  return {
    kind: "otherPeriod",
    meaning: meaningOf(parts[1]!, count, read),
    ...(corrected === undefined ? {} : { corrected }),
  };
}

/** "5 per minute", "100 per 2 hours". */
function meaningOf(amount: string, count: string | undefined, period: string): string {
  switch (period) {
    case "second":
      return count === undefined ? l10n.t("{0} per second", amount) : l10n.t("{0} per {1} seconds", amount, count);
    case "minute":
      return count === undefined ? l10n.t("{0} per minute", amount) : l10n.t("{0} per {1} minutes", amount, count);
    case "hour":
      return count === undefined ? l10n.t("{0} per hour", amount) : l10n.t("{0} per {1} hours", amount, count);
    default:
      return count === undefined ? l10n.t("{0} per day", amount) : l10n.t("{0} per {1} days", amount, count);
  }
}

/** Whether the library's own expression matches. */
function reads(grammar: LimitGrammar, text: string): boolean {
  if (!grammar.separators) return grammar.valid.test(text);
  return text.split(grammar.separators).every(part => grammar.valid.test(part.trim().replace(/\s+/gu, " ")));
}

/** `10 s` and the like: a period without an amount. */
export function readWindow(text: string, grammar: LimitGrammar): Reading {
  if (reads(grammar, text) || grammar.otherwise === "unlimited") return { kind: "valid" };
  const parts = /^\s*(\d+)\s*([a-z]+)\s*$/iu.exec(text);
  const unit = parts && UNITS.find(([pattern]) => pattern.test(parts[2]!.toLowerCase()));
  const spelled = unit && grammar.spelling[unit[1]];
  return {
    kind: "raises",
    error: worded(grammar.otherwise.raises),
    ...(spelled ? { corrected: `${Number(parts[1]) * unit[2]} ${spelled}` } : {}),
  };
}

/** The same limit in the library's own words; a period that it does not know as days. */
function correct(parts: RegExpExecArray | null, grammar: LimitGrammar): string | undefined {
  const unit = parts && UNITS.find(([pattern]) => pattern.test(parts[4]!.toLowerCase()));
  if (!parts || !unit) return undefined;
  const [, name, factor] = unit;
  const times = Number(parts[3] === "" ? 1 : parts[3]) * factor;
  const own = grammar.spelling[name];
  const days = own === undefined ? DAYS[name] : 1;
  const spelled = own ?? grammar.spelling["day"];
  const multiple = times * (days ?? 0);
  if (spelled === undefined || multiple === 0) return undefined;
  if (multiple !== 1 && !reads(grammar, `1/${multiple}${spelled}`)) return undefined;
  const separator = parts[2] === "per" && reads(grammar, `1 per ${spelled}`) ? " per " : "/";
  if (multiple === 1) return `${parts[1]}${separator}${spelled}`;
  return `${parts[1]}${separator}${multiple}${spelled.length > 1 ? ` ${spelled}s` : spelled}`;
}
