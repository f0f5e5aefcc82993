/** How much of a project's SQL was understood: what is not read is said once and costs nothing else. */
import type { Project } from "../../rules/project/project.ts";

export interface SqlCoverage {
  statements: number;
  unread: number;
  files: number;
  /** Path, line and reason of the first that was not understood. */
  first?: { path: string; line: number; reason: string };
  /** Files in other databases' dialects, which are read as far as they go. */
  dialects: Record<string, number>;
}

export function sqlCoverage(project: Project): SqlCoverage {
  const coverage: SqlCoverage = { statements: 0, unread: 0, files: 0, dialects: {} };
  for (const { path, schema } of project.files()) {
    if (schema?.dialect) coverage.dialects[schema.dialect] = (coverage.dialects[schema.dialect] ?? 0) + 1;
    if (!schema?.script) continue;
    const { statements, unread, first } = schema.script;
    coverage.files++;
    coverage.statements += statements;
    coverage.unread += unread;
    if (first) coverage.first ??= { path, line: first.place.line, reason: first.reason };
  }
  return coverage;
}
