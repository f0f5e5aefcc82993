import type { RetryDelay } from "../concepts/retry/index.ts";
import { durationText } from "../concepts/retry/duration.ts";
import { type Unit, UNIT_MS } from "../concepts/retry/record.ts";
import type { Fix } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

/** Caps that people use: the smallest that no delay reaches keeps behaviour. */
const USUAL_MS = [60_000, 300_000, 600_000, 1_800_000, 3_600_000, 21_600_000, 86_400_000];

/**
 * Holds a delay below a cap, in its own unit: by the library's option, or by a minimum around the expression. Safe when
 * every delay that can happen stays below the cap.
 */
export function capDelay(delay: RetryDelay, maxDelayMs: number, language: LanguageId, text: string): Fix[] {
  const unchanged = delay.longestMs === undefined ? undefined : USUAL_MS.find(ms => ms >= delay.longestMs! && ms <= maxDelayMs);
  const capMs = unchanged ?? Math.min(maxDelayMs, 600_000);
  const kind = unchanged === undefined ? "suggestion" : "safe";
  const title = `Cap the delay at ${durationText(capMs)}`;
  const { option, place, update } = delay;
  if (option) {
    const cap = amount(capMs, option.unit);
    const given = option.keyword ? `${option.name}=${cap}` : `${option.name}: ${cap}`;
    return [{ title: `${title} with \`${option.name}\``, kind, edits: [{ start: option.at, end: option.at, text: option.before + given + option.after }] }];
  }
  if (!delay.cappable) return [];
  const minimum = language === "python" ? "min" : "Math.min";
  const cap = amount(capMs, delay.unit);
  if (update) return [{ title, kind, edits: [{ start: place.start, end: place.end, text: `${update.target} = ${minimum}(${update.value}, ${cap})` }] }];
  const expression = text.slice(place.start, place.end);
  // A comment inside would have to move.
  if (/#|\/\/|\/\*/u.test(expression)) return [];
  return [{ title, kind, edits: [{ start: place.start, end: place.start, text: `${minimum}(` }, { start: place.end, end: place.end, text: `, ${cap})` }] }];
}

function amount(ms: number, unit: Unit): string {
  const value = ms / UNIT_MS[unit];
  return unit === "ms" ? String(value).replace(/\B(?=(\d{3})+$)/gu, "_") : String(Math.round(value * 1000) / 1000);
}
