/** Rows that a work list adds for each of its items, and that its next run looks for. */
import type { FilePlace } from "../../../finding.ts";
import type { QueryRecord } from "../../query/query.ts";
import { type Bodies, type Body, placeIn } from "../bodies.ts";
import { contains } from "../body/steps.ts";
import { after, before, sameItem } from "../order.ts";
import type { StepRecord } from "../task.ts";

export interface KeptRow {
  table: string;
  /** Where it is added, in this body, by what call. */
  added: { at: FilePlace; text: string };
  lookedFor: FilePlace;
  /** It is added before the effect: the next run leaves the item out whatever happens. */
  first: boolean;
}

/** The first such row; undefined for an effect that is not made for each of several items. */
export function keptRow(effect: StepRecord, body: Body, bodies: Bodies): KeptRow | undefined {
  if (effect.loops.length === 0) return undefined;
  const looks = lookedFor(effect, body, bodies);
  if (looks.size === 0) return undefined;
  const earlier = before(effect, body.record);
  for (const step of [...earlier, ...after(effect, body.record)]) {
    if (!sameItem(effect, step)) continue;
    const table = tablesOf(step, body, bodies, "insert").find(one => looks.has(one));
    if (table === undefined) continue;
    const added = { at: placeIn(body.file, step.place), text: step.text };
    return { table, added, lookedFor: looks.get(table)!, first: earlier.includes(step) };
  }
  return undefined;
}

/** Tables that are read before the effect, each with the place. */
function lookedFor(effect: StepRecord, body: Body, bodies: Bodies): ReadonlyMap<string, FilePlace> {
  const looks = new Map<string, FilePlace>();
  for (const earlier of before(effect, body.record))
    for (const table of tablesOf(earlier, body, bodies, "select")) looks.set(table, placeIn(body.file, earlier.place));
  return looks;
}

/** Tables of the queries that a step sends, itself or in the function that it calls. */
function tablesOf(step: StepRecord, body: Body, bodies: Bodies, operation: QueryRecord["operation"]): string[] {
  const own = queriesOf(body, operation).filter(query => contains(step.place, query.at));
  const called = own.length > 0 ? [] : bodies.targets(step, body).flatMap(target => queriesOf(target, operation));
  return [...own, ...called].flatMap(query => query.table ?? query.model ?? []);
}

function queriesOf(body: Body, operation: QueryRecord["operation"]): QueryRecord[] {
  return ((body.file.concepts["Query"] ?? []) as QueryRecord[]).filter(
    query => query.operation === operation && query.function === body.record.functionId,
  );
}
