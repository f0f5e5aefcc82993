import { SHARED_COLUMN } from "../../libraries/request-shapes.ts";
import type { Predicate } from "./query.ts";

/**
 * What `a OR b` restricts: a column that every branch names holds for every row (`tenant IS NULL OR tenant = $1` too, as it
 * lets through the tenant's rows and those of nobody). The other columns hold for some rows only: for nothing, when a branch
 * beside them lets anybody's rows through.
 */
export function alternatives(branches: readonly (readonly Predicate[])[]): Predicate[] {
  const all = branches.flat();
  const columns = [...new Set(all.map(one => one.column))];
  return columns.flatMap(column => {
    const named = all.filter(one => one.column === column);
    const pinning = named.filter(one => one.operator !== "other");
    const without = branches.filter(branch => !branch.some(one => one.column === column));
    if (without.length === 0 && pinning.length > 0) {
      const constants = pinning.filter(isConstant);
      return [pinning.find(one => !constants.includes(one)) ?? pinning[0]!];
    }
    if (without.some(letsAnybodyThrough)) return pinning.map(one => ({ ...one, operator: "other" as const }));
    return pinning.map(one => ({ ...one, conditional: true }));
  });
}

/** Nothing in it is somebody's: constants and ranges, and no word of sharing. */
function letsAnybodyThrough(branch: readonly Predicate[]): boolean {
  return (
    branch.length > 0 &&
    branch.every(one => (one.operator === "other" || isConstant(one)) && !SHARED_COLUMN.test(one.column))
  );
}

function isConstant(predicate: Predicate): boolean {
  return predicate.origins.every(origin => origin.kind === "constant");
}
