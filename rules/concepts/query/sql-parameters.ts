/** Gives every spelling of a parameter in SQL text its number, so that one parser reads all of them. */
import type { Expression } from "../../ir/nodes.ts";

export interface SqlSource {
  /** The statement with `$1`, `$2` … for its values, and `hole_7` where a table's name is put in. */
  text: string;
  /** The expression behind each number; some may be out of sight. */
  values: ReadonlyMap<number, Expression>;
}

export interface Given {
  /** Values by position. */
  items: readonly Expression[];
  named: readonly (readonly [string, Expression])[];
  keywords: readonly (readonly [string, Expression])[];
}

/** Where interpolated values, positional marks and names begin to count. */
const HOLES = 1000;
const MARKS = 4000;
const NAMES = 8000;

export function numbered(parts: readonly string[], holes: readonly Expression[], given: Given): SqlSource {
  const values = new Map<number, Expression>();
  holes.forEach((hole, i) => values.set(HOLES + i, hole));
  given.items.forEach((item, i) => values.set(i + 1, item));
  const joined = parts.map((part, i) => (i === 0 ? part : `$${HOLES + i - 1}${part}`)).join("");
  const text = withMarks(withNames(joined, given, values), given, values)
    .replace(/\b(from|join|into|update|table)\s+(?:only\s+)?\$(\d+)(?!\d)/giu, "$1 hole_$2")
    .replace(/\bin\s+(\$\d+)/giu, "in ($1)");
  return { text, values };
}

/** `:id`, `%(id)s`, `@id`; a cast `::uuid` is none. */
function withNames(text: string, given: Given, values: Map<number, Expression>): string {
  const names: string[] = [];
  const known = new Map([...given.keywords, ...given.named]);
  return text.replace(/(?<![:\w]):([A-Za-z_]\w*)|%\((\w+)\)s/gu, (_, colon?: string, percent?: string) => {
    const name = colon ?? percent ?? "";
    if (!names.includes(name)) names.push(name);
    const number = NAMES + names.indexOf(name);
    const value = known.get(name);
    if (value) values.set(number, value);
    return `$${number}`;
  });
}

/** `%s` and `?`, in order. */
function withMarks(text: string, given: Given, values: Map<number, Expression>): string {
  let count = 0;
  return text.replace(/%s|\?(?<=(?:[=(,<>]\s*|\b(?:like|limit|offset|and|between|in)\s+)\?)(?![?|&-])/giu, () => {
    const value = given.items[count];
    if (value) values.set(MARKS + count, value);
    return `$${MARKS + count++}`;
  });
}
