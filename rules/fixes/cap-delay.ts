import * as l10n from "@vscode/l10n";
import type { RetryDelay } from "../concepts/retry/index.ts";
import type { Fix } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

interface Cap {
  ms: number;
  text: string;
}

/** Caps that people use: the smallest that no delay reaches keeps behaviour. */
const USUAL: readonly Cap[] = [
  { ms: 60_000, text: "1 min" },
  { ms: 300_000, text: "5 min" },
  { ms: 600_000, text: "10 min" },
  { ms: 1_800_000, text: "30 min" },
  { ms: 3_600_000, text: "1 h" },
  { ms: 21_600_000, text: "6 h" },
  { ms: 86_400_000, text: "1 d" },
];

/** For delays that would be cut short: Celery's own maximum. */
const DEFAULT: Cap = { ms: 600_000, text: "10 min" };

/**
 * Holds a delay below a cap, in its own unit: by the library's option, or by a minimum around the expression. Safe when
 * every delay that can happen stays below the cap.
 */
export function capDelay(delay: RetryDelay, maxDelayMs: number, language: LanguageId, text: string): Fix[] {
  const longest = delay.longestMs;
  const unchanged = longest === undefined ? undefined : USUAL.find(cap => cap.ms >= longest && cap.ms <= maxDelayMs);
  const cap = unchanged ?? (maxDelayMs < DEFAULT.ms ? { ms: maxDelayMs, text: `${maxDelayMs} ms` } : DEFAULT);
  const kind = unchanged === undefined ? "suggestion" : "safe";
  const title = l10n.t("Cap the delay at {0}", cap.text);
  const { option, place, update } = delay;
  const limit = amount(cap.ms, delay);
  if (option) {
    const given = option.keyword ? `${option.name}=${limit}` : `${option.name}: ${limit}`;
    const edit = { start: option.at, end: option.at, text: option.before + given + option.after };
    return [{ title: l10n.t("Cap the delay at {0} with `{1}`", cap.text, option.name), kind, edits: [edit] }];
  }
  if (!delay.cappable) return [];
  const minimum = language === "python" ? "min" : "Math.min";
  if (update) {
    const statement = `${update.target} = ${minimum}(${update.value}, ${limit})`;
    return [{ title, kind, edits: [{ start: place.start, end: place.end, text: statement }] }];
  }
  // A comment inside would have to move.
  if (/#|\/\/ |\/\*/u.test(text.slice(place.start, place.end))) return [];
  const edits = [
    { start: place.start, end: place.start, text: `${minimum}(` },
    { start: place.end, end: place.end, text: `, ${limit})` },
  ];
  return [{ title, kind, edits }];
}

function amount(ms: number, delay: RetryDelay): string {
  const value = ms / delay.unitMs;
  return delay.unit === "ms"
    ? String(value).replace(/\B(?=(\d{3}){1,9}$)/gu, "_")
    : String(Math.round(value * 1000) / 1000);
}
