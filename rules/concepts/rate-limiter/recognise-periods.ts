/** Periods of rate limiting bindings in the configuration of a platform. */
import { LineIndex } from "../../ir/lines.ts";
import { PLATFORM_PERIODS } from "../../libraries/limit-strings.ts";
import type { FileSummary } from "../../project/summary.ts";
import { placeIn } from "../../semantics/place.ts";
import type { LimitPeriodRecord } from "./limit-record.ts";

const PERIOD = /\bperiod"?[ \t]*[=:][ \t]*(\d+)/gu;

/** `simple = { limit = 100, period = 30 }` and `"simple": { "limit": 100, "period": 30 }`; only such bindings have periods. */
export function periodsIn(file: FileSummary, text: string): LimitPeriodRecord[] {
  if (!PLATFORM_PERIODS.files.test(file.path) || !PLATFORM_PERIODS.binding.test(text)) return [];
  const lines = new LineIndex(text);
  return [...text.matchAll(PERIOD)].flatMap(match => {
    const seconds = Number(match[1]);
    const end = match.index + match[0].length;
    const line = text.slice(text.lastIndexOf("\n", match.index) + 1, match.index);
    if ((PLATFORM_PERIODS.seconds as readonly number[]).includes(seconds) || /^\s*(?:#|\/\/)/u.test(line)) return [];
    const literal = placeIn(lines, { start: end - match[1]!.length, end });
    return [{ form: "period", start: match.index, end, seconds, literal }];
  });
}
