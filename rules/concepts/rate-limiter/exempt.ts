/** Routes that need no limiter of their own: machines that prove themselves, operators, probes. */
import { ADMINISTRATION, OPERATOR_FILE, SYSTEM_GATE } from "../../libraries/request-shapes.ts";
import { MACHINE_PATH, PROBE_PATH } from "../../libraries/routes.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { Route } from "../route/route.ts";

const QUIET_METHODS = new Set(["OPTIONS", "HEAD"]);
const MAX_DEPTH = 2;

/** By its path or by a secret of its own: no person calls it. */
export function isForMachines(route: Route): boolean {
  const url = route.path ?? "";
  if (route.methods.every(method => QUIET_METHODS.has(method)) || route.secret) return true;
  return (
    (route.path !== undefined && PROBE_PATH.test(url)) || MACHINE_PATH.test(url) || OPERATOR_FILE.test(route.place.path)
  );
}

export function isExempt(route: Route, project: Project): boolean {
  const { path } = route.place;
  const url = route.path ?? "";
  if (isForMachines(route)) return true;
  if (ADMINISTRATION.test(path) || ADMINISTRATION.test(`${url}/`)) return true;
  if (route.way.some(guard => isGate(guard.text))) return true;
  return route.handler !== undefined && isGated(route.handler.file, route.handler.fn, project, 0);
}

/** The function, or one that it calls, lets only the system or the operator in. */
function isGated(file: FileSummary, fn: FunctionRecord, project: Project, depth: number): boolean {
  for (const call of fn.calls) {
    if (isGate(call.text.slice(call.text.lastIndexOf(".") + 1))) return true;
    if (depth >= MAX_DEPTH || call.use !== "tested") continue;
    const target = project.functionOf(call.path, file);
    if (target && target.value !== fn && isGated(target.file, target.value, project, depth + 1)) return true;
  }
  return false;
}

function isGate(text: string): boolean {
  return SYSTEM_GATE.test(text) || ADMINISTRATION.test(text);
}
