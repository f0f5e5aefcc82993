/** The function that a call surely runs. */
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

/** What another call gave back, `implementation(name)()`, may be one of several: that one of them is a coroutine proves nothing. */
export function calledFunction(
  path: AccessPath | undefined,
  file: FileSummary,
  project: Project,
): { file: FileSummary; value: FunctionRecord } | undefined {
  return path?.steps.at(-1) === "()" ? undefined : project.functionOf(path, file);
}
