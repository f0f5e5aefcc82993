/** How long it is from one tick to the next, as schedules are written. */
import type { Call, Expression } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { symbolicOf } from "../../semantics/expressions.ts";
import { constantOf } from "../../semantics/symbolic.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: Record<string, number> = { seconds: 1_000, minutes: MINUTE, hours: HOUR, days: DAY, weeks: 7 * DAY };
const NAMED: Record<string, number> = {
  "@hourly": HOUR,
  "@daily": DAY,
  "@midnight": DAY,
  "@weekly": 7 * DAY,
  "@monthly": 28 * DAY,
};

/** The shortest time between two ticks of a cron expression with five fields, or six with seconds first; undefined when it is none. */
export function cronPeriod(text: string): number | undefined {
  const plain = text.trim().replace(/^(?:CRON_)?TZ=\S+\s+/u, "");
  if (NAMED[plain] !== undefined) return NAMED[plain];
  const fields = plain.split(/\s+/u);
  if (fields.length < 5 || fields.length > 6 || !fields.every(field => /^[\d*,/\-A-Za-z?L#]+$/u.test(field)))
    return undefined;
  const [minute, hour, day, , weekday] = fields.slice(-5) as [string, string, string, string, string];
  const second = fields.length === 6 ? fields[0]! : "0";
  const gap = (field: string, unit: number, size: number) => {
    const distance = shortestGap(field, size);
    return distance === undefined ? undefined : distance * unit;
  };
  return gap(second, 1_000, 60) ?? gap(minute, MINUTE, 60) ?? gap(hour, HOUR, 24) ?? days(day, weekday);
}

/** Several days in a row, or each of them; one day of the month, or of the week. */
function days(day: string, weekday: string): number {
  const every = (field: string) => field === "*" || field === "?";
  if (!every(day)) return /[,/-]/u.test(day) ? DAY : 28 * DAY;
  return every(weekday) || /[,/-]/u.test(weekday) ? DAY : 7 * DAY;
}

/** `*` → 1, a step → the step, a list → its closest pair; undefined for one value. */
function shortestGap(field: string, size: number): number | undefined {
  if (field === "*" || field === "?") return 1;
  const step = /\/(\d+)$/u.exec(field);
  if (step) return Math.max(1, Number(step[1]));
  if (/^\d+-\d+$/u.test(field)) return 1;
  const values = field.split(",").map(Number);
  if (values.length < 2 || values.some(value => !Number.isFinite(value))) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  return Math.min(...sorted.map((value, index) => (sorted[index + 1] ?? sorted[0]! + size) - value));
}

/** `minutes=5` of `add_job(f, "interval", minutes=5)` or `timedelta(minutes=5)`; several units add up. */
export function unitsPeriod(call: Call, model: FileModel): number | undefined {
  const parts = call.args.flatMap(argument => {
    const unit = argument.name === undefined ? undefined : UNITS[argument.name];
    const amount = unit === undefined ? undefined : fold(argument.value, model);
    return unit !== undefined && amount !== undefined ? [unit * amount] : [];
  });
  return parts.length > 0 ? parts.reduce((sum, part) => sum + part, 0) : undefined;
}

/** A schedule of Celery's beat: seconds, `timedelta(minutes=5)`, `crontab(minute="*\/5")`. */
export function beatPeriod(value: Expression, model: FileModel): number | undefined {
  const known = model.valueOf(value);
  const seconds = fold(known, model);
  if (seconds !== undefined) return seconds * 1_000;
  if (known.kind !== "call") return undefined;
  const name = known.callee.kind === "name" || known.callee.kind === "member" ? known.callee.name : "";
  if (name === "timedelta") return unitsPeriod(known, model);
  if (name !== "crontab") return undefined;
  // A field that is not given is every one.
  const field = (at: string) => {
    const given = model.keyword(known, at)?.value;
    return given === undefined ? "*" : model.source(given).replace(/^["']|["']$/gu, "");
  };
  return cronPeriod(
    [field("minute"), field("hour"), field("day_of_month"), field("month_of_year"), field("day_of_week")].join(" "),
  );
}

/** A number that is written, with its arithmetic. */
export function fold(expression: Expression, model: FileModel): number | undefined {
  const value = constantOf(symbolicOf(expression, model));
  return typeof value === "number" ? value : undefined;
}
