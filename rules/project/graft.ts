/**
 * An edited file in the place of its former self. While nothing changed that other files can name — imports, exports,
 * top-level names and what they hold, functions with their parameters and what they return — every conclusion about where a
 * path leads still stands, and the records that such conclusions point to take on the new content.
 */
import type { FileSummary } from "./summary.ts";

/** Everything that the way from a name to its definition depends on. Ids of nameless functions hold offsets, which do not count. */
export function shapeOf(file: FileSummary): string {
  const text = JSON.stringify([
    file.language,
    file.imports.map(({ module, names, typeOnly }) => [module, names, typeOnly]),
    file.exports,
    file.variables.map(({ name, exported, value, constant, type }) => [name, exported, value, constant, type]),
    file.functions.map(fn => [fn.id, fn.exported, fn.className, fn.method, fn.parameters, fn.returns, fn.formula]),
    file.classes.map(one => [
      one.name,
      one.exported,
      one.bases,
      one.members.map(({ name, value, constant, type }) => [name, value, constant, type]),
    ]),
  ]);
  return text.replaceAll(/"place":\{[^{}]*\}/gu, "").replaceAll(/@\d+/gu, "@");
}

/** Gives a record the content of a newer one; who holds it sees the newer one. */
export function become<T extends object>(record: T, next: T): void {
  for (const key of Object.keys(record)) if (!(key in next)) delete record[key as keyof T];
  Object.assign(record, next);
}
