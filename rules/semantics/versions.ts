/**
 * Versions and requirements of packages as ranges: what a lock file, `^16.2.0`, `>=5.3,<6` or `~=2.102` leaves possible.
 * Invariant: what cannot be read may be any version.
 */

/** From inclusive, below exclusive; open where absent. */
export interface VersionRange {
  from?: string;
  below?: string;
}

/** Whether a version lies in a range; undefined when the requirement leaves it open. */
export function isWithinVersions(version: string | undefined, range: VersionRange): boolean | undefined {
  const possible = version === undefined ? undefined : possibleVersions(version);
  if (!possible) return undefined;
  const from = range.from === undefined ? [] : numbersOf(range.from);
  const below = range.below === undefined ? undefined : numbersOf(range.below);
  if (below && compare(possible.from, below) >= 0) return false;
  if (possible.below && compare(possible.below, from) <= 0) return false;
  const startsInside = compare(possible.from, from) >= 0;
  const endsInside = below === undefined || (possible.below !== undefined && compare(possible.below, below) <= 0);
  return startsInside && endsInside ? true : undefined;
}

/**
 * What holds in a version: `value`, or what the first range that it lies in says. When the version leaves it open, the least
 * of what is possible, as the weaker claim.
 */
export function leastInVersion(
  value: number,
  others: readonly { when: VersionRange; value: number }[],
  version: string | undefined,
): { value: number; exact: boolean } {
  const possible: number[] = [];
  for (const other of others) {
    const is = isWithinVersions(version, other.when);
    if (is === true) return { value: other.value, exact: true };
    if (is === undefined) possible.push(other.value);
  }
  return { value: Math.min(value, ...possible), exact: possible.length === 0 };
}

/** Whether a version fits a requirement, as far as the requirement can be read. */
export function admitsVersion(requirement: string, version: string): boolean {
  const possible = possibleVersions(requirement);
  if (!possible) return true;
  const numbers = numbersOf(version);
  return compare(numbers, possible.from) >= 0 && (possible.below === undefined || compare(numbers, possible.below) < 0);
}

interface Possible {
  from: number[];
  below?: number[];
}

function possibleVersions(requirement: string): Possible | undefined {
  const alternatives = requirement
    .replace(/^(?:workspace|npm):(?:@?[^@]*@)?/u, "")
    .split("||")
    .map(alternativeOf);
  if (alternatives.some(one => one === undefined)) return undefined;
  const all = alternatives as Possible[];
  const from = all.map(one => one.from).reduce((least, one) => (compare(one, least) < 0 ? one : least));
  if (all.some(one => one.below === undefined)) return { from };
  return { from, below: all.map(one => one.below!).reduce((most, one) => (compare(one, most) > 0 ? one : most)) };
}

/** `>=1.2,<2`: all of the comparisons together; undefined when none says anything. */
function alternativeOf(text: string): Possible | undefined {
  const range = /^\s*v?(\d[\w.+-]*)\s+-\s+v?(\d[\w.]*)\s*$/u.exec(text);
  if (range) return { from: numbersOf(range[1]!), below: next(numbersOf(range[2]!), 3) };
  const comparisons = [
    ...text.matchAll(/(===?|>=|<=|~=|!=|>|<|\^|~>?|=)?(?<!\s)\s*v?(\d+(?:\.(?:\d+|[xX*]))*)[\w.+-]*/gu),
  ];
  if (comparisons.length === 0) return undefined;
  let possible: Possible = { from: [] };
  for (const [, operator = "", version] of comparisons) possible = intersection(possible, ofOne(operator, version!));
  return possible;
}

function ofOne(operator: string, version: string): Possible {
  const from = numbersOf(version);
  switch (operator) {
    case "^":
      return {
        from,
        below: next(
          from,
          Math.max(
            from.findIndex(part => part > 0),
            0,
          ) + 1,
        ),
      };
    case "~":
    case "~>":
      return { from, below: next(from, Math.min(from.length, 2)) };
    case "~=":
      return { from, below: next(from, Math.max(from.length - 1, 1)) };
    case ">=":
      return { from };
    case ">":
      return { from: after(from) };
    case "<":
      return { from: [], below: from };
    case "<=":
      return { from: [], below: after(from) };
    case "!=":
      return { from: [] };
    default:
      // `5`, `5.3`, `5.x` and `==5.3.*` are all versions that begin so.
      return { from, below: from.length < 3 || /[xX*]/u.test(version) ? next(from, from.length) : after(from) };
  }
}

function intersection(left: Possible, right: Possible): Possible {
  const from = compare(left.from, right.from) >= 0 ? left.from : right.from;
  const ends = [left.below, right.below].filter(one => one !== undefined);
  return ends.length === 0 ? { from } : { from, below: ends.reduce((a, b) => (compare(a, b) <= 0 ? a : b)) };
}

function numbersOf(version: string): number[] {
  return (/^\d+(?:\.\d+)*/u.exec(version)?.[0] ?? "").split(".").map(Number);
}

/** The first version that does not begin with the same `length` numbers. */
function next(version: number[], length: number): number[] {
  const kept = version.slice(0, length);
  return [...kept.slice(0, -1), (kept.at(-1) ?? 0) + 1];
}

/** The least version above one. */
function after(version: number[]): number[] {
  return [...version, 0, 0, 0, 1];
}

function compare(left: number[], right: number[]): number {
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
