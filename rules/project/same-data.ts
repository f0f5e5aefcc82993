/** Whether two values of plain data say the same. A property that is undefined says nothing. */
export function sameData(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right))
    return Array.isArray(left) && Array.isArray(right) && sameLists(left, right);
  return sayTheSame(left as Properties, right as Properties);
}

type Properties = Readonly<Record<string, unknown>>;

// Loops over indexes and `for … in`: most of an edit's comparing is done here, and lists of keys would be its garbage.

function sameLists(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (!sameData(left[index], right[index])) return false;
  return true;
}

function sayTheSame(left: Properties, right: Properties): boolean {
  for (const key in left) if (!sameData(left[key], right[key])) return false;
  for (const key in right) if (!(key in left) && right[key] !== undefined) return false;
  return true;
}
