/** A recorded unit of work with the commits that split it. */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Related } from "../../finding.ts";
import { OPERATOR_PATH } from "../../libraries/remote-calls.ts";
import { ALEMBIC } from "../../libraries/transactions.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { Bodies, type Body, placeIn } from "../task/bodies.ts";
import { contains } from "../task/body/steps.ts";
import { after } from "../task/order.ts";
import type { StepRecord } from "../task/task.ts";
import { NetworkCalls } from "../transaction/network-calls.ts";
import { eventsOf, isSession, type SessionEvent } from "../transaction/session.ts";
import type { SplitFault, UnitOfWork, UnitRecord } from "./unit-of-work.ts";

const MAX_SHOWN = 4;

export function completeUnit(record: UnitRecord, file: FileSummary, project: Project): UnitOfWork {
  const fault = OPERATOR_PATH.test(file.path) || ALEMBIC.test(file.path) ? undefined : faultOf(record, file, project);
  return { type: "UnitOfWork", start: record.start, end: record.end, ...(fault ? { fault } : {}) };
}

function faultOf(record: UnitRecord, file: FileSummary, project: Project): SplitFault | undefined {
  const bodies = Bodies.of(project);
  const body = bodies.of(file, record.functionId);
  if (!body || !isSession(record.session, record.sessionPath, body, bodies)) return undefined;
  const deeds = deedsIn(record, body, bodies);
  return record.attempt ? splitAttempt(record, deeds, body, bodies) : givenAway(record, deeds, body);
}

/** A step with what it does to the session. */
interface Deed {
  step: StepRecord;
  events: SessionEvent[];
  /** It is the session's own method, rather than a function that is given it. */
  own: boolean;
}

function deedsIn({ session, attempt }: UnitRecord, body: Body, bodies: Bodies): Deed[] {
  return body.record.steps.flatMap(step => {
    if (step.handler || (attempt && !contains(attempt.body, step.place))) return [];
    const events = eventsOf(step, body, session, bodies);
    return events.length > 0 ? [{ step, events, own: step.text.startsWith(`${session}.`) }] : [];
  });
}

/** Rolled back as one, and committed in several parts on one way through it. */
function splitAttempt(record: UnitRecord, deeds: readonly Deed[], body: Body, bodies: Bodies): SplitFault | undefined {
  const points = commitPoints(deeds);
  for (const first of points) {
    const way = [
      first,
      ...points.filter(
        one => one !== first && isAfter(one, first, body) && sameTurn(one, first) && !isKept(one.step, record),
      ),
    ];
    const [, second] = way;
    const loop = !second && leadsIntoLoop(first, deeds);
    if ((!second && !loop) || (second && waitsBetween(first, second, body, bodies))) continue;
    const { rollback } = record.attempt!;
    return {
      kind: loop ? "loop" : "several",
      at: first.step.place,
      name: record.name,
      first: first.step.text,
      later: (second ? firstBetween(first, second, record, body) : first.step).text,
      count: way.length,
      line: rollback.line,
      from: first.step.place.line,
      story: [
        ...way.slice(0, MAX_SHOWN).map(one => committed(one.step, body)),
        {
          ...placeIn(body.file, rollback),
          message: l10n.t("The rollback takes back what came after the last commit."),
        },
      ],
    };
  }
  return undefined;
}

/** What may fail after the first commit: a call that does something, rather than the commit itself. */
function firstBetween(first: Deed, second: Deed, record: UnitRecord, body: Body): StepRecord {
  const { session } = record;
  const between = after(first.step, body.record).find(
    step =>
      step.place.end <= second.step.place.end &&
      step.text !== "" &&
      !isKept(step, record) &&
      !step.text.startsWith(`${session}.`) &&
      body.fn?.calls.some(call => call.place.start === step.place.start && call.arguments.some(isGiven(session))),
  );
  return between ?? second.step;
}

/** Its failure is kept by a handler inside the attempt, and is not rolled back. */
function isKept({ caughtFrom }: StepRecord, { attempt }: UnitRecord): boolean {
  return attempt !== undefined && caughtFrom !== undefined && caughtFrom > attempt.body.start;
}

function isGiven(session: string) {
  return ({ value }: { value: { key: string } }) => value.key === session;
}

/** Steps that commit rows which were written since the commit before. */
function commitPoints(deeds: readonly Deed[]): Deed[] {
  let written = false;
  const found: Deed[] = [];
  for (const deed of deeds) {
    let counts = false;
    for (const event of deed.events) {
      if (event === "pend" || event === "write") written = true;
      else if (event !== "read") {
        counts ||= event === "commit" && written;
        written = false;
      }
    }
    if (counts) found.push(deed);
  }
  return found;
}

/** What was begun before a loop is committed by its first turn. */
function leadsIntoLoop({ step, own }: Deed, deeds: readonly Deed[]): boolean {
  const [loop] = step.loops;
  if (!own || loop === undefined || step.branch.at(-1) !== loop) return false;
  const writes = (deed: Deed) => deed.events.some(event => event === "pend" || event === "write");
  const before = deeds.slice(
    0,
    deeds.findIndex(deed => deed.step.loops[0] === loop),
  );
  const open = before.slice(before.findLastIndex(deed => deed.events.includes("commit")) + 1);
  return open.some(writes) && deeds.some(deed => deed.step.loops[0] === loop && writes(deed));
}

function isAfter(one: Deed, first: Deed, body: Body): boolean {
  return after(first.step, body.record).includes(one.step);
}

function sameTurn(one: Deed, first: Deed): boolean {
  return one.step.place.start > first.step.place.start && one.step.loops.length <= first.step.loops.length;
}

/** Another system is called in between: then what is known so far is committed first, as it ought to be. */
function waitsBetween(first: Deed, second: Deed, body: Body, bodies: Bodies): boolean {
  return NetworkCalls.of(bodies)
    .in(body)
    .some(({ frames: [frame] }) => {
      const { start } = frame!.step.place;
      return start >= first.step.place.start && start <= second.step.place.end;
    });
}

/** A function commits what its caller has begun and is not done with. */
function givenAway(record: UnitRecord, deeds: readonly Deed[], body: Body): SplitFault | undefined {
  let open: StepRecord | undefined;
  for (const [index, deed] of deeds.entries()) {
    const commits = deed.events.includes("commit");
    if (!deed.own && commits && open && after(open, body.record).includes(deed.step)) {
      const later = restOf(deed, deeds.slice(index + 1), body);
      if (later)
        return {
          kind: "callee",
          at: deed.step.place,
          name: record.name,
          first: deed.step.text,
          later: later.text,
          count: 2,
          from: deed.step.place.line,
          story: [
            { ...placeIn(body.file, open.place), message: l10n.t("Here the caller's part begins.") },
            committed(deed.step, body),
            { ...placeIn(body.file, later.place), message: l10n.t("What follows may fail.") },
          ],
        };
    }
    if (commits || deed.events.includes("end")) open = undefined;
    else if (deed.events.some(event => event === "pend" || event === "write")) open ??= deed.step;
  }
  return undefined;
}

/** What the caller writes after it, before its own commit. */
function restOf(given: Deed, rest: readonly Deed[], body: Body): StepRecord | undefined {
  const follow = rest.filter(deed => isAfter(deed, given, body));
  const commit = follow.findIndex(deed => deed.own && deed.events.includes("commit"));
  return follow
    .slice(0, Math.max(0, commit))
    .find(deed => deed.events.some(event => event === "pend" || event === "write"))?.step;
}

function committed(step: StepRecord, body: Body): Related {
  const at: FilePlace = placeIn(body.file, step.place);
  return { ...at, message: l10n.t("`{0}` commits.", step.text) };
}
