/** What makes two runs of a function meet: something that delivers it again, or runs it on several workers. */
import * as l10n from "@vscode/l10n";
import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { Table } from "../../project/schema/schema.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { QueryRecord } from "../query/query.ts";
import { ScopeProver } from "../query/scope.ts";
import { Bodies, type Body } from "../task/bodies.ts";
import { deliveriesTo } from "../task/delivery/deliveries.ts";
import { claimBefore } from "../task/effect/protection.ts";
import type { Delivery, StepRecord } from "../task/task.ts";

const MAX_DEPTH = 4;
const MAX_BODIES = 60;

export interface Meeting {
  delivery: Delivery;
  /** The functions on the way, from the delivered body down. */
  way: { body: Body; step: StepRecord }[];
}

/**
 * The delivery by which a function may run twice at once. A claim on the way down (a lock, a compare-and-set, a marker) keeps
 * the second run out: then there is none.
 */
export function meetingOf(file: FileSummary, functionId: string, at: FilePlace, project: Project): Meeting | undefined {
  const bodies = Bodies.of(project);
  const body = bodies.of(file, functionId);
  if (!body) return undefined;
  const own = body.record.steps.find(step => step.place.start <= at.start && step.place.end >= at.start);
  if (own && claimBefore(own, body, bodies)) return undefined;
  return ascend(body, [], new Set([body]), bodies);
}

function ascend(body: Body, way: Meeting["way"], seen: Set<Body>, bodies: Bodies): Meeting | undefined {
  const delivery = deliveriesTo(body, bodies).find(one => isMet(one));
  if (delivery) return { delivery, way };
  if (way.length >= MAX_DEPTH) return undefined;
  for (const caller of bodies.callers(body)) {
    if (seen.has(caller.body) || seen.size >= MAX_BODIES || claimBefore(caller.step, caller.body, bodies)) continue;
    seen.add(caller.body);
    const found = ascend(caller.body, [caller, ...way], seen, bodies);
    if (found) return found;
  }
  return undefined;
}

/** A message that is delivered anew; what repeats a call in place runs one after the other. */
function isMet(delivery: Delivery): boolean {
  return !delivery.inPlace && (delivery.redelivers || delivery.onCrash) && delivery.region === undefined;
}

/** The places that say so, as steps of the story. */
export function storyOf(meeting: Meeting): (FilePlace & { message: string })[] {
  return [
    ...meeting.delivery.reasons.slice(0, 2).map(reason => ({ ...reason.at, message: reason.message })),
    ...meeting.way.map(({ body, step }) => ({
      ...step.place,
      path: body.file.path,
      message: l10n.t("`{0}` leads there.", step.text),
    })),
  ];
}

const DONE_BEFORE = /status|processed|already|exist|done|dup|seen|handled/iu;

/** Some function on the way looks for rows of the table, or for what was done before. */
export function isChecked(
  meeting: Meeting,
  file: FileSummary,
  functionId: string,
  table: Table,
  project: Project,
): boolean {
  const own = Bodies.of(project).of(file, functionId);
  const { tenancy } = ScopeProver.of(project);
  return [...meeting.way.map(one => one.body), ...(own ? [own] : [])].some(
    body =>
      body.record.steps.some(step => step.check === true && DONE_BEFORE.test(step.text)) ||
      ((body.file.concepts["Query"] ?? []) as QueryRecord[]).some(
        query =>
          query.operation === "select" && query.function === body.record.functionId && tenancy.tableOf(query) === table,
      ),
  );
}
