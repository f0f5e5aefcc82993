/** A route that starts work over everything there is and answers at once, with nothing that stops a second start. */
import * as l10n from "@vscode/l10n";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { RouteRecord } from "../route/record.ts";
import { Bodies, type Body } from "../task/bodies.ts";
import type { FlagRecord, RunFault, RunRecord, StartRecord } from "./run.ts";
import { isExclusive } from "./exclusive.ts";

export function startedTwice(record: StartRecord, file: FileSummary, project: Project): RunFault | undefined {
  const routes = (file.concepts["Route"] ?? []) as RouteRecord[];
  const route = routes.find(
    one => one.handler && "functionId" in one.handler && isWithin(record.functionId, one.handler.functionId),
  );
  if (!route) return undefined;
  const bodies = Bodies.of(project);
  const handler = bodies.of(file, record.functionId);
  const started = record.works.flatMap(work => bodies.at(work.path, file) ?? []);
  // Work that is the project's own is looked into; a request leaves it to another program.
  if (record.works.length > 0 && started.length === 0) return undefined;
  if ([...(handler ? [handler] : []), ...started].some(body => looksFirst(body) || isExclusive(body, project)))
    return undefined;
  return {
    kind: "startedTwice",
    at: record,
    platform: "",
    work: record.work,
    consequence: "",
    looped: true,
    story: [{ ...route.place, path: file.path, message: l10n.t("Each request to this route starts it again.") }],
  };
}

function isWithin(functionId: string, outer: string): boolean {
  return functionId === outer || functionId.startsWith(`${outer}.`);
}

/** A claim, or a look at what is going on, before anything else. */
function looksFirst(body: Body): boolean {
  const records = (body.file.concepts["Run"] ?? []) as RunRecord[];
  const isFlag = (record: RunRecord): record is FlagRecord => record.form === "flag";
  return (
    records.some(record => isFlag(record) && record.functionId === body.record.functionId) ||
    body.record.steps.some(step => step.claim !== undefined || step.check === true)
  );
}
