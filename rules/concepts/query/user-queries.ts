import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { ScopeProver } from "./scope.ts";

/** By table, a query that is sent under the role of the user who asks. */
export function queriesByUsers(project: Project): ReadonlyMap<string, FilePlace> {
  const sentByUsers = (file: FileSummary) => {
    const prover = ScopeProver.of(project);
    return prover.queriesOf(file).flatMap(query => {
      if (query.library !== "postgrest" || query.table === undefined) return [];
      const client = prover.clientOf(query, file);
      return client.kind === "user" && client.proved ? [[query.table, { ...query.at, path: file.path }] as const] : [];
    });
  };
  return project.memo(
    "queries by users, by table",
    () => new Map(project.gather("queries by users", "Query", sentByUsers).toReversed()),
  );
}
