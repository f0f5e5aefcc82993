import type { Predicate } from "./query.ts";

/**
 * What `a OR b` restricts: a column that every branch names holds for every row (`tenant IS NULL OR tenant = $1` too, as it
 * lets through the tenant's rows and those of nobody); the other columns hold for some rows only.
 */
export function alternatives(branches: readonly (readonly Predicate[])[]): Predicate[] {
  const all = branches.flat();
  const columns = [...new Set(all.map(one => one.column))];
  return columns.flatMap(column => {
    const named = all.filter(one => one.column === column);
    const pinning = named.filter(one => one.operator !== "other");
    const shared = branches.every(branch => branch.some(one => one.column === column));
    if (shared && pinning.length > 0) {
      const constants = pinning.filter(one => one.origins.every(origin => origin.kind === "constant"));
      return [pinning.find(one => !constants.includes(one)) ?? pinning[0]!];
    }
    return pinning.map(one => ({ ...one, conditional: true }));
  });
}
