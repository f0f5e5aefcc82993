/** The route that a reader would expect to pass a limiter. */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { ROUTE_DECORATORS } from "../../libraries/limiters.ts";
import { isTestPath } from "../../project/test-code.ts";

const WRITING = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** The nearest route that changes something, by the folders that the two files share. */
export function nearestRoute(file: FileSummary, project: Project): Related | undefined {
  let best: { route: FunctionRecord; path: string; distance: number } | undefined;
  for (const candidate of project.files()) {
    if (candidate.language !== file.language || isTestPath(candidate.path)) continue;
    const route = candidate.functions.find(isRoute);
    if (!route) continue;
    const distance = distanceOf(file.path, candidate.path);
    if (!best || distance < best.distance || (distance === best.distance && candidate.path < best.path))
      best = { route, path: candidate.path, distance };
  }
  return best && { ...best.route.namePlace, path: best.path, message: l10n.t("A route that runs without it.") };
}

function isRoute(fn: FunctionRecord): boolean {
  if (fn.exported && WRITING.has(fn.id)) return true;
  return fn.decorators.some(
    decorator =>
      decorator.called &&
      ROUTE_DECORATORS.includes(decorator.path?.steps.at(-1)?.slice(1) ?? "") &&
      typeof decorator.arguments[0]?.value.constant === "string",
  );
}

function distanceOf(left: string, right: string): number {
  const a = left.split("/");
  const b = right.split("/");
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return a.length + b.length - 2 * shared;
}
