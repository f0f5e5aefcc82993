/** Whether what a function finds is worked on by somebody, over the functions that hand it up. */
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { FailureHandlingRecord } from "./failed-work.ts";

const MAX_DEPTH = 5;

export type Drain =
  | { kind: "worked" }
  /** Somebody looks at it: the function that answers a request with it. */
  | { kind: "shown"; by: string }
  /** Nobody calls it. */
  | { kind: "uncalled" };

type Use = FailureHandlingRecord["uses"][number] & { file: FileSummary };

export function drainOf(functionId: string, name: string, file: FileSummary, project: Project): Drain {
  return follow(functionId, name, file, project, 0, new Set());
}

function follow(
  functionId: string,
  name: string,
  file: FileSummary,
  project: Project,
  depth: number,
  seen: Set<string>,
): Drain {
  const key = `${file.path}\0${functionId}`;
  if (depth > MAX_DEPTH || seen.has(key)) return { kind: "worked" };
  seen.add(key);
  if (isHandedAround(functionId, file, project)) return { kind: "worked" };
  let shown: string | undefined;
  for (const use of usesNamed(name, project)) {
    const target = use.path && project.functionOf(use.path, use.file);
    // A method of an unknown object may be this one.
    if (target && (target.file !== file || target.value.id !== functionId)) continue;
    if (use.how === "worked") return { kind: "worked" };
    if (use.how === "shown") shown ??= nameOf(use);
    if (use.how !== "returned") continue;
    const caller = use.file.functions.find(fn => fn.id === use.within);
    const above = caller?.name
      ? follow(use.within, caller.name, use.file, project, depth + 1, seen)
      : ({ kind: "shown", by: nameOf(use) } as const);
    if (above.kind === "worked") return above;
    // A route returns it to a browser, nobody in the program calls it.
    shown ??= above.kind === "shown" ? above.by : nameOf(use);
  }
  return shown === undefined ? { kind: "uncalled" } : { kind: "shown", by: shown };
}

/** A task, a callback, a value in a table: somebody else calls it. */
function isHandedAround(functionId: string, file: FileSummary, project: Project): boolean {
  const fn = file.functions.find(one => one.id === functionId);
  if (!fn || fn.passedTo.length > 0) return true;
  if (
    fn.decorators.some(one => !/(?:static|class)method|property|route|get|router/u.test(one.path?.steps.join("") ?? ""))
  )
    return true;
  return project
    .referencesTo(file, functionId)
    .some(
      ({ reference }) => reference.use === "argument" || reference.use === "assign" || reference.use === "decorator",
    );
}

function usesNamed(name: string, project: Project): Use[] {
  const all = project.memo("uses of failed work", () => {
    const found = new Map<string, Use[]>();
    for (const file of project.filesWith("FailureHandling"))
      for (const record of file.concepts["FailureHandling"] as FailureHandlingRecord[])
        for (const use of record.uses) found.set(use.name, [...(found.get(use.name) ?? []), { ...use, file }]);
    return found;
  });
  return all.get(name) ?? [];
}

function nameOf(use: Use): string {
  return use.within === "" ? use.file.path : use.within.replace(/@\d+$/u, "");
}
