/** Order of migrations that name their predecessors: Alembic's revisions and Django's dependencies. */
import { compareMigrationPaths } from "./migration-order.ts";
import type { MigrationFacts } from "./schema-facts.ts";

interface Node {
  path: string;
  migration: MigrationFacts;
}

/**
 * Predecessors first; among those that may come next, the one whose path comes first. Predecessors that are not there do not
 * count, a circle is broken where it is entered, and what a squashed migration stands for is left out.
 */
export function orderMigrations<File extends Node>(files: readonly File[]): File[] {
  const sorted = files.toSorted((a, b) => compareMigrationPaths(a.path, b.path));
  const replaced = new Map(sorted.flatMap(file => file.migration.replaces.map(id => [id, file] as const)));
  const byId = new Map(sorted.map(file => [file.migration.id, file]));
  const state = new Map<File, "open" | "done">();
  const ordered: File[] = [];
  const visit = (start: File): void => {
    // A history is a long chain: its depth must not be that of the call stack.
    const stack = [start];
    while (stack.length > 0) {
      const file = stack.at(-1)!;
      if (state.get(file) === "done") {
        stack.pop();
        continue;
      }
      state.set(file, "open");
      const before = file.migration.after
        .map(id => replaced.get(id) ?? byId.get(id))
        .filter(one => one !== undefined && one !== file && !state.has(one));
      if (before.length > 0) stack.push(...before.toReversed().map(one => one!));
      else {
        state.set(file, "done");
        ordered.push(file);
        stack.pop();
      }
    }
  };
  for (const file of sorted) if (!replaced.has(file.migration.id)) visit(file);
  return ordered;
}
