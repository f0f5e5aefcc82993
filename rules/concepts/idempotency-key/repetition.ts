/** What runs a place of the code more than once: the function around it, or one that calls it. */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { Bodies, type Body, placeIn } from "../task/bodies.ts";
import { deliveriesTo } from "../task/delivery/deliveries.ts";
import { claimBefore } from "../task/effect/protection.ts";
import type { Delivery } from "../task/index.ts";

const MAX_DEPTH = 5;

export interface Repetition {
  delivery: Delivery;
  /** Calls through which the repeated body comes here, nearest first. */
  way: Related[];
}

/** Undefined when nothing is known to run the place again after a failure or a redelivery. */
export function repetitionOf(
  place: Span,
  functionId: string,
  file: FileSummary,
  project: Project,
): Repetition | undefined {
  return climb({ place, functionId, file }, [], new Set(), project);
}

interface Spot {
  place: Span;
  functionId: string;
  file: FileSummary;
}

function climb(spot: Spot, way: Related[], seen: Set<FunctionRecord>, project: Project): Repetition | undefined {
  const { file, functionId } = spot;
  const fn = file.functions.find(one => one.id === functionId);
  if (!fn || seen.has(fn) || way.length > MAX_DEPTH) return undefined;
  seen.add(fn);
  const bodies = Bodies.of(project);
  const body = bodies.of(file, functionId);
  if (body && isClaimed(body, spot.place, bodies)) return undefined;
  const delivery = body && deliveriesTo(body, bodies).find(one => isEvaluatedAgain(one, spot.place));
  if (delivery) return { delivery, way };
  for (const { file: from, caller, call } of project.callersOf(file, functionId)) {
    const step = { ...placeIn(from, call.place), message: l10n.t("`{0}` is called here.", call.text) };
    const found = climb({ place: call.place, functionId: caller.id, file: from }, [...way, step], seen, project);
    if (found) return found;
  }
  const outer = enclosing(fn, file);
  return outer && climb({ place: fn.place, functionId: outer.id, file }, way, seen, project);
}

/** A lock, a compare-and-set, a unique key: a second run does not come this far. A memoised step is run again when it fails. */
function isClaimed(body: Body, place: Span, bodies: Bodies): boolean {
  const around = body.record.steps
    .filter(step => step.place.start <= place.start && step.place.end >= place.end)
    .toSorted((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start))[0];
  return around !== undefined && claimBefore(around, body, bodies)?.by === "claim";
}

/** A run by the clock is new work; a refused call (429) did nothing; a client repeats a request with what it was given. */
function isEvaluatedAgain(delivery: Delivery, place: Span): boolean {
  if (delivery.scheduled || delivery.failures === "rejected" || delivery.resends) return false;
  if (!delivery.onCrash && !delivery.onFailure) return false;
  const { region } = delivery;
  if (!region) return true;
  return delivery.inPlace ? place.start >= region.start && place.end <= region.end : place.start <= region.end;
}

/** The function that a lambda or a local function stands in: it runs there, or is handed on from there. */
function enclosing(fn: FunctionRecord, file: FileSummary): FunctionRecord | undefined {
  const dot = fn.id.lastIndexOf(".");
  return dot < 0 ? undefined : file.functions.find(one => one.id === fn.id.slice(0, dot));
}
