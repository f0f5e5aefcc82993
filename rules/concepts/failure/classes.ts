/** Exception classes over files: what stands above a class, and whether a handler takes it. */
import { ANCESTORS, EVERYTHING, RAISING_STATUS } from "../../libraries/failures.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { TypeRecord } from "./record.ts";

/** The class and those above it, by last name, nearest first. */
export function lineage(name: string, path: AccessPath | undefined, file: FileSummary, project: Project): string[] {
  const names = [name];
  let type = path && project.classOf(path, file);
  for (let depth = 0; type && depth < 8; depth++) {
    const { bases } = type.value;
    for (const base of bases) {
      const last = base.steps.findLast(step => step.startsWith("."))?.slice(1);
      if (last !== undefined) names.push(last);
    }
    type = bases[0] && project.classOf(bases[0], type.file);
  }
  for (const known of [...names]) names.push(...(ANCESTORS[known] ?? []));
  return [...new Set(names)];
}

/** Classes that `response.raise_for_status()` may raise; all families when the response's library cannot be told. */
export function raisedStatus(path: AccessPath | undefined, file: FileSummary, project: Project): string[] {
  const library = project.libraryNameOf(path, file);
  const rows =
    library === undefined ? RAISING_STATUS : RAISING_STATUS.filter(row => row.library.test(library)).slice(0, 1);
  return [...new Set(rows.flatMap(row => [row.throws, ...(ANCESTORS[row.throws] ?? [])]))];
}

/** Whether a handler of these types takes a failure. */
export function takes(types: readonly TypeRecord[], names: readonly string[]): boolean {
  return types.length === 0 || types.some(type => EVERYTHING.has(type.name) || names.includes(type.name));
}

export function within(place: { start: number; end: number }, span: { start: number; end: number }): boolean {
  return place.start >= span.start && place.end <= span.end;
}
