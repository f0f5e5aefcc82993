import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import { ScopeProver } from "./scope.ts";

/** By table, a query that is sent under the role of the user who asks. */
export function queriesByUsers(project: Project): ReadonlyMap<string, FilePlace> {
  return project.derived("queries by users", () => {
    const prover = ScopeProver.of(project);
    const found = new Map<string, FilePlace>();
    for (const file of project.files())
      for (const query of prover.queriesOf(file)) {
        if (query.library !== "postgrest" || query.table === undefined || found.has(query.table)) continue;
        const client = prover.clients.of(query, file);
        if (client.kind === "user" && client.proved) found.set(query.table, { ...query.at, path: file.path });
      }
    return found;
  });
}
